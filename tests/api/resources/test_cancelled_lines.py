"""Units of an order that are cancelled over HTTP (ADR 0062)."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.database.transactions import Database
from tests.api.client import Client, Reply
from tests.api.shop import Counters, counters, put_on_shelf

CANCEL = "/v1/reservations/o-1/cancel"


def cancel(client: Client, name: str = "refund-1", quantity: int = 1, **item: Any) -> Reply:
    return client.post(CANCEL, json={"cancel_id": name, "items": [{"sku": "shirt", "quantity": quantity, **item}]})


@pytest.fixture(autouse=True)
def _three_shirts_are_paid(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 10, "cap": 10})
    order = {"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 3}]}
    assert client.post("/v1/reservations", json=order).status_code == 201
    assert client.post("/v1/reservations/o-1/confirm").status_code == 200


def test_a_paid_order_loses_units_and_keeps_the_others(client: Client, database: Database) -> None:
    answer = cancel(client)
    assert (answer.status_code, answer.json["status"]) == (200, "confirmed")
    assert [line["quantity"] for line in answer.json["lines"]] == [2]
    (shown,) = answer.json["cancels"]
    assert (shown["cancel_id"], shown["items"]) == ("refund-1", [{"sku": "shirt", "quantity": 1}])
    assert counters(database, "shirt") == Counters(8, 0)
    assert client.get("/v1/reservations/o-1").json == answer.json
    (movement,) = client.get("/v1/stock/shirt/movements?kind=reduced").json["items"]
    assert (movement["reference"], movement["order_id"]) == ("refund-1", "o-1")


def test_an_order_without_cancels_is_shown_as_ever(client: Client) -> None:
    assert "cancels" not in client.get("/v1/reservations/o-1").json


def test_the_same_again_is_a_replay_and_other_items_are_a_conflict(client: Client) -> None:
    first, again = cancel(client), cancel(client)
    assert (again.status_code, again.json) == (200, first.json)
    other = cancel(client, quantity=2)
    assert (other.status_code, other.json["code"]) == (409, "cancel_conflict")
    assert (other.json["order_id"], other.json["cancel_id"]) == ("o-1", "refund-1")


def test_no_more_is_cancelled_than_the_order_has_and_has_not_left(client: Client, database: Database) -> None:
    parcel = {"dispatch_id": "parcel-1", "items": [{"sku": "shirt", "quantity": 2}]}
    assert client.post("/v1/reservations/o-1/dispatches", json=parcel).status_code == 201
    items = [{"sku": "shirt", "quantity": 2}, {"sku": "cap", "quantity": 1}]
    answer = client.post(CANCEL, json={"cancel_id": "refund-1", "items": items})
    assert (answer.status_code, answer.json["code"]) == (409, "cancel_exceeds_order")
    assert answer.json["lines"] == [
        {"sku": "cap", "requested": 1, "cancellable": 0},
        {"sku": "shirt", "requested": 2, "cancellable": 1},
    ]
    assert counters(database, "shirt") == Counters(7, 0)
    assert cancel(client).json["remaining"] == []


def test_an_order_with_nothing_left_has_ended(client: Client, database: Database) -> None:
    answer = cancel(client, quantity=3)
    assert (answer.json["status"], counters(database, "shirt")) == ("released", Counters(10, 0))
    assert cancel(client, "refund-2").json["code"] == "cancel_exceeds_order"
    assert client.post("/v1/reservations/o-1/confirm").json["code"] == "reservation_conflict"
    again = {"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 3}]}
    assert client.post("/v1/reservations", json=again).json["code"] == "reservation_conflict"


def test_a_cancelled_order_has_no_lines_to_cancel_and_an_unknown_one_is_not_found(client: Client) -> None:
    first = cancel(client)
    assert client.post(CANCEL).json["status"] == "released"
    assert cancel(client).status_code == first.status_code
    assert cancel(client, "refund-2").json["code"] == "reservation_conflict"
    body = {"cancel_id": "refund-1", "items": [{"sku": "shirt", "quantity": 1}]}
    assert client.post("/v1/reservations/o-2/cancel", json=body).json["code"] == "unknown_reservation"


@pytest.mark.parametrize(
    "body",
    [
        {"cancel_id": "refund-1"},
        {"items": [{"sku": "shirt", "quantity": 1}]},
        {"cancel_id": "refund-1", "items": []},
        {"cancel_id": None},
        {"cancel_id": None, "items": None},
        {"cancel_id": "refund-1", "items": [{"sku": "shirt", "quantity": 1}], "restock": False},
        {"cancel_id": "refund-1", "items": [{"sku": "shirt", "quantity": 1}], "reason": "sold out"},
        {"cancel_id": "refund-1", "items": [{"sku": "shirt", "quantity": 1, "reason": "sold out"}]},
    ],
)
def test_a_body_that_means_neither_is_refused(client: Client, body: dict[str, Any]) -> None:
    answer = client.post(CANCEL, json=body)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert client.get("/v1/reservations/o-1").json["status"] == "confirmed"


def test_a_hold_loses_units_and_keeps_its_time(client: Client, database: Database) -> None:
    order = {"order_id": "cart", "items": [{"sku": "cap", "quantity": 3}]}
    held = client.post("/v1/reservations", json=order).json
    body = {"cancel_id": "less", "items": [{"product_id": "cap", "quantity": 1}]}
    left = client.post("/v1/reservations/cart/cancel", json=body).json
    assert (left["status"], left["expires_at"]) == ("pending", held["expires_at"])
    assert counters(database, "cap") == Counters(10, 2)
    assert client.post("/v1/reservations/cart/confirm").json["lines"][0]["quantity"] == 2
