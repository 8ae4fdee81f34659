"""Policies of SKUs over HTTP: set at a version, and heeded by reserve, amend and availability."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.database.transactions import Database
from tests.api.client import Client, Reply
from tests.api.shop import Counters, counters, put_on_shelf

PATH = "/v1/skus/{}/policy"


@pytest.fixture(autouse=True)
def _five_shirts(database: Database) -> None:
    put_on_shelf(database, {"shirt": 5})


def put(client: Client, sku: str, headers: dict[str, str] | None = None, **rules: Any) -> Reply:
    return client.put(PATH.format(sku), json=rules, headers=headers or {})


def reserve(client: Client, *skus: str, order_id: str = "o-1") -> Reply:
    items = [{"sku": sku, "quantity": 1} for sku in skus]
    return client.post("/v1/reservations", json={"order_id": order_id, "items": items})


def available(client: Client, *skus: str) -> Any:
    items = [{"sku": sku, "quantity": 9} for sku in skus]
    return client.post("/v1/availability", json={"items": items}).json


def test_a_sku_without_a_policy_is_tracked_and_sold(client: Client) -> None:
    shown = client.get(PATH.format("shirt"))

    assert shown.headers["ETag"] == '"0"'
    assert shown.json == {
        "sku": "shirt",
        "tracked": True,
        "discontinued": False,
        "sellable_from": None,
        "sellable_until": None,
        "stock": [],
        "version": 0,
        "updated_at": None,
    }


def test_an_unknown_sku_has_none(client: Client) -> None:
    assert client.get(PATH.format("nothing")).json["code"] == "unknown_sku"


def test_put_replaces_all_rules_and_answers_with_them(client: Client) -> None:
    made = put(client, "shirt", tracked=False, sellable_until="2999-01-01T01:00:00+01:00")

    assert made.status_code == 201
    assert made.json["sellable_until"] == "2999-01-01T00:00:00.000000Z"
    changed = put(client, "shirt", {"If-Match": made.headers["ETag"]}, discontinued=True)
    assert (changed.status_code, changed.json["version"]) == (200, 2)
    assert (changed.json["tracked"], changed.json["sellable_until"]) == (True, None)
    shown = client.get(PATH.format("shirt"))
    assert (shown.json, shown.headers["ETag"]) == (changed.json, changed.headers["ETag"])
    again = client.get(PATH.format("shirt"), headers={"If-None-Match": changed.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("seen", ['"1"', "*", 'W/"0"'])
def test_put_at_another_version_changes_nothing(client: Client, seen: str) -> None:
    refused = put(client, "shirt", {"If-Match": seen}, tracked=False)

    assert (refused.status_code, refused.json["code"], refused.json["version"]) == (412, "precondition_failed", 0)
    assert client.get(PATH.format("shirt")).json["version"] == 0


@pytest.mark.parametrize(
    "rules",
    [
        {"tracked": "no"},
        {"tracked": None},
        {"discontinued": 1},
        {"sellable_from": "tomorrow"},
        {"sellable_from": "2026-01-01T00:00:00"},
        {"sellable_from": 1_700_000_000},
        {"sellable_from": "1700000000"},
        {"sellable_from": "2026-01-02T00:00:00Z", "sellable_until": "2026-01-02T00:00:00Z"},
        {"sold": True},
    ],
)
def test_unusable_rules_change_nothing(client: Client, rules: dict[str, Any]) -> None:
    assert put(client, "shirt", **rules).json["code"] == "invalid_request"
    assert client.get(PATH.format("shirt")).json["version"] == 0


def test_a_basket_of_a_shirt_and_a_gift_card_is_held_paid_and_given_back(client: Client, database: Database) -> None:
    assert reserve(client, "shirt", "gift").json["code"] == "unknown_sku"
    assert put(client, "gift", tracked=False).status_code == 201

    held = reserve(client, "shirt", "gift")
    assert held.status_code == 201
    assert held.json["lines"] == [
        {"sku": "gift", "quantity": 1, "allocations": [], "tracked": False},
        {"sku": "shirt", "quantity": 1, "allocations": [{"location": "main", "held": 1, "taken": 0}]},
    ]
    assert reserve(client, "shirt", "gift").status_code == 200
    assert client.post("/v1/reservations/o-1/confirm").json["status"] == "confirmed"
    assert counters(database, "shirt") == Counters(4, 0)
    assert client.post("/v1/reservations/o-1/cancel", json={"reason": "gone"}).json["status"] == "released"
    assert counters(database, "shirt") == Counters(5, 0)
    assert client.get("/v1/stock/gift").json["quantity_on_hand"] == 0


def test_availability_of_tracked_skus_is_as_it_was(client: Client) -> None:
    assert available(client, "shirt") == {
        "available": False,
        "items": [{"sku": "shirt", "requested": 9, "available": 5, "shortfall": 4}],
    }


def test_availability_tells_untracked_skus_and_those_that_are_not_sold(client: Client) -> None:
    put(client, "gift", tracked=False)
    assert available(client, "gift") == {
        "available": True,
        "items": [{"sku": "gift", "requested": 9, "available": None, "shortfall": 0, "tracked": False}],
    }

    put(client, "shirt", discontinued=True)
    put(client, "gift", tracked=False, sellable_from="2999-01-01T00:00:00Z")
    assert available(client, "gift", "shirt")["items"] == [
        {"sku": "gift", "requested": 9, "available": 0, "shortfall": 9, "sellable": False},
        {"sku": "shirt", "requested": 9, "available": 0, "shortfall": 9, "sellable": False},
    ]


def test_a_line_of_an_untracked_sku_names_no_location_that_is_not_there(client: Client) -> None:
    put(client, "gift", tracked=False)
    client.put("/v1/locations/closed", json={"active": False})
    item = {"sku": "gift", "quantity": 2}

    for location, status, code in (("mian", 422, "location_not_set_up"), ("closed", 409, "location_inactive")):
        wrong = {"items": [{**item, "location": location}]}
        refused = client.post("/v1/reservations", json={"order_id": "o-1", **wrong})
        assert (refused.status_code, refused.json["code"], refused.json["location"]) == (status, code, location)
        assert not client.post("/v1/availability", json=wrong).json["available"]
        assert client.get("/v1/reservations/o-1").status_code == 404
    client.post("/v1/reservations", json={"order_id": "o-1", "items": [item]})
    amended = client.put("/v1/reservations/o-1", json={"items": [{**item, "location": "mian"}]})
    assert (amended.status_code, amended.json["code"]) == (422, "location_not_set_up")


def test_a_new_reserve_of_a_discontinued_sku_is_refused_and_the_old_one_goes_on(
    client: Client, database: Database
) -> None:
    reserve(client, "shirt")
    put(client, "shirt", discontinued=True)

    refused = reserve(client, "shirt", order_id="o-2")
    assert (refused.status_code, refused.json["code"]) == (409, "not_sellable")
    assert refused.json["policies"] == [{"sku": "shirt", "rule": "discontinued"}]
    more = client.put("/v1/reservations/o-1", json={"items": [{"sku": "shirt", "quantity": 2}]})
    assert (more.status_code, more.json["code"]) == (409, "not_sellable")
    assert client.post("/v1/reservations/o-1/confirm").json["status"] == "confirmed"
    assert counters(database, "shirt") == Counters(4, 0)


def test_a_new_sku_with_a_flaw_in_its_name_is_refused(client: Client) -> None:
    assert put(client, "gift%20", tracked=False).json["code"] == "invalid_identifier"
