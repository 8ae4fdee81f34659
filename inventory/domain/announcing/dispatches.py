"""Represent goods that left as JSON, over HTTP and over Kafka alike (ADR 0058)."""

from __future__ import annotations

from typing import Any

from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.shipping import NOTHING_HEARD
from inventory.domain.representation import places_json


def dispatched_json(reservation: Reservation, dispatch_id: str | None) -> dict[str, Any]:
    """Return all units that left, and the rest, for `StockDispatched`."""
    shipping = reservation.shipping or NOTHING_HEARD
    told: dict[str, Any] = {} if dispatch_id is None else {"dispatch_id": dispatch_id}
    told["dispatched"] = places_json(shipping.gone)
    told["remaining"] = remaining_json(reservation)
    if shipping.unexpected:
        told["unexpected"] = places_json(shipping.unexpected)
    return told


def remaining_json(reservation: Reservation) -> list[dict[str, Any]]:
    """Return the units by SKU that the order has and that have not left."""
    units = remaining(reservation)
    return [{"sku": sku, "quantity": quantity} for sku, quantity in sorted(units.items())]


def remaining(reservation: Reservation) -> dict[str, int]:
    """Return the units by SKU that are held or taken for the order and have not left."""
    units: dict[str, int] = {}
    for sku, _, _, allocations, _ in reservation.lines:
        units[sku] = units.get(sku, 0) + sum(held + taken for _, held, taken in allocations)
    shipping = reservation.shipping or NOTHING_HEARD
    for (sku, _), quantity in shipping.gone_of_lines.items():
        units[sku] = units.get(sku, 0) - quantity
    return {sku: quantity for sku, quantity in units.items() if quantity > 0}
