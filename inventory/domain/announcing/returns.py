"""Represent goods that came back as JSON, over HTTP and over Kafka alike (ADR 0061)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.returning import NOTHING_RETURNED, Landing, Slot


def returned_json(reservation: Reservation, return_id: str | None) -> dict[str, Any]:
    """Return the goods of one return and the locations where they lie, for `StockReturned`."""
    landed = [
        (slot, landing)
        for slot, landing in (reservation.returned or NOTHING_RETURNED).landed.items()
        if slot.return_id == return_id
    ]
    told: dict[str, Any] = {"return_id": return_id, "returned": landed_json(landed)}
    if unexpected := [(slot, landing) for slot, landing in landed if slot.excess]:
        told["unexpected"] = landed_json(unexpected)
    return told


def landed_json(landed: Iterable[tuple[Slot, Landing]]) -> list[dict[str, Any]]:
    """Return units that lie somewhere again as JSON, those of one kind and location together."""
    units: dict[tuple[str, str, str], int] = {}
    for slot, (location, quantity) in landed:
        key = slot.sku, location, slot.disposition.value
        units[key] = units.get(key, 0) + quantity
    return [
        {"sku": sku, "location": location, "quantity": quantity, "disposition": disposition}
        for (sku, location, disposition), quantity in sorted(units.items())
    ]
