"""Goods that have left for an order: the reports, the places that they left, and the lines that
they are units of (ADR 0058).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tests.inventory.model.orders import Ask, Order, Places, rank
from tests.inventory.model.returns import Slot, away
from tests.inventory.model.stock import Place


@dataclass(frozen=True)
class Gone:
    """Units that have left, by place: those of each line, and those that no line is for."""

    where: dict[Place, int] = field(default_factory=dict)
    pinned: dict[Ask, Places] = field(default_factory=dict)
    unexpected: dict[Place, int] = field(default_factory=dict)
    landed: dict[Slot, tuple[str, int]] = field(default_factory=dict)
    """The place and the units of each line of a return."""


def restated(order: Order, dispatch_id: str, at: datetime, lines: dict[Ask, int]) -> Order:
    """Of two statements about one parcel the newer counts, and of one instant the greater."""
    known = order.dispatches.get(dispatch_id)
    if known and (at, rank(lines)) <= (known[0], rank(known[1])):
        return order
    return order.but(dispatches=order.dispatches | {dispatch_id: (at, lines)})


def skus_of(order: Order) -> list[str]:
    """Return the SKUs that the order's lines and parcels are about."""
    asks = [*order.lines, *(ask for _, lines in order.dispatches.values() for ask in lines)]
    back = [sku for _, lines in order.returns.values() for sku, *_ in lines]
    return sorted({sku for sku, _ in asks} | order.late.keys() | {*back})


def gone(before: Order, heard: Order, counts: Callable[[str], bool], serving: Callable[[str], Iterable[str]]) -> Gone:
    """Return the units that are gone, of the SKUs that count. `serving` has the places of a SKU,
    the first one first.
    """
    where: dict[Place, int] = {}
    for sku in skus_of(heard):
        if counts(sku):
            left = _left(before, heard, sku, next(iter(serving(sku))))
            where |= {(sku, location): units for location, units in left.items() if units}
    pinned, unexpected = _of_lines(heard, where)
    return Gone(where, pinned, unexpected)


def _named(order: Order, sku: str) -> Counter[str]:
    named: Counter[str] = Counter()
    for _, lines in order.dispatches.values():
        named.update({at: units for (other, at), units in lines.items() if other == sku and at is not None})
    return named


def _left(before: Order, heard: Order, sku: str, first: str) -> Counter[str]:
    """Return the units of a SKU by the place that they left, told or found."""
    left = _named(heard, sku)
    missing = max(away(heard, sku).gone - left.total(), 0)
    stayed = Counter({at: units for (other, at), units in before.gone.items() if other == sku})
    stayed.subtract(_named(before, sku))
    for location in sorted(stayed):
        missing -= _put(left, location, min(missing, stayed[location]))
    for ask in sorted(before.units, key=lambda ask: (ask[0], ask[1] or "")):
        for location in before.units[ask] if ask[0] == sku else ():
            missing -= _put(left, location, min(missing, before.at(sku, location) - left[location]))
    for (other, named), units in sorted(heard.lines.items(), key=lambda line: (line[0][0], line[0][1] or "")):
        if other == sku and named is not None:
            missing -= _put(left, named, min(missing, units - left[named]))
    _put(left, first, missing)
    return left


def _put(left: Counter[str], location: str, units: int) -> int:
    left[location] += max(units, 0)
    return max(units, 0)


def _of_lines(order: Order, where: Mapping[Place, int]) -> tuple[dict[Ask, Places], dict[Place, int]]:
    """Return the gone units of each line, and those that are left over."""
    rest = dict(where)
    spare: dict[Place, int] = {}
    for sku in skus_of(order):
        missing = away(order, sku).spare
        for place in sorted((place for place in rest if place[0] == sku), reverse=True):
            spare[place] = min(missing, rest[place])
            missing -= spare[place]
            rest[place] -= spare[place]
    pinned: dict[Ask, Places] = {}

    def take(ask: Ask, places: Iterable[Place]) -> None:
        own = pinned.setdefault(ask, {})
        for place in places:
            if units := min(order.lines[ask] - sum(own.values()), rest.get(place, 0)):
                own[place[1]] = own.get(place[1], 0) + units
                rest[place] -= units

    asks = sorted(order.lines, key=lambda ask: (ask[0], ask[1] or ""))
    for sku, named in asks:
        if named is not None:
            take((sku, named), [(sku, named)])
    for sku, named in sorted(asks, key=lambda ask: ask[1] is not None):
        take((sku, named), sorted(place for place in rest if place[0] == sku))
    return {ask: places for ask, places in pinned.items() if places}, {
        place: units + spare.get(place, 0) for place, units in sorted(rest.items()) if units + spare.get(place, 0)
    }
