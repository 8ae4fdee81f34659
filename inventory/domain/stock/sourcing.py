"""Choose the locations that serve a line. Pure (docs/life-of-a-reservation.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Availability(NamedTuple):
    """The units that a location could give now. Sorts in the order of service."""

    priority: int
    location: str
    available: int


class Share(NamedTuple):
    """`quantity` units to come from `location`."""

    location: str
    quantity: int


def source(quantity: int, location: str | None, availabilities: Sequence[Availability]) -> list[Share]:
    """Return the shares of the locations that serve `quantity` units.

    A named location serves alone. Else the first location with all units serves, else the units are
    split by priority. Ties of priority go by the name of the location. The shares add up to less
    than `quantity` when there is not enough.
    """
    candidates = [a for a in availabilities if a.available > 0 and (location is None or location == a.location)]
    candidates.sort()
    for candidate in candidates:
        if candidate.available >= quantity:
            return [Share(candidate.location, quantity)]
    shares: list[Share] = []
    for candidate in candidates:
        missing = quantity - sum(share.quantity for share in shares)
        if missing:
            shares.append(Share(candidate.location, min(missing, candidate.available)))
    return shares
