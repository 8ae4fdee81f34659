"""Locations as JSON, over HTTP and at the command line alike."""

from __future__ import annotations

from inventory.boundary.shown import ShownJson
from inventory.domain.locations import StoredLocation


class LocationJson(ShownJson):
    """A location and its attributes."""

    name: str
    sells: bool
    """True if orders are served from it. Units at other locations are counted apart."""
    priority: int
    """The lower, the earlier it serves an order that names no location. Equal ones go by name."""
    counts_as: str | None
    """A word for people about its units, such as `damaged`."""
    parent: str | None
    """The location that it is a part of."""
    returns_to: str | None
    """The location that its returned units go to."""
    active: bool
    """False takes no units and sells none."""
    settled: bool
    """False until the totals of all its stock follow the last change of `sells` and `active`."""
    version: int


def location_json(location: StoredLocation) -> LocationJson:
    """Return one location with its attributes."""
    settings = location.settings
    return {
        "name": location.name,
        "sells": settings.sells,
        "priority": settings.priority,
        "counts_as": settings.counts_as,
        "parent": settings.parent,
        "returns_to": settings.returns_to,
        "active": settings.active,
        "settled": location.settled,
        "version": location.version,
    }
