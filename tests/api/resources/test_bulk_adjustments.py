"""Many adjustments in one call: one transaction, one outcome for each line."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from api.contract.limits import MAX_ADJUSTMENTS
from api.services import EXTENSION, Services
from inventory.database.transactions import Database
from tests.api.client import Client, Reply
from tests.api.shop import Counters, counters, open_location, put_on_shelf


def change(sku: str, delta: int, **more: Any) -> dict[str, Any]:
    return {"sku": sku, "delta": delta, "reason": "correction", "reference": f"doc of {sku}", **more}


def adjust(client: Client, *items: dict[str, Any], **options: Any) -> Reply:
    return client.post("/v1/stock/adjustments", json={"items": items}, **options)


def test_each_line_has_its_own_outcome(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 10, "cap": 3})
    open_location(database, "paris")
    count = {
        "sku": "sock",
        "quantity_on_hand": 7,
        "expected_quantity_on_hand": None,
        "reason": "cycle_count",
        "reference": "count-1",
        "location": "paris",
    }
    put = client.post(
        "/v1/stock/sock/adjustments", json={"delta": 1, "reason": "correction", "reference": "doc of sock"}
    )
    answer = adjust(client, change("shirt", 5), change("cap", -4), count, change("sock", 1))
    applied, refused, counted, replayed = answer.json["items"]

    assert answer.status_code == 200
    assert answer.json["refused"] == 1
    assert (applied["status"], applied["sku"], applied["stock"]["quantity_on_hand"]) == (201, "shirt", 15)
    assert (refused["status"], refused["reference"], refused["problem"]["code"]) == (
        409,
        "doc of cap",
        "quantity_below_zero",
    )
    assert refused["problem"]["quantity_on_hand"] == 3
    assert (counted["status"], counted["location"], counted["stock"]["quantity_on_hand"]) == (201, "paris", 7)
    assert put.status_code == 201
    assert (replayed["status"], replayed["stock"]["quantity_on_hand"]) == (200, 1)
    assert (counters(database, "shirt"), counters(database, "cap")) == (Counters(15, 0), Counters(3, 0))


def test_the_same_call_again_is_a_replay_and_refused_lines_have_another_chance(
    client: Client, database: Database
) -> None:
    put_on_shelf(database, {"cap": 3})
    lines = (change("shirt", 5), change("cap", -4))
    key = {"Idempotency-Key": "import-1"}
    first = adjust(client, *lines, headers=key)
    put_on_shelf(database, {"cap": 2}, location="paris")
    client.post("/v1/stock/cap/adjustments", json={"delta": 1, "reason": "found", "reference": "doc-9"})
    again = adjust(client, *lines, headers=key)
    other = adjust(client, *lines, change("sock", 1), headers=key)

    assert [line["status"] for line in first.json["items"]] == [201, 409]
    assert [line["status"] for line in again.json["items"]] == [200, 201]
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")
    assert client.get("/v1/stock/sock").status_code == 404


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (change("shirt", 5), True),
        (change("shirt", 9), True),
        (change("shirt", 5, location="main"), True),
        (change("shirt", 5, location="paris"), False),
        (change("shirt", 5, reference="doc-2"), False),
    ],
    ids=["equal", "another number", "the place in words", "another place", "another reference"],
)
def test_lines_that_look_like_replays_of_each_other_refuse_the_whole_call(
    client: Client,
    database: Database,
    other: dict[str, Any],
    expected: bool,  # noqa: FBT001
) -> None:
    """+5 twice may be 10 units or a slip: it is not for us to say."""
    open_location(database, "paris")
    answer = adjust(client, change("shirt", 5), change("cap", 1), other)

    if expected:
        assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
        assert [(error["pointer"], error["detail"]) for error in answer.json["errors"]] == [
            ("/items/0", "has the same sku, location and reference as /items/2: give each its own reference"),
            ("/items/2", "has the same sku, location and reference as /items/0: give each its own reference"),
        ]
        assert client.get("/v1/stock/cap").status_code == 404
    else:
        assert (answer.status_code, answer.json["refused"]) == (200, 0)


def test_a_line_that_is_not_valid_refuses_the_whole_call(client: Client) -> None:
    answer = adjust(client, change("shirt", 5), change("cap", 0), change("sock", 1, reason="because"))

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert [error["pointer"] for error in answer.json["errors"]] == ["/items/1", "/items/2/reason"]
    assert client.get("/v1/stock/shirt").status_code == 404


@pytest.mark.parametrize("lines", [0, MAX_ADJUSTMENTS + 1])
def test_the_number_of_lines_is_bounded(client: Client, lines: int) -> None:
    answer = adjust(client, *(change(f"s{number}", 1, reference="d") for number in range(lines)))

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/items")


def test_all_lines_share_one_transaction(
    app: Flask, client: Client, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    services: Services = app.extensions[EXTENSION]
    attempt = services.group_commit._transact
    sizes: list[int] = []

    def counting(requests: Any, until: float) -> Any:
        sizes.append(sum(len(request.commands) for request in requests))
        return attempt(requests, until)

    monkeypatch.setattr(services.group_commit, "_transact", counting)
    answer = adjust(client, *(change(f"s{number}", 1, reference="d") for number in range(MAX_ADJUSTMENTS)))

    assert (answer.status_code, answer.json["refused"]) == (200, 0)
    assert sizes == [MAX_ADJUSTMENTS]
    assert counters(database, "s499") == Counters(1, 0)
