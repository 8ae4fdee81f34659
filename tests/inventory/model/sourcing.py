"""Source the units of an order: it keeps its own, and the rest are units of no other order.

An order that has units at a place may have as many there, under any line, also when the place
has fewer than it should.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from tests.inventory.model.orders import Ask, Order, Places, units_of
from tests.inventory.model.telling import Short

Giving = Iterable[tuple[int, str, int]]
"""Places as (priority, location, units that they could give)."""


class Plan(NamedTuple):
    """The places of the units of each line, and the missing ones."""

    units: dict[Ask, Places]
    missing: list[Short]
    untracked: dict[Ask, int] = {}  # noqa: RUF012 - nobody changes it


def plan(order: Order, brought: Callable[[str], Giving], is_tracked: Callable[[str], bool]) -> Plan:
    """A plan for all lines of the order. `brought` has the units at the places of a SKU, but for
    those of other orders.
    """
    untracked = {ask: quantity for ask, quantity in order.lines.items() if not _needs_units(order, ask[0], is_tracked)}
    tracked = {ask: quantity for ask, quantity in order.lines.items() if ask not in untracked}
    return _plan(replace(order, lines=tracked), brought)._replace(untracked=untracked)


def _needs_units(order: Order, sku: str, is_tracked: Callable[[str], bool]) -> bool:
    """Return True if the order needs units of the SKU. What it has stays as it is, and more of a
    SKU goes by the policy of now.
    """
    has = order.has_of(sku)
    if has and units_of(order.lines, sku) <= has:
        return all(named != sku for named, _ in order.untracked)
    return is_tracked(sku)


def _plan(order: Order, brought: Callable[[str], Giving]) -> Plan:
    units = {ask: _kept(places, order.lines.get(ask, 0)) for ask, places in order.units.items()}

    def free(sku: str, named: str | None) -> Giving:
        for priority, location, there in brought(sku):
            if named in {None, location}:
                used = sum(at.get(location, 0) for (other, _), at in units.items() if other == sku)
                yield priority, location, max(there, order.at(sku, location)) - used

    for ask in sorted(order.lines, key=lambda ask: ask[1] is None):
        (sku, named), quantity = ask, order.lines[ask]
        own = units.setdefault(ask, {})
        for location, share in _shares(quantity - sum(own.values()), free(sku, named)).items():
            own[location] = own.get(location, 0) + share
        if named is not None and sum(own.values()) < quantity:
            _move(quantity - sum(own.values()), named, units.get((sku, None), {}), own)
    return Plan({ask: units[ask] for ask in order.lines}, _missing(order, units))


def _move(most: int, location: str, giving: Places, taking: Places) -> None:
    """Units of a line that can do with any place make room for one that can't."""
    moved = min(most, giving.pop(location, 0) if most >= giving.get(location, 0) else most)
    if location in giving:
        giving[location] -= moved
    if moved:
        taking[location] = taking.get(location, 0) + moved


def _missing(order: Order, units: dict[Ask, Places]) -> list[Short]:
    found = {ask: sum(units[ask].values()) for ask in order.lines}
    short = [ask for ask, quantity in order.lines.items() if found[ask] < quantity]
    told = [Short(sku, at, order.lines[sku, at], found[sku, at]) for sku, at in short if at is not None]
    for sku in [sku for sku, at in short if at is None]:
        together = [ask for ask in order.lines if ask[0] == sku and (ask[1] is None or ask not in short)]
        asked, had = sum(order.lines[ask] for ask in together), sum(found[ask] for ask in together)
        told.append(Short(sku, None, asked, had))
    return sorted(told, key=lambda one: (one.sku, one.at is None, one.at))


def _kept(places: Places, quantity: int) -> Places:
    kept: Places = {}
    for location, units in places.items():
        stay = min(units, quantity - sum(kept.values()))
        if stay:
            kept[location] = stay
    return kept


def _shares(missing: int, free: Giving) -> Places:
    """The first place that can give all of it. Else split, the first as much as it can."""
    if not missing:
        return {}
    giving = sorted(place for place in free if place[2] > 0)
    for _, location, units in giving:
        if units >= missing:
            return {location: missing}
    found: Places = {}
    for _, location, units in giving:
        if share := min(units, missing - sum(found.values())):
            found[location] = share
    return found
