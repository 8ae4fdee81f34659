"""Allocate units to the lines of an order: keep, give back, hold or take them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, assert_never

from inventory.domain.lines import Line
from inventory.domain.locations import NO_PREFERENCE, Preference
from inventory.domain.orders.goods import NO_GOODS, Goods
from inventory.domain.orders.reservation import AllocatedLine, Allocation, Hold
from inventory.domain.orders.returning import NOTHING_LANDED, Landing, Slot, landed_units
from inventory.domain.orders.shipping import NO_UNITS, NOTHING_LEFT, Ask, Left
from inventory.domain.orders.units.landing import land
from inventory.domain.orders.units.leaving import Units, count_gone, counted_skus, left_units, with_gone, without
from inventory.domain.orders.units.preferring import Single, settle
from inventory.domain.orders.units.serving import serve
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.row import StockKey
from inventory.domain.stock.shelf import Shelf
from inventory.errors import Shortfall


class Fit(NamedTuple):
    """New allocations of the lines, and the counters that they leave.

    With `shortfalls` the lines cannot be met, and nothing else of it counts.
    """

    lines: tuple[AllocatedLine, ...]
    counters: dict[StockKey, Counters]
    shortfalls: tuple[Shortfall, ...] = ()
    left: Left = NOTHING_LEFT
    landed: Mapping[Slot, Landing] = NOTHING_LANDED


def fit(
    current: Sequence[AllocatedLine],
    wanted: Sequence[Line],
    hold: Hold,
    shelf: Shelf,
    *,
    goods: Goods | None = None,
    known: Goods | None = None,
    may_use_all: bool = False,
    preference: Preference = NO_PREFERENCE,
    anew: bool = False,
) -> Fit:
    """Bring an order from its `current` allocations to `hold` of the `wanted` lines: all or none.

    This works if each location has enough units for the lines that name it, and all locations
    together have enough for all lines. A location has its available units and the order's own. So
    units that the order gives back may serve its other lines.

    Units stay at their location, under their line, as far as they can. Lines that name a location
    are served first. If that location runs out, a line that takes any location makes room there.
    All other units come from as few locations as can be (`inventory.domain.stock.sourcing`), by
    the caller's `preference`. With `anew`, because it was another one, no unit stays for its own
    sake where a line names no location.

    Lines of untracked SKUs are met without units.

    A new hold leaves the safety stock where it is, unless it `may_use_all`. A payment never looks
    at it, and the order keeps the units that it has.

    Units that left, by `goods`, are taken units of the lines at any hold. They need not be
    available. Units that came back lie somewhere again. `known` has those of before.
    """
    keep_back = hold is Hold.HELD and not may_use_all
    untracked = _untracked(current, wanted, shelf) if shelf.has_policies and hold is not Hold.NOTHING else _NONE
    wishes = wanted if hold is not Hold.NOTHING else ()
    if untracked:
        wishes = [line for line in wanted if line.sku not in untracked]
    left, landed = NOTHING_LEFT, NOTHING_LANDED
    if goods is not None:
        counted = counted_skus(goods, known or NO_GOODS, current, wanted, untracked, hold, shelf)
        left = left_units(goods, known or NO_GOODS, current, wanted, counted, shelf)
        landed = land(goods, left.gone, counted, shelf)
        wishes = without(wishes, left)
    units, more = _kept(current, {(sku, location): quantity for sku, quantity, location in wishes}, left)
    if goods is not None:
        count_gone(more, (known or NO_GOODS).shipping.unexpected, left, _more_back(known or NO_GOODS, landed, shelf))
    short: Single | None = None
    if wishes and (anew or (preference and _lacks(wishes, units))):
        preference, short = settle(wishes, units, more, shelf, preference, keep_back=keep_back, anew=anew)
    missing: Mapping[Ask, int] = {} if short is None else short.missing
    if wishes and short is None:
        missing = serve(wishes, units, more, shelf, keep_back=keep_back, preference=preference)
    lines = tuple(
        [
            AllocatedLine(*line, _allocations(units.get((line.sku, line.location)), hold), line.sku not in untracked)
            for line in wanted
        ]
    )
    if left.gone:
        lines = tuple([with_gone(line, units, left, hold) for line in lines])
    was, is_ = NO_UNITS, NO_UNITS
    if goods is not None:
        was, is_ = (known or NO_GOODS).outside, goods.after(left, landed).outside
    counters = _counters(current, lines, shelf, was, is_)
    if not missing:
        return Fit(lines, counters, left=left, landed=landed)
    shortfalls = _shortfalls(wanted, missing)
    if short is not None:
        shortfalls = tuple([replace(one, best_single_location=short.location) for one in shortfalls])
    return Fit(lines, counters, _explained(shortfalls, shelf) if keep_back else shortfalls, left, landed)


def _lacks(wishes: Iterable[Line], units: Mapping[Ask, Units]) -> bool:
    """Return True if any line lacks units. Others stay where they are, also if people reassigned
    them to a location that the caller did not wish.
    """
    return any(quantity > sum(units.get((sku, location), {}).values()) for sku, quantity, location in wishes)


_NONE: frozenset[str] = frozenset()


def _untracked(current: Sequence[AllocatedLine], wanted: Sequence[Line], shelf: Shelf) -> frozenset[str]:
    """Return the SKUs of `wanted` that need no units.

    While an order has its units, its SKUs are tracked or not as when it got them. For more units of
    a SKU the policy of now counts, for all of its lines.
    """
    asked = {line.sku for line in current if not line.tracked}
    asked |= {line.sku for line in wanted if not shelf.policy(line.sku).tracked}
    return frozenset(sku for sku in asked if _is_untracked(sku, current, wanted, shelf)) if asked else _NONE


def _is_untracked(sku: str, current: Sequence[AllocatedLine], wanted: Sequence[Line], shelf: Shelf) -> bool:
    having = [line for line in current if line.sku == sku and line.units]
    more = sum(line.quantity for line in wanted if line.sku == sku) > sum(line.units for line in having)
    return not (shelf.policy(sku) if more else having[0]).tracked


def _more_back(known: Goods, landed: Mapping[Slot, Landing], shelf: Shelf) -> dict[StockKey, int]:
    """Return the units that lie again where they may be had, more or fewer than before.

    They first make up for units that the location lacks. Only the rest may be had.
    """
    units = landed_units(landed)
    for place, quantity in landed_units(known.returned.landed).items():
        units[place] = units.get(place, 0) - quantity
    more: dict[StockKey, int] = {}
    for place, quantity in units.items():
        row = shelf.row(place)
        if quantity and row.serves:
            more[place] = min(quantity, max(quantity - row.counters.shortfall, 0))
    return more


def _kept(
    current: Sequence[AllocatedLine], quantities: Mapping[Ask, int], left: Left
) -> tuple[dict[Ask, Units], dict[StockKey, int]]:
    """Return the units that stay under their line, and the freed units by stock key.

    A line keeps at most as many units as it wants. Any line may have the freed ones.
    """
    units: dict[Ask, Units] = {}
    more: dict[StockKey, int] = {}
    for sku, _, named, allocations, _ in current:
        quantity = quantities.get((sku, named), 0)
        own = units[sku, named] = {}
        gone = left.pinned.get((sku, named), {})
        for location, held, taken in allocations:
            stay = min(max(held + taken - gone.get(location, 0), 0) if gone else held + taken, quantity)
            quantity -= stay
            if stay:
                own[location] = stay
            if stay < held + taken:
                more[sku, location] = more.get((sku, location), 0) + held + taken - stay
    return units, more


def _allocations(units: Units | None, hold: Hold) -> tuple[Allocation, ...]:
    if not units:
        return ()
    match hold:
        case Hold.NOTHING:
            return ()
        case Hold.HELD:
            return tuple([Allocation(location, quantity, 0) for location, quantity in units.items()])
        case Hold.TAKEN:
            return tuple([Allocation(location, 0, quantity) for location, quantity in units.items()])
        case _:
            assert_never(hold)


def _counters(
    before: Iterable[AllocatedLine],
    after: Iterable[AllocatedLine],
    shelf: Shelf,
    was: Mapping[StockKey, int],
    is_: Mapping[StockKey, int],
) -> dict[StockKey, Counters]:
    """Return the changed counters by stock key when units move from `before` to `after`.

    `was` and `is_` are the units outside beyond all lines, before and after (`Goods.outside`).
    """
    moves: dict[StockKey, tuple[int, int]] = {}
    if was or is_:
        moves = {place: (was.get(place, 0) - is_.get(place, 0), 0) for place in was.keys() | is_.keys()}
    for sku, _, _, allocations, _ in before:
        for location, held, taken in allocations:
            physical, reserved = moves.get((sku, location), (0, 0))
            moves[sku, location] = physical + taken, reserved - held
    for sku, _, _, allocations, _ in after:
        for location, held, taken in allocations:
            physical, reserved = moves.get((sku, location), (0, 0))
            moves[sku, location] = physical - taken, reserved + held
    return {
        place: shelf.row(place).counters.moved(physical, reserved)
        for place, (physical, reserved) in moves.items()
        if physical or reserved
    }


def _shortfalls(wanted: Sequence[Line], missing: Mapping[Ask, int]) -> tuple[Shortfall, ...]:
    """Return the shortfalls, sorted.

    Each unmet line with a location has its own. The other lines of a SKU have one together.
    """
    requested: dict[Ask, int] = {}
    short: dict[Ask, int] = {}
    for sku, quantity, location in wanted:
        lacking = missing.get((sku, location), 0)
        ask = (sku, location if lacking else None)
        requested[ask] = requested.get(ask, 0) + quantity
        short[ask] = short.get(ask, 0) + lacking
    told = [
        Shortfall(sku, requested[sku, location], requested[sku, location] - lacking, location)
        for (sku, location), lacking in short.items()
        if lacking
    ]
    return tuple(sorted(told, key=lambda one: (one.sku, one.location is None, one.location or "")))


def _explained(short: Sequence[Shortfall], shelf: Shelf) -> tuple[Shortfall, ...]:
    """Return the shortfalls with the units that are there, and are kept back."""
    return tuple([replace(one, kept_back=_kept_back(one, shelf)) for one in short])


def _kept_back(short: Shortfall, shelf: Shelf) -> int:
    at = short.location or short.best_single_location
    rows = (row for row in shelf.of(short.sku) if row.serves and at in {None, row.location})
    return sum(row.kept_back for row in rows)
