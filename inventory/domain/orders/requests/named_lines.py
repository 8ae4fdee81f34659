"""Refuse requests whose lines name unknown SKUs, or locations that requests may not name. Pure."""

from __future__ import annotations

from inventory.domain.commands import Amend, Dispatch, Reserve
from inventory.domain.orders.reservation import Reservation
from inventory.domain.stock.shelf import Shelf
from inventory.errors import UnknownSku


def require_well_named(command: Reserve | Amend | Dispatch, before: Reservation, shelf: Shelf) -> None:
    """Raise `UnknownSku`, `LocationNotSetUp` or `LocationInactive` for a line that can't be meant.

    A location is named well or not, however many units are there: an untracked line needs none. An
    order may keep the units that it has at a location that was closed since.
    """
    unknown = sorted({line.sku for line in command.lines if not shelf.knows(line.sku)})
    if unknown:
        raise UnknownSku(skus=unknown)
    for line in command.lines:
        if line.location is not None and line.quantity > _units_at(line.sku, line.location, before):
            shelf.require_usable(line.location)


def _units_at(sku: str, location: str, before: Reservation) -> int:
    """Return the units that the order has at the location, or that a line is met without there."""
    return sum(
        sum(held + taken for at, held, taken in line.allocations if at == location)
        if line.tracked
        else line.quantity * (line.location == location)
        for line in before.lines
        if line.sku == sku
    )
