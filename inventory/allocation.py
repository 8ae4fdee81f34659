"""From what an order has to what it should have: which units are kept, given back, held or taken. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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

    def move(self, place: Place, physical: int, reserved: int) -> None:
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
    allocated: dict[tuple[str, str | None], tuple[Allocation, ...]] = {}
    for line in current:
        if line.allocations:
            key = line.sku, line.location
            allocated[key] = _keep(line, quantities.get(key, 0), hold, moves)
    short: list[Shortfall] = []
    if hold is not Hold.NOTHING:
        for wish in wanted if len(wanted) == 1 else sorted(wanted, key=lambda line: line.location is None):
            key = wish.sku, wish.location
            kept = allocated.get(key, ())
            missing = wish.quantity - _units(kept)
            if missing:
                allocated[key], missing = _add(wish, kept, missing, hold, shelf, moves)
            if missing:
                short.append(Shortfall(wish.sku, wish.quantity, wish.quantity - missing))
    lines = tuple(
        [
            AllocatedLine(sku, quantity, location, allocated.get((sku, location), ()))
            for sku, quantity, location in wanted
        ]
    )
    return Fit(lines, moves.levels, _merged(short) if short else ())


def _units(allocations: Iterable[Allocation]) -> int:
    return sum([held + taken for _, held, taken in allocations])


def _keep(line: AllocatedLine, quantity: int, hold: Hold, moves: _Moves) -> tuple[Allocation, ...]:
    """At most `quantity` of the line's units, now all held or all taken; the rest go back."""
    kept: list[Allocation] = []
    for location, held, taken in line.allocations:
        stay = min(held + taken, quantity)
        quantity -= stay
        new_held, new_taken = (stay, 0) if hold is Hold.HELD else (0, stay)
        moves.move((line.sku, location), taken - new_taken, new_held - held)
        if stay:
            kept.append(Allocation(location, new_held, new_taken))
    return tuple(kept)


def _add(
    line: Line, kept: tuple[Allocation, ...], missing: int, hold: Hold, shelf: Shelf, moves: _Moves
) -> tuple[tuple[Allocation, ...], int]:
    """The allocations with `missing` more units if they can be had, and how many of these can't."""
    added = {allocation.location: allocation for allocation in kept}
    for location, quantity in source(missing, line.location, shelf.availabilities(line.sku, moves.levels)):
        _, held, taken = added.get(location, (location, 0, 0))
        missing -= quantity
        if hold is Hold.HELD:
            moves.move((line.sku, location), 0, quantity)
            added[location] = Allocation(location, held + quantity, 0)
        else:
            moves.move((line.sku, location), -quantity, 0)
            added[location] = Allocation(location, 0, taken + quantity)
    return tuple(added.values()), missing


def _merged(short: Sequence[Shortfall]) -> tuple[Shortfall, ...]:
    """One shortfall for each SKU, whatever the number of its lines; sorted."""
    merged: dict[str, Shortfall] = {}
    for line in short:
        other = merged.get(line.sku, Shortfall(line.sku, 0, 0))
        merged[line.sku] = Shortfall(line.sku, other.requested + line.requested, other.available + line.available)
    return tuple(merged[sku] for sku in sorted(merged))
