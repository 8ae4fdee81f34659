"""Refuse requests whose lines name unknown SKUs, or locations that requests may not name. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from inventory.domain.commands import Amend, Dispatch, Line, Reserve, Return
from inventory.domain.lines import Disposition
from inventory.domain.orders.requests.return_errors import ReturnPlaceSells
from inventory.domain.orders.reservation import Reservation
from inventory.domain.stock.shelf import Shelf
from inventory.domain.told_apart import stated_preference
from inventory.errors import UnknownSku


def require_well_named(command: Reserve | Amend | Dispatch, before: Reservation, shelf: Shelf) -> None:
    """Raise `UnknownSku`, `LocationNotSetUp` or `LocationInactive` for a line that can't be meant.

    A location is named well or not, however many units are there: an untracked line needs none. An
    order may keep the units that it has at a location that was closed since. Preferred locations
    are passed over while they are closed, so they have to be there, and no more.
    """
    _require_known(command.lines, shelf)
    for line in command.lines:
        if line.location is not None and line.quantity > _units_at(line.sku, line.location, before):
            shelf.require_usable(line.location)
    for location in stated_preference(command).locations:
        shelf.require_known(location)


def require_lands_well(command: Return, shelf: Shelf) -> None:
    """Raise the same for goods that came back, and `ReturnPlaceSells` for goods that are not for
    sale at a location that sells.
    """
    _require_known([line.line for line in command.lines], shelf)
    for sku, _, disposition, location in command.lines:
        if location is not None:
            shelf.require_usable(location)
            if disposition is not Disposition.SELLABLE and shelf.return_places.sells_at(location):
                raise ReturnPlaceSells(sku=sku, disposition=disposition.value, location=location)


def _require_known(lines: Iterable[Line], shelf: Shelf) -> None:
    unknown = sorted({line.sku for line in lines if not shelf.knows(line.sku)})
    if unknown:
        raise UnknownSku(skus=unknown)


def _units_at(sku: str, location: str, before: Reservation) -> int:
    """Return the units that the order has at the location, or that a line is met without there."""
    return sum(
        sum(held + taken for at, held, taken in line.allocations if at == location)
        if line.tracked
        else line.quantity * (line.location == location)
        for line in before.lines
        if line.sku == sku
    )
