"""From what an order has to what it should have: which units are kept, given back, held or taken. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from inventory.commands import Line
from inventory.errors import Shortfall
from inventory.levels import Level
from inventory.lifecycle import AllocatedLine, Allocation, Hold
from inventory.shelf import Place, Shelf
from inventory.sourcing import source


class Fit(NamedTuple):
    """The lines with their new allocations and the levels that these leave; or, if `shortfalls`, why there is none."""

    lines: tuple[AllocatedLine, ...]
    levels: dict[Place, Level]
    shortfalls: tuple[Shortfall, ...] = ()


class _Moves:
    """Levels as this order's moves would leave them, without touching the shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.levels: dict[Place, Level] = {}

    def move(self, place: Place, *, physical: int, reserved: int) -> None:
        if physical or reserved:
            level = self.levels.get(place) or self._shelf.row(place).level
            self.levels[place] = level.moved(physical, reserved)


def fit(current: Sequence[AllocatedLine], wanted: Sequence[Line], hold: Hold, shelf: Shelf) -> Fit:
    """Bring an order from its `current` allocations to `hold` of the `wanted` lines: all of them, or none.

    Units already allocated are kept before new ones are sourced; what the order gives back may serve its other lines.
    Lines that name a location are served before those that can do with any.
    """
    moves = _Moves(shelf)
    quantities = {(line.sku, line.location): line.quantity for line in wanted} if hold is not Hold.NOTHING else {}
    kept = {
        (line.sku, line.location): _keep(line, quantities.get((line.sku, line.location), 0), hold, moves)
        for line in current
    }
    allocated: dict[Line, tuple[Allocation, ...]] = {}
    short: dict[str, Shortfall] = {}
    for line in sorted(wanted, key=lambda line: line.location is None):
        allocations = list(kept.get((line.sku, line.location), ()))
        if hold is not Hold.NOTHING:
            allocations = _add(line, allocations, hold, shelf, moves)
            had = sum(allocation.held + allocation.taken for allocation in allocations)
            if had < line.quantity:
                other = short.get(line.sku, Shortfall(line.sku, 0, 0))
                short[line.sku] = Shortfall(line.sku, other.requested + line.quantity, other.available + had)
        allocated[line] = tuple(allocations)
    lines = tuple(AllocatedLine(line.sku, line.quantity, line.location, allocated[line]) for line in wanted)
    return Fit(lines, moves.levels, tuple(short[sku] for sku in sorted(short)))


def _keep(line: AllocatedLine, quantity: int, hold: Hold, moves: _Moves) -> list[Allocation]:
    """At most `quantity` of the line's units, now all held or all taken; the rest go back."""
    kept: list[Allocation] = []
    for location, held, taken in line.allocations:
        stay = min(held + taken, quantity)
        quantity -= stay
        new_held, new_taken = (stay, 0) if hold is Hold.HELD else (0, stay)
        moves.move((line.sku, location), physical=taken - new_taken, reserved=new_held - held)
        if stay:
            kept.append(Allocation(location, new_held, new_taken))
    return kept


def _add(line: Line, allocations: list[Allocation], hold: Hold, shelf: Shelf, moves: _Moves) -> list[Allocation]:
    missing = line.quantity - sum(allocation.held + allocation.taken for allocation in allocations)
    if not missing:
        return allocations
    added = {allocation.location: allocation for allocation in allocations}
    for location, quantity in source(missing, line.location, shelf.availabilities(line.sku, moves.levels)):
        before = added.get(location, Allocation(location, 0, 0))
        if hold is Hold.HELD:
            moves.move((line.sku, location), physical=0, reserved=quantity)
            added[location] = Allocation(location, before.held + quantity, 0)
        else:
            moves.move((line.sku, location), physical=-quantity, reserved=0)
            added[location] = Allocation(location, 0, before.taken + quantity)
    return list(added.values())
