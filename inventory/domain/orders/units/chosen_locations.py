"""Tell by which rule the locations of an order were chosen, and why each serves. Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from inventory.domain.orders.reservation import Reservation
from inventory.domain.stock.shelf import Shelf


class SourcingRule(StrEnum):
    """The rule that chose the locations of an order."""

    NAMED = "named"
    """Each line names its location."""
    ONE_LOCATION = "one_location"
    """One location serves all lines that name none."""
    FEWEST = "fewest"
    """No location had all, so as few as could be serve the lines that name none."""


class LocationReason(StrEnum):
    """The reason why a location serves, and not another one of the same use."""

    NAMED = "named"
    """A line names it."""
    KEPT = "kept"
    """The order had units there before."""
    RANKED = "ranked"
    """The caller ranks it before the others."""
    PRIORITY = "priority"
    """It comes first by its priority, then by its name."""


class Sourcing(NamedTuple):
    """The rule, the number of locations that had any units for it, and the reason of each one that
    serves.
    """

    rule: SourcingRule
    considered: int
    reasons: Mapping[str, LocationReason]


def sourcing(before: Reservation, after: Reservation, shelf: Shelf) -> Sourcing | None:
    """Return why the locations of `after` serve it, None if it has no units.

    The shelf has its units off already.
    """
    if len(after.lines) == 1 and not before.lines and not after.preference:
        sku, _, asked, allocations, _ = after.lines[0]
        if asked is None and len(allocations) == len(shelf.of(sku)) == 1:  # nearly all, of a shop of one location
            return _the_only_one(allocations[0].location)
    places = _places(after)
    if not places:
        return None
    kept = _places(before) if before.lines and before.preference == after.preference else ()
    reasons: dict[str, LocationReason] = {}
    for location, named in sorted(places.items()):
        reasons[location] = LocationReason.NAMED if named else _reason(location, after.preference.locations, kept)
    considered = _having_units(after, shelf)
    considered.update(places)
    return Sourcing(_rule(places), len(considered), reasons)


@lru_cache(maxsize=64)
def _the_only_one(location: str) -> Sourcing:
    return Sourcing(SourcingRule.ONE_LOCATION, 1, {location: LocationReason.PRIORITY})


def _places(reservation: Reservation) -> dict[str, bool]:
    """Return the locations of the units, with True where lines that name them have all of these."""
    places: dict[str, bool] = {}
    for line in reservation.lines:
        for location, held, taken in line.allocations:
            if held or taken:
                places[location] = places.get(location, True) and line.location is not None
    return places


def _rule(places: Mapping[str, bool]) -> SourcingRule:
    chosen = len(places) - sum(places.values())
    if not chosen:
        return SourcingRule.NAMED
    return SourcingRule.ONE_LOCATION if chosen == 1 else SourcingRule.FEWEST


def _reason(location: str, ranked: Container[str], kept: Container[str]) -> LocationReason:
    if location in kept:
        return LocationReason.KEPT
    return LocationReason.RANKED if location in ranked else LocationReason.PRIORITY


def _having_units(after: Reservation, shelf: Shelf) -> set[str]:
    """Return the locations that have units left for lines that name none."""
    found: set[str] = set()
    wishes = after.preference
    for sku, _, named, _, tracked in after.lines:
        if named is None and tracked:
            for row in shelf.of(sku):
                if row.serves and row.counters.available > 0 and (not wishes.only or wishes.allows(row.location)):
                    found.add(row.location)
    return found
