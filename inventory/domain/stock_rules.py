"""Rules for the stock of a SKU: its safety stock, and the threshold of the level `low`. Pure
(ADR 0056).

Each is stated for one location, or as the default of each location.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple


class Amount(NamedTuple):
    """Units that somebody states. None takes an earlier statement back."""

    units: int | None


class StockRulesStatement(NamedTuple):
    """The rules that somebody states for a location, or for each (None). A rule of None is left
    alone.
    """

    location: str | None = None
    safety_stock: Amount | None = None
    low_stock_threshold: Amount | None = None


class Stated(NamedTuple):
    """Units as they were last stated, the time of the statement, and its actor."""

    units: int | None
    at: datetime
    by: str


class StockRules(NamedTuple):
    """The rules of one location, or of each (None). A rule of None was never stated."""

    location: str | None = None
    safety_stock: Stated | None = None
    low_stock_threshold: Stated | None = None


Rules = tuple[StockRules, ...]
"""All rules of a SKU, the default first, then by location."""


def merged_rules(rules: Rules, stated: Iterable[StockRulesStatement], at: datetime, by: str) -> Rules:
    """Return the rules after a statement made `at` that time.

    The newest statement of each rule counts, and of two at the same instant the greater one.
    """
    known = {one.location: one for one in rules}
    for one in stated:
        before = known.get(one.location, StockRules(one.location))
        after = before._replace(
            safety_stock=_newest(before.safety_stock, one.safety_stock, at, by),
            low_stock_threshold=_newest(before.low_stock_threshold, one.low_stock_threshold, at, by),
        )
        if after != before:
            known[one.location] = after
    return tuple(known[location] for location in sorted(known, key=lambda name: (name is not None, name or "")))


def _newest(known: Stated | None, stated: Amount | None, at: datetime, by: str) -> Stated | None:
    if stated is None or (known is not None and _rank(known.at, known.units) >= _rank(at, stated.units)):
        return known
    return Stated(stated.units, at, by)


def _rank(at: datetime, units: int | None) -> tuple[datetime, int]:
    return at, -1 if units is None else units


def times_of(rules: Rules) -> list[datetime]:
    """Return the times of all statements."""
    return [one.at for each in rules for one in (each.safety_stock, each.low_stock_threshold) if one is not None]


def safety_stock_at(rules: Rules, location: str) -> int | None:
    """Return the units that the location keeps back. None if no rule speaks of a SKU's stock."""
    return (_units(rules, location, "safety_stock") or 0) if rules else None


def threshold_at(rules: Rules, location: str) -> int | None:
    """Return the threshold that people have set for the location, if any."""
    return _units(rules, location, "low_stock_threshold")


def threshold_stated_at(rules: Rules, location: str) -> datetime | None:
    """Return the time of the newest statement of the threshold of the location."""
    each = (one.low_stock_threshold for one in rules if one.location in {None, location})
    return max((one.at for one in each if one is not None), default=None)


def _units(rules: Rules, location: str, name: str) -> int | None:
    """Return the amount of the location, or else the default of each."""
    units: dict[str | None, Any] = {one.location: getattr(one, name) for one in rules}
    for stated in (units.get(location), units.get(None)):
        if stated is not None and stated.units is not None:
            return int(stated.units)
    return None
