"""Counts of all units on the shelf, with those that are sold and to ship."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from api.app import create_app
from api.services import EXTENSION
from inventory.database.transactions import Database
from inventory.settings import Settings
from tests.api.client import Client
from tests.api.shop import put_on_shelf

WHY = {"reason": "cycle_count", "reference": "count-1"}


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    """A service that waits a day for reports of dispatches."""
    made = create_app(Settings(database_url=database_url, authentication="open", dispatched_after_seconds=86_400))
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def to_ship(client: Client, database: Database) -> None:
    """10 lie on the shelf. An order has paid for 6 of them, and they are to ship."""
    put_on_shelf(database, {"tea": 10})
    client.post("/v1/reservations", json={"order_id": "o1", "items": [{"sku": "tea", "quantity": 6}]})
    client.post("/v1/reservations/o1/confirm", json={})


def numbers(stock: Any) -> tuple[int, int, int]:
    return stock["quantity_on_shelf"], stock["quantity_to_ship"], stock["quantity_available"]


def reserve(client: Client, quantity: int) -> int:
    items = [{"sku": "tea", "quantity": quantity}]
    return client.post("/v1/reservations", json={"order_id": "o2", "items": items}).status_code


@pytest.mark.usefixtures("to_ship")
def test_units_that_are_sold_and_lie_there_are_sold_once(client: Client) -> None:
    count = {"counted": 10, "expected_counted": 10, **WHY}
    first, again = (client.post("/v1/stock/tea/adjustments", json=count) for _ in range(2))
    stock = client.get("/v1/stock/tea").json

    assert (first.status_code, again.status_code) == (201, 200)
    assert numbers(first.json) == numbers(stock) == numbers(stock["locations"][0]) == (10, 6, 4)
    assert "warnings" not in first.json
    assert reserve(client, 10) == 409
    assert reserve(client, 4) == 201


@pytest.mark.usefixtures("to_ship")
def test_a_count_of_units_on_hand_is_told_of_those_to_ship(client: Client) -> None:
    count = {"quantity_on_hand": 10, "expected_quantity_on_hand": 4, **WHY}
    (warning,) = client.post("/v1/stock/tea/adjustments", json=count).json["warnings"]

    assert (warning["code"], warning["quantity"]) == ("units_are_to_ship", 6)
    assert "6 units sold and not reported as shipped may still lie at 'main'" in warning["detail"]


@pytest.mark.usefixtures("to_ship")
def test_each_line_of_many_may_count_the_shelf(client: Client) -> None:
    lines = [
        {"sku": "tea", "counted": 9, "expected_counted": 4, **WHY},
        {"sku": "tea", "counted": 9, "expected_counted": None, **WHY, "reference": "count-2"},
    ]
    refused, counted = client.post("/v1/stock/adjustments", json={"items": lines}).json["items"]

    problem = refused["problem"]
    assert (problem["code"], problem["status"]) == ("shelf_stale", 409)
    assert (problem["expected"], problem["quantity_on_shelf"]) == (4, 10)
    assert numbers(counted["stock"]) == (9, 6, 3)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"counted": 5}, "counted needs expected_counted"),
        ({"counted": 5, "expected_counted": 5, "delta": 1}, "exactly one of delta, quantity_on_hand and counted"),
        (
            {"counted": 5, "expected_counted": 5, "expected_quantity_on_hand": 5},
            "expected_quantity_on_hand goes with quantity_on_hand alone",
        ),
        ({"delta": 5, "expected_counted": 5}, "expected_counted goes with counted alone"),
    ],
)
def test_a_body_has_one_form(client: Client, body: dict[str, int], said: str) -> None:
    answer = client.post("/v1/stock/tea/adjustments", json={**body, **WHY})

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert said in answer.json["errors"][0]["detail"]


def test_a_shelf_that_more_left_than_the_books_had_shows_none(client: Client, database: Database) -> None:
    """Nobody counts fewer than no units. The shortfall tells how many are too few in the books."""
    put_on_shelf(database, {"tea": 2})
    client.post("/v1/reservations", json={"order_id": "o1", "items": [{"sku": "tea", "quantity": 2}]})
    client.post("/v1/reservations/o1/release", json={})
    assert reserve(client, 2) == 201
    client.post("/v1/reservations/o2/confirm", json={})
    for order in ("o1", "o2"):
        parcel = {"dispatch_id": order, "items": [{"sku": "tea", "quantity": 2}]}
        assert client.post(f"/v1/reservations/{order}/dispatches", json=parcel).status_code == 201
    stock = client.get("/v1/stock/tea").json

    assert (numbers(stock), stock["quantity_shortfall"]) == ((0, 0, 0), 2)
    assert numbers(stock["locations"][0]) == (0, 0, 0)
    counted = client.post("/v1/stock/tea/adjustments", json={"counted": 3, "expected_counted": 0, **WHY})
    assert (counted.status_code, numbers(counted.json)) == (201, (3, 0, 3))
