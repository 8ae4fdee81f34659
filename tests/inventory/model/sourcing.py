"""Where the units of an order would come from: it keeps what it has, and the rest is what no other order has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tests.inventory.model.orders import Ask, Order, Places
from tests.inventory.model.telling import Short

Giving = Iterable[tuple[int, str, int]]
"""Places as (priority, location, units that they could give)."""


class Plan(NamedTuple):
    """Where the units of each line would be, and what is missing."""

    units: dict[Ask, Places]
    missing: list[Short]


def plan(order: Order, brought: Callable[[str], Giving]) -> Plan:
    """A plan for all lines of the order; `brought` says what the places of a SKU have, but for the units of other orders."""
    units = {ask: _kept(places, order.lines.get(ask, 0)) for ask, places in order.units.items()}
    short: dict[str, Short] = {}
    for ask in sorted(order.lines, key=lambda ask: ask[1] is None):
        (sku, named), quantity = ask, order.lines[ask]
        own = units.setdefault(ask, {})
        free = [
            (priority, location, there - sum(at.get(location, 0) for (other, _), at in units.items() if other == sku))
            for priority, location, there in brought(sku)
            if named in {None, location}
        ]
        for location, share in _shares(quantity - sum(own.values()), free).items():
            own[location] = own.get(location, 0) + share
        if sum(own.values()) < quantity:
            _, requested, available = short.get(sku, Short(sku, 0, 0))
            short[sku] = Short(sku, requested + quantity, available + sum(own.values()))
    return Plan({ask: units[ask] for ask in order.lines}, [short[sku] for sku in sorted(short)])


def _kept(places: Places, quantity: int) -> Places:
    kept: Places = {}
    for location, units in places.items():
        stay = min(units, quantity - sum(kept.values()))
        if stay:
            kept[location] = stay
    return kept


def _shares(missing: int, free: Giving) -> Places:
    """The first place that can give all of it; else split, the first as much as it can."""
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
