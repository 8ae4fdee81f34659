"""Paid units that have not left, as far as anybody reported (ADR 0058). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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
    return _less_gone(reservation, ((sku, at, taken) for sku, at, _, taken in _allocated(reservation)))


def not_gone(reservation: Reservation) -> dict[StockKey, int]:
    """Return the units that the order has, held or taken, and that no dispatch has."""
    return _less_gone(reservation, ((sku, at, held + taken) for sku, at, held, taken in _allocated(reservation)))


def _allocated(reservation: Reservation) -> Iterator[tuple[str, str, int, int]]:
    for line in reservation.lines:
        for location, held, taken in line.allocations:
            yield line.sku, location, held, taken


def _less_gone(reservation: Reservation, units: Iterable[tuple[str, str, int]]) -> dict[StockKey, int]:
    there: dict[StockKey, int] = {}
    for sku, location, quantity in units:
        there[sku, location] = there.get((sku, location), 0) + quantity
    gone = {} if reservation.shipping is None else reservation.shipping.gone_of_lines
    return less(there, gone)
