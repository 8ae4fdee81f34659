"""Which location serves a line: a pure function of the line and what is available (docs/life-of-a-reservation.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Availability(NamedTuple):
    """What one location could give now. Sorts in the order in which locations serve."""

    priority: int
    location: str
    available: int


class Share(NamedTuple):
    """`quantity` units to come from `location`."""

    location: str
    quantity: int


def source(quantity: int, location: str | None, availabilities: Sequence[Availability]) -> list[Share]:
    """Where `quantity` units come from: the named location; else the first that can give all; else split by priority.

    The shares add up to less than `quantity` when there is not enough. Ties of priority go by the location's name.
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
