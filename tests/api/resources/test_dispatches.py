"""Goods that leave, reported over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.database.transactions import Database
from tests.api.client import Client, Reply
from tests.api.shop import Counters, counters, open_location, put_on_shelf


def dispatch(client: Client, name: str = "parcel-1", quantity: int = 2, order_id: str = "o-1", **item: Any) -> Reply:
    body = {"dispatch_id": name, "items": [{"sku": "shirt", "quantity": quantity, **item}]}
    return client.post(f"/v1/reservations/{order_id}/dispatches", json=body)


@pytest.fixture(autouse=True)
def _three_shirts_are_paid(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 10, "cap": 10})
    order = {"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 3}]}
    assert client.post("/v1/reservations", json=order).status_code == 201
    assert client.post("/v1/reservations/o-1/confirm").status_code == 200


def test_a_parcel_is_shown_with_its_order_and_so_is_the_rest(client: Client, database: Database) -> None:
    answer = dispatch(client)
    assert answer.status_code == 201
    assert answer.headers["Location"] == "/v1/reservations/o-1"
    (parcel,) = answer.json["dispatches"]
    assert (parcel["dispatch_id"], parcel["items"]) == ("parcel-1", [{"sku": "shirt", "quantity": 2}])
    assert answer.json["remaining"] == [{"sku": "shirt", "quantity": 1}]
    assert answer.json["status"] == "confirmed"
    assert client.get("/v1/reservations/o-1").json == answer.json
    (listed,) = client.get("/v1/reservations?status=confirmed").json["items"]
    assert listed == answer.json
    assert counters(database, "shirt") == Counters(7, 0)
    assert dispatch(client, "parcel-2", 1).json["remaining"] == []


def test_an_order_without_a_dispatch_is_shown_as_ever(client: Client) -> None:
    assert {"dispatches", "remaining"}.isdisjoint(client.get("/v1/reservations/o-1").json)


def test_the_same_again_is_a_replay_and_another_content_a_conflict(client: Client) -> None:
    first, again = dispatch(client), dispatch(client)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    other = dispatch(client, quantity=1)
    assert (other.status_code, other.json["code"]) == (409, "dispatch_conflict")
    assert (other.json["order_id"], other.json["dispatch_id"]) == ("o-1", "parcel-1")


def test_no_more_leaves_than_the_order_has(client: Client, database: Database) -> None:
    dispatch(client)
    body = {
        "dispatch_id": "parcel-2",
        "items": [{"sku": "shirt", "quantity": 2}, {"sku": "cap", "quantity": 1}],
    }
    answer = client.post("/v1/reservations/o-1/dispatches", json=body)
    assert (answer.status_code, answer.json["code"]) == (409, "dispatch_exceeds_order")
    assert answer.json["lines"] == [
        {"sku": "cap", "requested": 1, "remaining": 0},
        {"sku": "shirt", "requested": 2, "remaining": 1},
    ]
    assert len(client.get("/v1/reservations/o-1").json["dispatches"]) == 1
    assert counters(database, "cap") == Counters(10, 0)


def test_a_parcel_leaves_once_however_many_lines_name_it(client: Client, database: Database) -> None:
    items = [{"sku": "shirt", "quantity": 1}, {"product_id": "shirt", "quantity": 2}]
    answer = client.post("/v1/reservations/o-1/dispatches", json={"dispatch_id": "parcel-1", "items": items})
    assert answer.json["dispatches"][0]["items"] == [{"sku": "shirt", "quantity": 3}]
    assert counters(database, "shirt") == Counters(7, 0)


def test_an_order_that_is_not_paid_ships_and_keeps_the_rest_on_hold(client: Client, database: Database) -> None:
    order = {"order_id": "invoice", "items": [{"sku": "cap", "quantity": 3}]}
    assert client.post("/v1/reservations", json=order).status_code == 201
    body = {"dispatch_id": "parcel-1", "items": [{"sku": "cap", "quantity": 2}]}
    answer = client.post("/v1/reservations/invoice/dispatches", json=body)
    assert (answer.status_code, answer.json["status"]) == (201, "pending")
    assert answer.json["lines"][0]["allocations"] == [{"location": "main", "held": 1, "taken": 2}]
    assert counters(database, "cap") == Counters(8, 1)


def test_what_left_is_not_restocked(client: Client, database: Database) -> None:
    dispatch(client)
    cancelled = client.post("/v1/reservations/o-1/cancel", json={})
    assert (cancelled.json["status"], cancelled.json["remaining"]) == ("released", [])
    assert counters(database, "shirt") == Counters(8, 0)
    late = dispatch(client, "parcel-2", 1)
    assert (late.status_code, late.json["code"]) == (409, "reservation_conflict")


def test_another_location_is_named_in_the_parcel(client: Client, database: Database) -> None:
    nowhere = dispatch(client, location="nroth")
    assert (nowhere.status_code, nowhere.json["code"]) == (422, "location_not_set_up")
    open_location(database, "north")
    put_on_shelf(database, {"shirt": 5}, location="north")
    answer = dispatch(client, location="north")
    assert answer.status_code == 201
    assert answer.json["dispatches"][0]["items"] == [{"sku": "shirt", "quantity": 2, "location": "north"}]
    there = {row["location"]: row["quantity_on_hand"] for row in client.get("/v1/stock/shirt").json["locations"]}
    assert there == {"main": 9, "north": 3}


def test_an_unknown_order_is_404(client: Client) -> None:
    answer = dispatch(client, order_id="nobody")
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_reservation")


def test_a_key_makes_a_retry_a_replay(client: Client) -> None:
    body = {"dispatch_id": "parcel-1", "items": [{"sku": "shirt", "quantity": 1}]}
    answers = [
        client.post("/v1/reservations/o-1/dispatches", json=body, headers={"Idempotency-Key": "k-1"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json == answers[1].json


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"items": [{"sku": "shirt", "quantity": 1}]}, "/dispatch_id"),
        ({"dispatch_id": "", "items": [{"sku": "shirt", "quantity": 1}]}, "/dispatch_id"),
        ({"dispatch_id": "p", "items": []}, "/items"),
        ({"dispatch_id": "p", "items": [{"sku": "shirt", "quantity": 0}]}, "/items/0/quantity"),
        ({"dispatch_id": "p", "items": [{"quantity": 1}]}, "/items/0"),
        ({"dispatch_id": "p", "items": [{"sku": "shirt", "quantity": 1, "units": 1}]}, "/items/0/units"),
    ],
)
def test_what_is_not_usable_is_named(client: Client, body: dict[str, Any], pointer: str) -> None:
    answer = client.post("/v1/reservations/o-1/dispatches", json=body)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert answer.json["errors"][0]["pointer"] == pointer


def test_a_new_id_is_seen_whole(client: Client) -> None:
    answer = dispatch(client, "parcel\u200b1")
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_identifier")
    assert answer.json["field"] == "dispatch_id"
