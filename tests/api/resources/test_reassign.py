"""Units of an order come from another location, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.database.transactions import Database
from tests.api.client import Client, Reply
from tests.api.shop import put_on_shelf

PATH = "/v1/reservations/o-1/reassign"
TO_MAIN = {"sku": "shirt", "from": "annex", "to": "main"}


@pytest.fixture(autouse=True)
def _an_order(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 5}, location="annex")
    put_on_shelf(database, {"shirt": 2})
    client.post("/v1/reservations", json={"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 2}]})


def reassign(client: Client, headers: dict[str, str] | None = None, **body: Any) -> Reply:
    return client.post(PATH, json=TO_MAIN | body, headers=headers or {})


def places(reply: Reply) -> list[tuple[str, int, int]]:
    (line,) = reply.json["lines"]
    return sorted((one["location"], one["held"], one["taken"]) for one in line["allocations"])


def test_a_hold_and_its_replay(client: Client) -> None:
    first, again = reassign(client), reassign(client)
    assert (first.status_code, places(first)) == (200, [("main", 2, 0)])
    assert (again.status_code, again.json) == (200, first.json)
    shown = client.get("/v1/stock/shirt/movements?kind=reassigned").json["items"]
    assert sorted((one["location"], one["other_location"], one["order_id"]) for one in shown) == [
        ("annex", "main", "o-1"),
        ("main", "annex", "o-1"),
    ]


def test_a_paid_order(client: Client) -> None:
    client.post("/v1/reservations/o-1/confirm")
    assert places(reassign(client)) == [("main", 0, 2)]


def test_some_units_once_by_their_key(client: Client) -> None:
    key = {"Idempotency-Key": "k-1"}
    assert places(reassign(client, key, quantity=1)) == [("annex", 1, 0), ("main", 1, 0)]
    assert places(reassign(client, key, quantity=1)) == [("annex", 1, 0), ("main", 1, 0)]


def test_no_units_of_an_order_that_has_changed_since(client: Client) -> None:
    etag = client.get("/v1/reservations/o-1").headers["ETag"]
    assert reassign(client, {"If-Match": etag}, quantity=1).status_code == 200
    again = reassign(client, {"If-Match": etag}, quantity=1)
    assert (again.status_code, again.json["code"]) == (412, "precondition_failed")
    assert places(client.get("/v1/reservations/o-1")) == [("annex", 1, 0), ("main", 1, 0)]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"to": "annex"}, 422, "invalid_request"),
        ({"to": "mian"}, 422, "location_not_set_up"),
        ({"quantity": 3}, 409, "reservation_conflict"),
        ({"quantity": 0}, 422, "invalid_request"),
    ],
)
def test_refusals(client: Client, body: dict[str, Any], status: int, code: str) -> None:
    refused = reassign(client, **body)
    assert (refused.status_code, refused.json["code"]) == (status, code)


def test_units_that_are_not_there(client: Client) -> None:
    items = [{"sku": "shirt", "quantity": 1, "location": "main"}]
    client.post("/v1/reservations", json={"order_id": "o-2", "items": items})
    refused = reassign(client)
    assert (refused.status_code, refused.json["code"]) == (409, "insufficient_stock")
    assert refused.json["shortfalls"] == [
        {"sku": "shirt", "location": "main", "requested": 2, "available": 1, "shortfall": 1}
    ]
