"""The units of an order by line and place, as its page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from inventory.domain.orders.allocated_lines import AllocatedLine
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.shipping import NOTHING_HEARD
from inventory.domain.orders.units.to_ship import not_reported, to_ship
from inventory.domain.stock.row import StockKey


class UnitsAt(NamedTuple):
    """Units of a line at one place. `to_send` of the sold ones are in no parcel yet."""

    location: str
    held: int
    taken: int
    to_send: int


def units_of(order: Reservation) -> list[tuple[AllocatedLine, list[UnitsAt]]]:
    """Return each line of the order with its units."""
    left = still_to_send(order)
    return [(line, [*_at_places(line, left)]) for line in order.lines]


def still_to_send(order: Reservation) -> dict[StockKey, int]:
    """Return the sold units by stock key that no parcel has. None of an order whose goods are gone,
    or whose parcels nobody reports.
    """
    shipping = order.shipping or NOTHING_HEARD
    is_reported = bool(shipping.dispatches) or bool(to_ship(order))
    return not_reported(order) if is_reported and not order.completed else {}


def _at_places(line: AllocatedLine, left: dict[StockKey, int]) -> Iterator[UnitsAt]:
    """Yield the units of a line. Those to be sent are taken from `left`. Two lines may share it."""
    for location, held, taken in line.allocations:
        to_send = min(taken, left.get((line.sku, location), 0))
        left[line.sku, location] = left.get((line.sku, location), 0) - to_send
        yield UnitsAt(location, held, taken, to_send)
