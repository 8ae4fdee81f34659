"""A location as people set it up, and the locations that the caller of an order prefers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

DEFAULT_PRIORITY = 100
MAX_PRIORITY = 1_000_000
MAX_PREFERRED = 100
"""Maximum number of locations that an order may rank."""
NEVER = "never"
"""The value of `split` for an order that one location serves, or none."""


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


class Preference(NamedTuple):
    """Wishes of a caller for the locations of an order (ADR 0063). False without any.

    The `locations` come before all others. With `only` no others serve. They are for lines that
    name no location. With `whole` one location serves all lines, or nothing is held.
    """

    locations: tuple[str, ...] = ()
    only: bool = False
    whole: bool = False

    def __bool__(self) -> bool:
        return bool(self.locations) or self.whole

    def allows(self, location: str) -> bool:
        """Return True if the location may serve lines that name none."""
        return not self.only or location in self.locations


NO_PREFERENCE = Preference()


def preference(
    *, locations: Sequence[str] | None = None, locations_first: Sequence[str] | None = None, split: str | None = None
) -> Preference:
    """Return the wishes by the fields of a request or an event. A name counts where it is first.

    With both lists only `locations` serve, and of these the `locations_first` come first.
    """
    first = [one for one in locations_first or () if not locations or one in locations]
    ranked = tuple(dict.fromkeys([*first, *(locations or ())]))
    return Preference(ranked, only=bool(locations), whole=split == NEVER)
