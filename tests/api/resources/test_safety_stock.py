"""Safety stock and thresholds over HTTP: set for a location or for each, and explained where it is
refused.
"""

from __future__ import annotations

from typing import Any

import pytest

from inventory.database.transactions import Database
from tests.api.client import Client, Reply
from tests.api.shop import open_location, put_on_shelf

PATH = "/v1/skus/shirt/policy"


@pytest.fixture(autouse=True)
def _ten_shirts(database: Database) -> None:
    put_on_shelf(database, {"shirt": 10})


def put(client: Client, *stock: dict[str, Any], **rules: Any) -> Reply:
    return client.put(PATH, json={"stock": list(stock), **rules})


def reserve(client: Client, quantity: int, order_id: str = "o-1", **more: Any) -> Reply:
    items = [{"sku": "shirt", "quantity": quantity}]
    return client.post("/v1/reservations", json={"order_id": order_id, "items": items, **more})


def test_sold_out_with_three_on_the_shelf_is_explained(client: Client) -> None:
    assert put(client, {"safety_stock": 3}).status_code == 201
    assert reserve(client, 7).status_code == 201
    refused = reserve(client, 1, "o-2")

    assert refused.status_code == 409
    assert refused.json["shortfalls"] == [
        {"sku": "shirt", "requested": 1, "available": 0, "shortfall": 1, "kept_back": 3}
    ]
    shown = client.get("/v1/stock/shirt").json
    assert (shown["quantity_available"], shown["quantity_sellable"]) == (3, 0)
    assert [(row["quantity_sellable"], row["safety_stock"]) for row in shown["locations"]] == [(0, 3)]


def test_a_check_offers_sellable_units(client: Client) -> None:
    put(client, {"safety_stock": 3})
    items = [{"sku": "shirt", "quantity": 9}]

    assert client.post("/v1/availability", json={"items": items}).json["items"][0]["available"] == 7


def test_lists_by_level_count_sellable_units(client: Client) -> None:
    put(client, {"safety_stock": 10})

    assert [one["sku"] for one in client.get("/v1/stock?level=out_of_stock").json["items"]] == ["shirt"]
    assert client.get("/v1/stock?level=in_stock").json["items"] == []


def test_three_locations_with_a_default_of_three_keep_nine(client: Client, database: Database) -> None:
    for name in ("east", "west"):
        put_on_shelf(database, {"shirt": 10}, location=name)
    put(client, {"safety_stock": 3})

    assert reserve(client, 22).status_code == 409
    assert reserve(client, 21).status_code == 201


def test_the_policy_shows_each_rule_with_its_actor(client: Client, database: Database) -> None:
    open_location(database, "east")
    shown = put(client, {"safety_stock": 3}, {"location": "east", "safety_stock": 0, "low_stock_threshold": 4}).json

    each, east = shown["stock"]
    assert (each["location"], each["safety_stock"], each["safety_stock_by"]) == (None, 3, "http")
    assert (each["low_stock_threshold"], each["low_stock_threshold_at"]) == (None, None)
    assert (east["location"], east["safety_stock"], east["low_stock_threshold"]) == ("east", 0, 4)
    assert east["low_stock_threshold_at"].endswith("Z")
    assert client.get(PATH).json == shown


def test_put_leaves_the_rules_that_it_does_not_name(client: Client) -> None:
    put(client, {"safety_stock": 3, "low_stock_threshold": 4})
    shown = put(client, {"safety_stock": None}, discontinued=True).json

    assert [(one["safety_stock"], one["low_stock_threshold"]) for one in shown["stock"]] == [(None, 4)]
    assert put(client).json["stock"][0]["low_stock_threshold"] == 4


@pytest.mark.parametrize(
    ("stock", "code"),
    [
        ([{"safety_stock": -1}], "invalid_request"),
        ([{"safety_stock": 1}, {"low_stock_threshold": 1}], "invalid_request"),
        ([{"location": "mian", "safety_stock": 1}], "location_not_set_up"),
    ],
)
def test_unusable_rules_are_refused(client: Client, stock: list[dict[str, Any]], code: str) -> None:
    assert put(client, *stock).json["code"] == code
    assert client.get(PATH).json["version"] == 0


def test_one_key_is_not_for_a_call_with_safety_stock_and_without(client: Client) -> None:
    headers = {"Idempotency-Key": "k"}
    items = [{"sku": "shirt", "quantity": 1}]
    first = client.post("/v1/reservations", json={"order_id": "o-1", "items": items}, headers=headers)
    other = {"order_id": "o-1", "items": items, "use_safety_stock": True}

    assert first.status_code == 201
    assert client.post("/v1/reservations", json=other, headers=headers).json["code"] == "idempotency_key_reused"
