"""Adjustments that make a row say so, and make none where they are told not to."""

from __future__ import annotations

from typing import Any

from api.contract.limits import MAX_ADJUSTMENTS
from inventory.database.transactions import Database
from tests.api.client import Client, Reply
from tests.api.shop import put_on_shelf


def adjust(client: Client, sku: str, **more: Any) -> Reply:
    body = {"delta": 5, "reason": "received", "reference": "D-1", **more}
    return client.post(f"/v1/stock/{sku}/adjustments", json=body)


def test_a_row_that_is_new_is_said_to_be(client: Client, database: Database) -> None:
    put_on_shelf(database, {"tea": 1})

    made, again, known = adjust(client, "mug"), adjust(client, "mug"), adjust(client, "tea")

    assert [(one.status_code, one.json["new"]) for one in (made, again, known)] == [
        (201, True),
        (200, False),
        (201, False),
    ]


def test_create_false_refuses_what_is_not_known(client: Client, database: Database) -> None:
    put_on_shelf(database, {"00777": 1})

    unknown = adjust(client, "777", create=False)
    elsewhere = adjust(client, "00777", create=False, location="mian")
    known = adjust(client, "00777", create=False)

    assert (unknown.status_code, unknown.json["code"], unknown.json["skus"]) == (422, "unknown_sku", ["777"])
    assert (elsewhere.status_code, elsewhere.json["code"]) == (422, "unknown_location")
    assert elsewhere.json["locations"] == ["main"]
    assert (known.status_code, known.json["new"]) == (201, False)
    assert client.get("/v1/stock/777").status_code == 404
    assert adjust(client, "777", create=None).status_code == 422


def test_a_bulk_adjustment_counts_what_is_new(client: Client, database: Database) -> None:
    put_on_shelf(database, {"tea": 1})
    line = {"delta": 1, "reason": "received", "reference": "D-1"}
    lines = [{**line, "sku": sku} for sku in ("tea", "mug", "pot")]
    lines += [{**line, "sku": "777", "create": False}, {**line, "sku": "cup "}]

    answer = client.post("/v1/stock/adjustments", json={"items": lines}).json

    assert (answer["new"], answer["refused"]) == (2, 2)
    assert [one["new"] for one in answer["items"]] == [False, True, True, False, False]
    assert [one["problem"]["code"] for one in answer["items"][3:]] == ["unknown_sku", "invalid_identifier"]
    assert len(lines) <= MAX_ADJUSTMENTS


def test_a_new_key_with_something_unseen_is_refused_and_named(client: Client, database: Database) -> None:
    put_on_shelf(database, {"tea": 1})

    shelf = adjust(client, "tea", location="ma\u200bin")
    order = client.post("/v1/reservations", json={"order_id": "o-1 ", "items": [{"sku": "tea", "quantity": 1}]})

    assert (shelf.status_code, shelf.json["code"], shelf.json["location"]) == (422, "location_not_set_up", "ma\u200bin")
    assert "\u200b" not in shelf.json["detail"]
    assert (order.status_code, order.json["field"], order.json["value"]) == (422, "order_id", "o-1 ")
    assert client.get("/v1/reservations/o-1%20").status_code == 404
    for unseen in ("e\uffff", "e\ue000"):
        order = client.post("/v1/reservations", json={"order_id": unseen, "items": [{"sku": "tea", "quantity": 1}]})
        assert (order.status_code, order.json["code"]) == (422, "invalid_identifier")
