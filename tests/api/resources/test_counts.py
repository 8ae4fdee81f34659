"""Counts of a shelf where units lie that orders have paid for."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.database.transactions import Database
from tests.api.client import Client
from tests.api.shop import counters, put_on_shelf

COUNT = {"quantity_on_hand": 10, "expected_quantity_on_hand": 4, "reason": "cycle_count", "reference": "count-1"}


@pytest.fixture
def paid(client: Client, database: Database) -> None:
    """10 lie on the shelf, and an order has paid for 6 of them."""
    put_on_shelf(database, {"tea": 10})
    client.post("/v1/reservations", json={"order_id": "o1", "items": [{"sku": "tea", "quantity": 6}]})
    client.post("/v1/reservations/o1/confirm", json={})


def require_warning(warnings: Any) -> None:
    (warning,) = warnings
    assert (warning["code"], warning["quantity"]) == ("paid_units_may_lie_there", 6)
    assert warning["detail"].startswith(f"6 units were paid for since {warning['since']}. If they still lie at 'main'")


@pytest.mark.usefixtures("paid")
def test_a_count_is_applied_and_warned_of_paid_units(client: Client, database: Database) -> None:
    first, again = (client.post("/v1/stock/tea/adjustments", json=COUNT) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    assert counters(database, "tea").on_hand == 10
    require_warning(first.json["warnings"])
    assert again.json["warnings"] == first.json["warnings"]


@pytest.mark.usefixtures("paid")
def test_each_line_of_many_has_its_own_warnings(client: Client) -> None:
    lines = [
        {"sku": "tea", **COUNT},
        {"sku": "tea", "delta": 1, "reason": "found", "reference": "note-1"},
        {"sku": "mug", **COUNT, "expected_quantity_on_hand": None},
        {"sku": "tea", **COUNT, "reference": "count-2"},
    ]

    counted, *others, refused = client.post("/v1/stock/adjustments", json={"items": lines}).json["items"]

    require_warning(counted["warnings"])
    assert refused["problem"]["code"] == "quantity_stale"
    assert all("warnings" not in line for line in [*others, refused])
