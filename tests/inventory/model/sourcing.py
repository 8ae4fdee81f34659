"""Source the units of an order: it keeps its own, and the rest are units of no other order.

An order that has units at a place may have as many there, under any line, also when the place
has fewer than it should. All that it lacks comes from as few places as can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from tests.inventory.model.dispatches import Gone
from tests.inventory.model.orders import Ask, Order, Places, units_of
from tests.inventory.model.telling import Short

T = TypeVar("T")
Place = tuple[int, str, int]
"""A place as (priority, location, units that it could give)."""
Giving = Iterable[Place]


class Plan(NamedTuple):
    """The places of the units of each line, and the missing ones."""

    units: dict[Ask, Places]
    missing: list[Short]
    gone: Gone
    untracked: dict[Ask, int] = {}  # noqa: RUF012 - nobody changes it


def plan(order: Order, gone: Gone, brought: Callable[[str], Giving], is_tracked: Callable[[str], bool]) -> Plan:
    """A plan for all lines of the order. `brought` has the units at the places of a SKU, but for
    those of other orders.
    """
    untracked = {ask: quantity for ask, quantity in order.lines.items() if not needs_units(order, ask[0], is_tracked)}
    tracked = {ask: quantity for ask, quantity in order.lines.items() if ask not in untracked}
    return _plan(replace(order, lines=tracked), gone, brought)._replace(untracked=untracked)


def needs_units(order: Order, sku: str, is_tracked: Callable[[str], bool]) -> bool:
    """Return True if the order needs units of the SKU. What it has stays as it is, and more of a
    SKU goes by the policy of now.
    """
    has = order.has_of(sku)
    if has and units_of(order.lines, sku) <= has:
        return all(named != sku for named, _ in order.untracked)
    return is_tracked(sku)


def _plan(order: Order, gone: Gone, brought: Callable[[str], Giving]) -> Plan:
    """Units that have left stay gone, and those that stay where they are need no others."""
    rest = {ask: quantity - sum(gone.pinned.get(ask, {}).values()) for ask, quantity in order.lines.items()}
    units = {
        ask: _kept(_less(places, gone.pinned.get(ask, {})), rest.get(ask, 0)) for ask, places in order.units.items()
    }

    def free(sku: str, named: str | None) -> Giving:
        for priority, location, there in brought(sku):
            if named in {None, location}:
                used = sum(at.get(location, 0) for (other, _), at in units.items() if other == sku)
                had = order.at(sku, location) + order.unexpected.get((sku, location), 0)
                yield priority, location, max(max(there, had) - used - gone.where.get((sku, location), 0), 0)

    for (sku, named), quantity in rest.items():
        own = units.setdefault((sku, named), {})
        if named is not None:
            _take(own, {at: min(there, quantity - sum(own.values())) for _, at, there in free(sku, named)})
            if sum(own.values()) < quantity:
                _move(quantity - sum(own.values()), named, units.get((sku, None), {}), own)
    lacking = {ask: quantity - sum(units[ask].values()) for ask, quantity in rest.items() if ask[1] is None}
    giving = {ask: sorted(free(*ask)) for ask, number in lacking.items() if number}
    chosen = _places(lacking, giving, {at for (_, named), places in units.items() if named is None for at in places})
    for ask, places in giving.items():
        _take(units[ask], _shares(lacking[ask], [one for one in places if one[1] in chosen], units[ask]))
    whole = {ask: _with(gone.pinned.get(ask, {}), units[ask]) for ask in order.lines}
    return Plan(whole, _missing(order, whole), gone)


def only_gone(order: Order, gone: Gone) -> Plan:
    """A plan for an order that is to have no units, but for those that have left."""
    return Plan({ask: dict(gone.pinned[ask]) for ask in order.lines if ask in gone.pinned}, [], gone)


def _less(places: Places, gone: Places) -> Places:
    return {at: units - gone.get(at, 0) for at, units in places.items() if units > gone.get(at, 0)}


def _with(gone: Places, places: Places) -> Places:
    together = dict(gone)
    for at, units in places.items():
        together[at] = together.get(at, 0) + units
    return together


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


def _take(own: Places, more: Places) -> None:
    for location, units in more.items():
        if units > 0:
            own[location] = own.get(location, 0) + units


def _places(lacking: Mapping[Ask, int], giving: Mapping[Ask, Sequence[Place]], sending: set[str]) -> set[str]:
    """Look at every set of places that are not `sending` to the order yet, for the smallest one
    that gives all. Of equally small ones, that with the first place by rank, then the second.
    """
    ranks: dict[str, tuple[int, str]] = {}
    for priority, at, _ in (place for places in giving.values() for place in places if place[2] > 0):
        ranks[at] = min((priority, at), ranks.get(at, (priority, at)))
    ranks = {at: rank for at, rank in ranks.items() if at not in sending}
    sets = [{at for at, _ in some} for some in _subsets(sorted(ranks.items()))]
    enough = [
        some
        for some in sets
        if all(
            sum(max(there, 0) for _, at, there in places if at in some | sending) >= lacking[ask]
            for ask, places in giving.items()
        )
    ]
    best = min(enough, key=lambda some: (len(some), sorted(ranks[at] for at in some)), default=set(ranks))
    return best | sending


def _subsets(all_: Sequence[T]) -> list[list[T]]:
    subsets: list[list[T]] = [[]]
    for one in all_:
        subsets += [[*some, one] for some in subsets]
    return subsets


def _shares(missing: int, giving: Sequence[Place], own: Places) -> Places:
    """A place that has all of it, one that the line has units of if there is any, then by rank.
    Without any, the most that one place has, and the same again for the rest.
    """
    left = [place for place in giving if place[2] > 0]
    if not missing or not left:
        return {}
    whole = [place for place in left if place[2] >= missing]
    if whole:
        return {min(whole, key=lambda place: (place[1] not in own, place[0], place[1]))[1]: missing}
    _, location, most = min(left, key=lambda place: (-place[2], place[1] not in own, place[0], place[1]))
    others = [place for place in left if place[1] != location]
    return {location: most} | _shares(missing - most, others, own)
