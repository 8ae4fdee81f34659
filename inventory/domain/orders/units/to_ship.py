"""Paid units that have not left, as far as anybody reported (ADR 0058). Pure."""

from __future__ import annotations

from collections.abc import Mapping

from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.shipping import NO_UNITS, NOTHING_HEARD, less
from inventory.domain.stock.row import StockKey


def to_ship(reservation: Reservation) -> Mapping[StockKey, int]:
    """Return the paid units by stock key that nobody reported as gone, while that is awaited."""
    if reservation.dispatch_due_at is None:
        return NO_UNITS
    return less(not_reported(reservation), (reservation.shipping or NOTHING_HEARD).assumed)


def not_reported(reservation: Reservation) -> dict[StockKey, int]:
    """Return the taken units that no dispatch has."""
    taken: dict[StockKey, int] = {}
    for line in reservation.lines:
        for location, _, units in line.allocations:
            taken[line.sku, location] = taken.get((line.sku, location), 0) + units
    gone = {} if reservation.shipping is None else reservation.shipping.gone_of_lines
    return less(taken, gone)
