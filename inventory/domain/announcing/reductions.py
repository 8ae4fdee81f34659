"""Represent a partial cancel as JSON for `StockReduced` (ADR 0062)."""

from __future__ import annotations

from typing import Any

from inventory.domain.lines import units_by_sku
from inventory.domain.orders.reservation import Reservation


def reduced_json(before: Reservation, after: Reservation, cancel_id: str | None) -> dict[str, Any]:
    """Return the id of the cancel, and the units by SKU that the lines have no longer."""
    lost = units_by_sku(before.ordered_lines) - units_by_sku(after.ordered_lines)
    return {
        "cancel_id": cancel_id,
        "cancelled": [{"sku": sku, "quantity": quantity} for sku, quantity in sorted(lost.items())],
    }
