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
from tests.inventory.model.wishes import UNWISHED, Wished, wished_with

T = TypeVar("T")
Place = tuple[int, str, int]
"""A place as (priority, location, units that it could give)."""
Giving = Iterable[Place]
CLOSED = 2**40
"""The rank of a place that serves nobody new. An order may keep what it has there."""


class Plan(NamedTuple):
    """The places of the units of each line, and the missing ones."""

    units: dict[Ask, Places]
    missing: list[Short]
    gone: Gone
    untracked: dict[Ask, int] = {}  # noqa: RUF012 - nobody changes it


def plan(
    order: Order, gone: Gone, brought: Callable[[str], Giving], is_tracked: Callable[[str], bool], *, anew: bool
) -> Plan:
    """A plan for all lines of the order. `brought` has the units at the places of a SKU, but for
    those of other orders. `anew`: the wishes are others, so nothing keeps a line without a place.
    """
    untracked = {ask: quantity for ask, quantity in order.lines.items() if not needs_units(order, ask[0], is_tracked)}
    tracked = {ask: quantity for ask, quantity in order.lines.items() if ask not in untracked}
    of_tracked, wishes = replace(order, lines=tracked), wished_with(order.lines)
    if anew:
        brought = _with_own(of_tracked, brought)
        named = {ask: places for ask, places in of_tracked.units.items() if ask[1] is not None}
        of_tracked = replace(of_tracked, units=named)
    rest = _rest(of_tracked, gone)
    staying = _staying(of_tracked, gone, rest)
    if not anew and all(sum(staying.get(ask, {}).values()) == quantity for ask, quantity in rest.items()):
        wishes = UNWISHED  # all of it stays where it is, also where people put it
    found = _whole(of_tracked, gone, brought, wishes) if wishes.whole else _plan(of_tracked, gone, brought, wishes)
    return found._replace(untracked=untracked)


def needs_units(order: Order, sku: str, is_tracked: Callable[[str], bool]) -> bool:
    """Return True if the order needs units of the SKU. What it has stays as it is, and more of a
    SKU goes by the policy of now.
    """
    has = order.has_of(sku)
    if has and units_of(order.lines, sku) <= has:
        return all(named != sku for named, _ in order.untracked)
    return is_tracked(sku)


def _whole(order: Order, gone: Gone, brought: Callable[[str], Giving], wishes: Wished) -> Plan:
    """Look at every place by itself. The best of those that can't serve all tells the missing
    units.
    """
    staying = _staying(order, gone, _rest(order, gone))
    own = {at for places in staying.values() for at in places}
    ranks: dict[str, tuple[int, str]] = {}
    for priority, at, _ in (place for sku, _ in order.lines for place in _ranked(brought(sku), wishes)):
        ranks[at] = min((priority, at), ranks.get(at, (priority, at)))
    nowhere = _plan(order, gone, brought, Wished(only=True), alone="no place")
    tries = {at: _plan(order, gone, brought, Wished((at,), only=True), alone=at) for at in ranks}
    helping = [at for at in tries if _given(tries[at]) > _given(nowhere)]
    if not helping:
        return nowhere

    def lack(at: str) -> tuple[int, int, bool, tuple[int, str]]:
        missing = tries[at].missing
        return len(missing), sum(one.requested - one.available for one in missing), at not in own, ranks[at]

    best = min(helping, key=lack)
    return tries[best]._replace(missing=[one._replace(single=best) for one in tries[best].missing])


def _with_own(order: Order, brought: Callable[[str], Giving]) -> Callable[[str], Giving]:
    """Return the units at the places, with the order's own at least."""

    def free(sku: str) -> Giving:
        for priority, at, there in brought(sku):
            yield priority, at, max(there, order.at(sku, at) + order.unexpected.get((sku, at), 0))

    return free


def _given(plan: Plan) -> int:
    return sum(sum(places.values()) for places in plan.units.values())


def _rest(order: Order, gone: Gone) -> dict[Ask, int]:
    return {ask: quantity - sum(gone.pinned.get(ask, {}).values()) for ask, quantity in order.lines.items()}


def _staying(order: Order, gone: Gone, rest: Mapping[Ask, int]) -> dict[Ask, Places]:
    return {
        ask: _kept(_less(places, gone.pinned.get(ask, {})), rest.get(ask, 0)) for ask, places in order.units.items()
    }


def _ranked(giving: Giving, wishes: Wished) -> Giving:
    """Return the places that may serve, ranked by the caller first. Closed ones stay last."""
    for priority, at, there in giving:
        if at in wishes.places and priority < CLOSED:
            yield wishes.places.index(at) - len(wishes.places) - CLOSED, at, there
        elif at in wishes.places or not wishes.only:
            yield priority, at, there


def _plan(
    order: Order, gone: Gone, brought: Callable[[str], Giving], wishes: Wished, *, alone: str | None = None
) -> Plan:
    """Units that have left stay gone, and those that stay where they are need no others.

    Lines without a place leave unwished ones. With `alone` all is from there.
    """
    rest = _rest(order, gone)
    units = {
        (sku, named): {at: n for at, n in places.items() if named is not None or not wishes.only or at in wishes.places}
        for (sku, named), places in _staying(order, gone, rest).items()
    }
    if alone is not None:
        units = {ask: places if ask[1] in {None, alone} else {} for ask, places in units.items()}

    def free(sku: str, named: str | None) -> Giving:
        for priority, location, there in brought(sku) if named else _ranked(brought(sku), wishes):
            if named in {None, location} and alone in {None, location}:
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
