"""Serve lines by the wishes of their caller: these locations alone or first, or one alone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from inventory.domain.lines import Line
from inventory.domain.locations import Preference
from inventory.domain.orders.shipping import Ask
from inventory.domain.orders.units.leaving import Units
from inventory.domain.stock.row import StockKey
from inventory.domain.stock.shelf import Shelf
from inventory.domain.stock.sourcing import preferred


class Single(NamedTuple):
    """The location that is to serve a whole order, and the units by line that it lacks.

    `location` is None if no location has any units for it.
    """

    location: str | None
    missing: dict[Ask, int]


def settle(
    lines: Sequence[Line],
    units: Mapping[Ask, Units],
    more: dict[StockKey, int],
    shelf: Shelf,
    preference: Preference,
    *,
    keep_back: bool,
    anew: bool,
) -> tuple[Preference, Single | None]:
    """Free the order's units that lie where the caller does not want them.

    With `anew` these are all units of lines that name no location. Returns the wishes to serve by,
    and the best location if one alone is to serve and none can.
    """
    if anew:
        _free(units, more, Preference(only=True))
    if preference.whole:
        found = _single(lines, units, more, shelf, preference, keep_back=keep_back)
        if found.location is None or found.missing:
            return preference, found
        preference = Preference((found.location,), only=True)
    _free(units, more, preference)
    return preference, None


def _free(units: Mapping[Ask, Units], more: dict[StockKey, int], preference: Preference) -> None:
    """Free the units of lines that name no location, where they may not be."""
    for (sku, named), own in units.items():
        if named is None:
            for location in [one for one in own if not preference.allows(one)]:
                more[sku, location] = more.get((sku, location), 0) + own.pop(location)


def _single(
    lines: Sequence[Line],
    units: Mapping[Ask, Units],
    more: Mapping[StockKey, int],
    shelf: Shelf,
    preference: Preference,
    *,
    keep_back: bool,
) -> Single:
    """Return the location that lacks the fewest lines, then the fewest units.

    Of several that lack nothing, one where the order has units comes first, then the first by rank.
    """
    own = {location for places in units.values() for location in places}
    ranks: dict[str, int] = {}
    pools: dict[str, dict[str, int]] = {}
    for sku in {line.sku for line in lines}:
        for rank, location, available in preferred(shelf.availabilities(sku, more, keep_back=keep_back), preference):
            ranks[location] = min(rank, ranks.get(location, rank))
            if available > 0 or location in own:
                pools.setdefault(location, {})[sku] = max(available, 0)
    found = [Single(location, _missing(lines, units, location, pool)) for location, pool in pools.items()]
    nothing = Single(None, {(sku, named): quantity for sku, quantity, named in lines})
    found = [one for one in found if one.missing != nothing.missing]

    def lacks(one: Single) -> tuple[int, int, bool, int, str]:
        assert one.location is not None
        return len(one.missing), sum(one.missing.values()), one.location not in own, ranks[one.location], one.location

    return min(found, key=lacks, default=nothing)


def _missing(lines: Iterable[Line], units: Mapping[Ask, Units], location: str, pool: dict[str, int]) -> dict[Ask, int]:
    """Return the units by line that the location lacks. It serves lines that name it first.

    It has its `pool` of units by SKU, and the order's own.
    """
    for (sku, named), own in units.items():
        if named in {None, location}:
            pool[sku] = pool.get(sku, 0) + own.get(location, 0)
    missing: dict[Ask, int] = {}
    for sku, quantity, named in sorted(lines, key=lambda line: line.location is None):
        given = min(quantity, pool.get(sku, 0)) if named in {None, location} else 0
        pool[sku] = pool.get(sku, 0) - given
        if given < quantity:
            missing[sku, named] = quantity - given
    return missing
