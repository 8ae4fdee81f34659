"""Choose the locations that serve the lines of an order. Pure (docs/life-of-a-reservation.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from inventory.domain.locations import Preference

MAX_EXACT = 6
"""The most locations of which every set is tried (ADR 0059)."""
LAST = 2**31
"""The priority of a location that serves nobody new. Greater than every other."""
_FIRST = -(2**32)
"""Less than every priority."""


class Availability(NamedTuple):
    """The units that a location could give now. Sorts in the order of service."""

    priority: int
    location: str
    available: int


def preferred(availabilities: list[Availability], preference: Preference) -> list[Availability]:
    """Return the availabilities of the locations that may serve, in the ranks of the caller.

    A location that serves nobody new stays last, wherever the caller ranks it.
    """
    if not preference.locations:
        return availabilities
    ranks = {location: _FIRST + number for number, location in enumerate(preference.locations)}
    return [
        one._replace(priority=ranks.get(one.location, one.priority)) if one.priority < LAST else one
        for one in availabilities
        if one.location in ranks or not preference.only
    ]


class Share(NamedTuple):
    """`quantity` units to come from `location`."""

    location: str
    quantity: int


class Need(NamedTuple):
    """`quantity` units that a line lacks, and the units that each location could give it.

    The line has other units at its `own` locations.
    """

    quantity: int
    availabilities: Sequence[Availability]
    own: Collection[str] = ()


def source(needs: Sequence[Need], visited: frozenset[str] = frozenset()) -> list[list[Share]]:
    """Return the shares that serve each of the needs of one order, from as few locations as can be.

    The `visited` locations serve the order anyway, so they do not count. Of sets of equally many
    the one with the first location by rank (priority, then name) serves, then by the second one.

    The shares of a need add up to less than its quantity when there is not enough.
    """
    first = _first_of_all(needs)
    # The whole way of nearly all orders.
    if first is not None and (not visited or visited == {first}):
        return [[Share(first, need.quantity)] for need in needs]
    offers = [_offers(need) for need in needs]
    chosen = _fewest(needs, offers, visited)
    return [
        _shares(need, [one for one in offer if one.location in chosen])
        for need, offer in zip(needs, offers, strict=True)
    ]


def _offers(need: Need) -> list[Availability]:
    offers = [one for one in need.availabilities if one.available > 0]
    offers.sort()
    return offers


def _first_of_all(needs: Sequence[Need]) -> str | None:
    """Return the location if one is the first by rank that has all units, for each of the needs."""
    found: str | None = None
    for quantity, availabilities, _ in needs:
        first: Availability | None = None
        for one in availabilities:
            if one.available >= quantity and (first is None or one < first):
                first = one
        if first is None or found not in {None, first.location}:
            return None
        found = first.location
    return found


def _fewest(needs: Sequence[Need], offers: Sequence[Sequence[Availability]], visited: frozenset[str]) -> frozenset[str]:
    """Return the locations that serve. All of them if there is not enough for each need."""
    quantities = [need.quantity for need in needs]
    units = [{one.location: one.available for one in offer} for offer in offers]
    others = [one for one in _ranked(offers) if one not in visited]
    if not _enough(quantities, units, visited.union(others)):
        return visited.union(others)
    most = len(others) if len(others) <= MAX_EXACT else 1
    for number in range(most + 1):
        for some in combinations(others, number):
            if _enough(quantities, units, visited.union(some)):
                return visited.union(some)
    return _one_by_one(quantities, units, others, visited)


def _ranked(offers: Iterable[Sequence[Availability]]) -> list[str]:
    """Return the locations by rank. One that serves some of the SKUs only has its rank for them."""
    ranks: dict[str, int] = {}
    for priority, location, _ in (one for offer in offers for one in offer):
        ranks[location] = min(priority, ranks.get(location, priority))
    return sorted(ranks, key=lambda location: (ranks[location], location))


def _enough(quantities: Sequence[int], units: Sequence[Mapping[str, int]], locations: Collection[str]) -> bool:
    """Return True if these locations have all that is needed."""
    return all(
        sum([of.get(location, 0) for location in locations]) >= quantity
        for quantity, of in zip(quantities, units, strict=True)
    )


def _one_by_one(
    quantities: Sequence[int], units: Sequence[Mapping[str, int]], others: Sequence[str], visited: frozenset[str]
) -> frozenset[str]:
    """Add the location that completes most lines, then that gives most units, until all is there.

    Of those that are not needed in the end the last by rank goes first.
    """
    chosen: frozenset[str] = frozenset()
    missing = [
        quantity - sum([of.get(location, 0) for location in visited])
        for quantity, of in zip(quantities, units, strict=True)
    ]
    while any(short > 0 for short in missing):
        left = {one: _less(missing, units, one) for one in others if one not in chosen}
        # The first of equals is the first by rank.
        best = min(left, key=lambda one: (sum(map(bool, left[one])), sum(left[one])))
        chosen, missing = chosen | {best}, left[best]
    for one in reversed(others):
        if one in chosen and _enough(quantities, units, visited | chosen - {one}):
            chosen -= {one}
    return visited | chosen


def _less(missing: Sequence[int], units: Sequence[Mapping[str, int]], location: str) -> list[int]:
    """Return the units that are missing after those of the location."""
    return [max(0, short - of.get(location, 0)) for short, of in zip(missing, units, strict=True)]


def _shares(need: Need, offer: Sequence[Availability]) -> list[Share]:
    """Return the shares of the fewest locations: the largest serve first, all that they have.

    The rest comes from the first location by rank that has all of it. A location where the line has
    units already comes before the others.
    """
    left = sorted(offer, key=lambda one: one.location not in need.own)
    shares: list[Share] = []
    missing = need.quantity
    while missing and left:
        whole = (one for one in left if one.available >= missing)
        serving = next(whole, None) or max(left, key=lambda one: one.available)
        shares.append(Share(serving.location, min(missing, serving.available)))
        missing -= shares[-1].quantity
        left.remove(serving)
    return shares
