"""Dispatches of an order: facts that merge in any sequence, and units that left (ADR 0058). Pure.

Goods that have left are not asked for again. So units that are gone are taken units of the order's
lines, whatever its status, and the rest of each line follows the order's target.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from inventory.domain.lines import Line, rank, units_by_sku
from inventory.domain.stock.row import StockKey

Ask = tuple[str, str | None]
"""A SKU, and the location if the line names one. No two lines of an order share both."""
MAX_DISPATCHES = 100
"""Maximum number of dispatches of an order."""
NO_UNITS: Mapping[StockKey, int] = MappingProxyType({})


class DispatchFact(NamedTuple):
    """Goods that left together. `lines` are merged and sorted."""

    dispatch_id: str
    at: datetime
    lines: tuple[Line, ...]


class Shipping(NamedTuple):
    """Everything known of the goods of an order that left.

    `dispatches`, sorted by id, and `completed_at` are facts. The rest follows from all facts of the
    order, by stock key: `gone` units, the `unexpected` ones among them, beyond what the order has
    lines for, and paid units that are `assumed` to be gone too, though nobody reported them.
    """

    dispatches: tuple[DispatchFact, ...] = ()
    completed_at: datetime | None = None
    gone: Mapping[StockKey, int] = NO_UNITS
    unexpected: Mapping[StockKey, int] = NO_UNITS
    assumed: Mapping[StockKey, int] = NO_UNITS

    def __hash__(self) -> int:
        """Hash the facts: equal ones are the same, whatever follows from them."""
        return hash((self.dispatches, self.completed_at))

    def find(self, dispatch_id: str) -> DispatchFact | None:
        return next((one for one in self.dispatches if one.dispatch_id == dispatch_id), None)

    @property
    def gone_of_lines(self) -> dict[StockKey, int]:
        """Return the units that are gone and that the order has lines for."""
        return less(self.gone, self.unexpected)

    @property
    def reported(self) -> bool:
        """Return True if somebody told of goods. Units may be `assumed` to be gone without that."""
        return bool(self.dispatches) or self.completed_at is not None


NOTHING_HEARD = Shipping()


def hear_dispatch(shipping: Shipping | None, heard: DispatchFact) -> Shipping | None:
    """Merge a dispatch. Of two with one id the newest counts, at the same instant the greater
    one.
    """
    known = shipping or NOTHING_HEARD
    before = known.find(heard.dispatch_id)
    if before is not None and (before.at, rank(before.lines)) >= (heard.at, rank(heard.lines)):
        return shipping
    others = [one for one in known.dispatches if one.dispatch_id != heard.dispatch_id]
    return known._replace(dispatches=tuple(sorted([*others, heard])))


def hear_completion(shipping: Shipping | None, at: datetime) -> Shipping | None:
    """Merge the completion of the order. The newest counts."""
    known = shipping or NOTHING_HEARD
    if known.completed_at is not None and known.completed_at >= at:
        return shipping
    return known._replace(completed_at=at)


class Left(NamedTuple):
    """The units that left, as the lines of the order have them.

    `pinned` are units of a line by location, `unexpected` are beyond all lines.
    """

    gone: Mapping[StockKey, int]
    pinned: Mapping[Ask, Mapping[str, int]]
    unexpected: Mapping[StockKey, int]


NOTHING_LEFT = Left(NO_UNITS, {}, NO_UNITS)


def with_left(shipping: Shipping, left: Left) -> Shipping:
    """Return the facts with the units that left by them."""
    return shipping._replace(gone=left.gone, unexpected=left.unexpected)


def tells_more(before: Shipping | None, after: Shipping | None) -> bool:
    """Return True if other goods left than were known. A dispatch stated again is no news."""
    known, heard = before or NOTHING_HEARD, after or NOTHING_HEARD
    if (known.completed_at is None) is not (heard.completed_at is None) or known.gone != heard.gone:
        return True
    return [one[::2] for one in known.dispatches] != [one[::2] for one in heard.dispatches]


def dispatched_by_sku(shipping: Shipping) -> Counter[str]:
    """Return the units by SKU of all dispatches together."""
    return units_by_sku(line for one in shipping.dispatches for line in one.lines)


def placed(
    sku: str,
    units: int,
    shipping: Shipping,
    *,
    before: Shipping,
    own: Sequence[Mapping[str, int]],
    places: Sequence[str],
) -> dict[str, int]:
    """Return the locations that `units` of the SKU left, with their numbers.

    Units leave the location that their dispatch names. Others stay where they were booked `before`,
    else leave the order's `own` locations: where it has units, in the sequence of its allocations,
    then where its lines want them. Else they leave the first of `places`, which has one at least.
    """
    found = _named(sku, shipping)
    rest = units - sum(found.values())
    named_before = _named(sku, before)
    for (of, location), gone in sorted(before.gone.items()):
        more = min(rest, max(gone - named_before.get(location, 0), 0)) if of == sku else 0
        if more > 0:
            found[location] = found.get(location, 0) + more
            rest -= more
    for location, quantity in (one for there in own for one in there.items()):
        more = min(rest, quantity - found.get(location, 0))
        if more > 0:
            found[location] = found.get(location, 0) + more
            rest -= more
    if rest > 0:
        found[places[0]] = found.get(places[0], 0) + rest
    return found


def _named(sku: str, shipping: Shipping) -> dict[str, int]:
    """Return the units of the SKU that left a named location."""
    named: dict[str, int] = {}
    for one in shipping.dispatches:
        for line in one.lines:
            if line.sku == sku and line.location is not None:
                named[line.location] = named.get(line.location, 0) + line.quantity
    return named


def pin(gone: Mapping[StockKey, int], wanted: Sequence[Line], spare: Mapping[str, int]) -> Left:
    """Have the lines take the units that left, but for the `spare` ones: first those that name the
    location, then the line without one, then any other.
    """
    beyond = _last(gone, spare)
    left = less(dict(sorted(gone.items())), beyond)
    pinned: dict[Ask, dict[str, int]] = {(line.sku, line.location): {} for line in wanted}
    there = [(line, [(line.sku, line.location)]) for line in wanted if line.location is not None]
    anywhere = [
        (line, [place for place in left if place[0] == line.sku])
        for line in sorted(wanted, key=lambda line: line.location is not None)
    ]
    for line, places in [*there, *anywhere]:
        own = pinned[line.sku, line.location]
        for place in places:
            units = min(left.get(place, 0), line.quantity - sum(own.values()))
            if units:
                own[place[1]] = own.get(place[1], 0) + units
                left[place] -= units
    over = {place: left.get(place, 0) + beyond.get(place, 0) for place in sorted(gone)}
    return Left(gone, pinned, {place: units for place, units in over.items() if units})


def _last(gone: Mapping[StockKey, int], spare: Mapping[str, int]) -> dict[StockKey, int]:
    """Return so many units of each SKU, from its last locations."""
    found: dict[StockKey, int] = {}
    if spare:
        missing = dict(spare)
        for place, units in sorted(gone.items(), reverse=True):
            if some := min(units, missing.get(place[0], 0)):
                found[place] = some
                missing[place[0]] -= some
    return found


def by_sku(units: Mapping[StockKey, int]) -> Counter[str]:
    """Return the units of each SKU over all locations."""
    found: Counter[str] = Counter()
    for (sku, _), quantity in units.items():
        found[sku] += quantity
    return found


def less(units: Mapping[StockKey, int], others: Mapping[StockKey, int]) -> dict[StockKey, int]:
    """Return the units that are not among the others, none below zero."""
    found = {place: quantity - others.get(place, 0) for place, quantity in units.items()}
    return {place: quantity for place, quantity in found.items() if quantity > 0}
