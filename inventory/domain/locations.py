"""A location as people set it up."""

from __future__ import annotations

from typing import NamedTuple

DEFAULT_PRIORITY = 100
MAX_PRIORITY = 1_000_000


class LocationSettings(NamedTuple):
    """The attributes of a location. New ones sell.

    `counts_as` is a word for people, for example `damaged`. `parent` is the location that this one
    is a part of, and `returns_to` the one that its returned units go to.
    """

    priority: int = DEFAULT_PRIORITY
    sells: bool = True
    counts_as: str | None = None
    parent: str | None = None
    returns_to: str | None = None
    active: bool = True


class StoredLocation(NamedTuple):
    """A location with its settings, its version, and True if all its stock follows them."""

    name: str
    settings: LocationSettings
    version: int
    settled: bool
