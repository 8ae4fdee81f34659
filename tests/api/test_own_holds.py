"""A check for an order counts its own hold, in each process of the API."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from inventory.database.transactions import Database
from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.shop import Answer, put_on_shelf


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[ApiServer]:
    with api_server(database_url, tmp_path, INVENTORY_API_PROCESSES="2") as running:
        yield running


def check(server: ApiServer, quantity: int, **more: Any) -> Answer:
    return server.caller.post("/v1/availability", {"items": [{"sku": "shirt", "quantity": quantity}], **more})


def test_its_own_hold_counts_as_free(server: ApiServer, database: Database) -> None:
    put_on_shelf(database, {"shirt": 5})
    assert server.caller.reserve("o1", ("shirt", 4)).status == 201

    def asked(number: int) -> list[Any]:
        told = [check(server, 5), check(server, 5, order_id="o1"), check(server, 5, order_id=f"unknown-{number}")]
        return [(answer.status, answer.body["available"], answer.body["items"][0]["available"]) for answer in told]

    with ThreadPoolExecutor(8) as pool:
        for told in pool.map(asked, range(24)):
            assert told == [(200, False, 1), (200, True, 5), (200, False, 1)]
    amended = server.caller.call(
        "PUT", "/v1/reservations/o1", b'{"items": [{"sku": "shirt", "quantity": 5}]}', {"If-Match": "*"}
    )
    assert amended.status == 200
    assert check(server, 6, order_id="o1").body["items"] == [
        {"sku": "shirt", "requested": 6, "available": 5, "shortfall": 1}
    ]


def test_an_order_may_keep_what_it_has_of_a_sku_that_is_not_sold_any_more(
    server: ApiServer, database: Database
) -> None:
    put_on_shelf(database, {"shirt": 9})
    for order_id, units in (("o1", 4), ("o2", 2)):
        assert server.caller.reserve(order_id, ("shirt", units)).status == 201
    assert server.caller.call("PUT", "/v1/skus/shirt/policy", b'{"discontinued": true}').status == 201

    def told(units: int, order_id: str) -> tuple[bool, bool]:
        asked = check(server, units, order_id=order_id).body["available"]
        items = b'{"items": [{"sku": "shirt", "quantity": %d}]}' % units
        got = server.caller.call("PUT", f"/v1/reservations/{order_id}", items, {"If-Match": "*"}).status
        return asked, got == 200

    for units, order_id, may in (
        (5, "o1", False),
        (4, "o1", True),
        (3, "o1", True),
        (4, "o1", False),
        (3, "o2", False),
    ):
        assert told(units, order_id) == (may, may), f"{units} of {order_id}"
    assert check(server, 1).body["available"] is False


def test_an_order_id_that_nothing_can_have_is_refused(server: ApiServer) -> None:
    for bad in ("", "..", 7, "x" * 201):
        answer = check(server, 1, order_id=bad)
        assert (answer.status, answer.body["code"]) == (422, "invalid_request")
        assert answer.body["errors"][0]["pointer"] == "/order_id"
