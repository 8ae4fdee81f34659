"""Goods that came back, reported over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.database.transactions import Database
from inventory.domain.locations import LocationSettings
from inventory.domain.stock.return_places import RETURNS_LOCATION
from inventory.write_path.locations import set_up
from tests.api.client import Client, Reply
from tests.api.shop import Counters, counters, open_location, put_on_shelf

RETURNS = "/v1/reservations/o-1/returns"


def back(client: Client, name: str = "rma-1", quantity: int = 2, state: str = "sellable", **item: Any) -> Reply:
    body = {"return_id": name, "items": [{"sku": "shirt", "quantity": quantity, "disposition": state, **item}]}
    return client.post(RETURNS, json=body)


def places(client: Client, sku: str = "shirt") -> dict[str, int]:
    rows = client.get(f"/v1/stock/{sku}").json["locations"]
    return {row["location"]: row["quantity_on_hand"] for row in rows}


@pytest.fixture(autouse=True)
def _three_shirts_of_five_are_paid(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 5, "cap": 10})
    order = {"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 3}]}
    assert client.post("/v1/reservations", json=order).status_code == 201
    assert client.post("/v1/reservations/o-1/confirm").status_code == 200


def test_of_five_units_there_are_never_ten(client: Client, database: Database) -> None:
    """Three of five are sold. An adjustment of five back and a cancellation made ten."""
    refused = back(client, quantity=5)
    assert (refused.status_code, refused.json["code"]) == (409, "return_exceeds_order")
    assert refused.json["lines"] == [{"sku": "shirt", "requested": 5, "returnable": 3}]
    assert back(client, quantity=3).status_code == 201
    assert client.post("/v1/reservations/o-1/cancel", json={}).status_code == 200
    assert counters(database, "shirt") == Counters(5, 0)
    again = back(client, "rma-2", 1)
    assert (again.status_code, again.json["lines"][0]["returnable"]) == (409, 0)


def test_goods_that_came_back_are_shown_with_their_order(client: Client, database: Database) -> None:
    answer = back(client)
    assert answer.status_code == 201
    assert answer.headers["Location"] == "/v1/reservations/o-1"
    assert answer.json["returned"] == [{"sku": "shirt", "location": "main", "quantity": 2, "disposition": "sellable"}]
    assert answer.json["returnable"] == [{"sku": "shirt", "quantity": 1}]
    assert answer.json["status"] == "confirmed"
    assert client.get("/v1/reservations/o-1").json == answer.json
    (listed,) = client.get("/v1/reservations?status=confirmed").json["items"]
    assert listed == answer.json
    assert counters(database, "shirt") == Counters(4, 0)
    assert back(client, "rma-2", 1).json["returnable"] == []


def test_an_order_of_which_nothing_is_back_is_shown_as_ever(client: Client) -> None:
    assert {"returned", "returnable"}.isdisjoint(client.get("/v1/reservations/o-1").json)


def test_the_same_again_is_a_replay_and_another_content_a_conflict(client: Client) -> None:
    first, again = back(client), back(client)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    for other in (back(client, quantity=1), back(client, state="damaged")):
        assert (other.status_code, other.json["code"]) == (409, "return_conflict")
        assert (other.json["order_id"], other.json["return_id"]) == ("o-1", "rma-1")


def test_no_more_comes_back_than_left(client: Client, database: Database) -> None:
    back(client)
    items = [
        {"sku": "shirt", "quantity": 1, "disposition": "sellable"},
        {"sku": "shirt", "quantity": 1, "disposition": "damaged"},
        {"sku": "cap", "quantity": 1, "disposition": "inspect"},
    ]
    answer = client.post(RETURNS, json={"return_id": "rma-2", "items": items})
    assert (answer.status_code, answer.json["code"]) == (409, "return_exceeds_order")
    assert answer.json["lines"] == [
        {"sku": "cap", "requested": 1, "returnable": 0},
        {"sku": "shirt", "requested": 2, "returnable": 1},
    ]
    assert counters(database, "cap") == Counters(10, 0)


def test_goods_that_are_not_for_sale_lie_where_nothing_is_sold(client: Client) -> None:
    answer = back(client, quantity=1, state="inspect")
    assert answer.json["returned"] == [
        {"sku": "shirt", "location": RETURNS_LOCATION, "quantity": 1, "disposition": "inspect"}
    ]
    assert places(client) == {"main": 2, RETURNS_LOCATION: 1}
    shown = client.get(f"/v1/locations/{RETURNS_LOCATION}").json
    assert (shown["sells"], shown["counts_as"]) == (False, "quarantine")


def test_damaged_goods_lie_nowhere_that_sells(client: Client, database: Database) -> None:
    refused = back(client, state="damaged", location="main")
    assert (refused.status_code, refused.json["code"]) == (409, "return_place_sells")
    told = {name: refused.json[name] for name in ("sku", "disposition", "location")}
    assert told == {"sku": "shirt", "disposition": "damaged", "location": "main"}
    with database.transaction() as session:
        set_up(session, RETURNS_LOCATION, LocationSettings(sells=True))
    nowhere = back(client, state="damaged")
    assert (nowhere.status_code, nowhere.json["code"]) == (409, "returns_sell")
    assert (nowhere.json["location"], nowhere.json["origin"]) == (RETURNS_LOCATION, "main")
    assert places(client) == {"main": 2}


def test_another_location_is_named_in_the_return(client: Client, database: Database) -> None:
    nowhere = back(client, location="nroth")
    assert (nowhere.status_code, nowhere.json["code"]) == (422, "location_not_set_up")
    open_location(database, "north")
    assert back(client, location="north").status_code == 201
    assert places(client) == {"main": 2, "north": 2}


def test_a_movement_names_the_return(client: Client) -> None:
    back(client)
    (told,) = client.get("/v1/stock/shirt/movements?kind=returned").json["items"]
    assert (told["reference"], told["order_id"]) == ("rma-1", "o-1")
    assert (told["before"]["quantity_on_hand"], told["after"]["quantity_on_hand"]) == (2, 4)


def test_units_that_are_held_have_not_left(client: Client) -> None:
    order = {"order_id": "held", "items": [{"sku": "cap", "quantity": 3}]}
    assert client.post("/v1/reservations", json=order).status_code == 201
    body = {"return_id": "rma-1", "items": [{"sku": "cap", "quantity": 1, "disposition": "sellable"}]}
    answer = client.post("/v1/reservations/held/returns", json=body)
    assert (answer.status_code, answer.json["code"]) == (409, "return_exceeds_order")


def test_goods_of_no_order_are_an_adjustment(client: Client) -> None:
    body = {"return_id": "rma-1", "items": [{"sku": "cap", "quantity": 1, "disposition": "sellable"}]}
    answer = client.post("/v1/reservations/nobody/returns", json=body)
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_reservation")
    assert "the reason `returned`" in answer.json["detail"]
    assert answer.json["order_id"] == "nobody"


def test_a_key_makes_a_retry_a_replay(client: Client) -> None:
    body = {"return_id": "rma-1", "items": [{"sku": "shirt", "quantity": 1, "disposition": "damaged"}]}
    answers = [client.post(RETURNS, json=body, headers={"Idempotency-Key": "k-1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json == answers[1].json


GOOD = {"sku": "shirt", "quantity": 1, "disposition": "sellable"}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"items": [GOOD]}, "/return_id"),
        ({"return_id": "", "items": [GOOD]}, "/return_id"),
        ({"return_id": "r", "items": []}, "/items"),
        ({"return_id": "r", "items": [GOOD | {"quantity": 0}]}, "/items/0/quantity"),
        ({"return_id": "r", "items": [{"quantity": 1, "disposition": "sellable"}]}, "/items/0"),
        ({"return_id": "r", "items": [{"sku": "shirt", "quantity": 1}]}, "/items/0/disposition"),
        ({"return_id": "r", "items": [GOOD | {"disposition": "as new"}]}, "/items/0/disposition"),
        ({"return_id": "r", "items": [GOOD | {"units": 1}]}, "/items/0/units"),
    ],
)
def test_an_unusable_body_is_refused_by_its_field(client: Client, body: dict[str, Any], pointer: str) -> None:
    answer = client.post(RETURNS, json=body)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert answer.json["errors"][0]["pointer"] == pointer


def test_a_new_id_is_seen_whole(client: Client) -> None:
    answer = back(client, "rma\u200b1")
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_identifier")
    assert answer.json["field"] == "return_id"
