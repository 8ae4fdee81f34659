"""Limits of a caller: its orders, its locations, its units at once, its hold times (ADR 0039).

A token of ours or a JWT carries them. A caller without limits may do everything that its scopes
open, for every order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from inventory.errors import BeyondToken

MAX_TEXT = 255
MAX_LOCATIONS = 100
MAX_NUMBER = 2**53
"""The greatest whole number that every JSON library reads exactly."""


class Allowance(NamedTuple):
    """Limits of a caller, None where it has no limit.

    A refusal names the limit, its value, and the value that the caller asked for.
    """

    order_prefix: str | None = None
    """The beginning of the ids of its orders."""
    locations: frozenset[str] | None = None
    """The locations of its units."""
    max_units: int | None = None
    """Maximum number of units in all its running holds together."""
    max_hold_seconds: int | None = None
    """Maximum life of one of its holds, extensions included."""

    @property
    def is_of_all(self) -> bool:
        """Return True for a caller of all orders and locations. Events and names can't be told
        apart by them.
        """
        return self.order_prefix is None and self.locations is None

    def require_order(self, order_id: str) -> None:
        """Raise `BeyondToken` for the order of somebody else."""
        if self.order_prefix is not None and not order_id.startswith(self.order_prefix):
            raise BeyondToken(exceeded="order_prefix", allowed=self.order_prefix, asked=order_id)

    def require_location(self, location: str | None, *, named: str | None = None) -> None:
        """Raise `BeyondToken` for a location outside the limit, and for None (any location).

        The refusal tells of `named` instead, if the caller has named that and no location.
        """
        if self.locations is not None and location not in self.locations:
            asked = "any location: name one in each line, or list `locations`" if location is None else location
            raise BeyondToken(exceeded="locations", allowed=", ".join(sorted(self.locations)), asked=named or asked)

    def require_locations(self, locations: Iterable[str | None]) -> None:
        """Raise `BeyondToken` unless all locations are allowed."""
        if self.locations is not None:
            for location in locations:
                self.require_location(location)

    def require_seconds(self, seconds: int | None) -> None:
        """Raise `BeyondToken` for a longer hold. Without a time the caller gets an allowed one."""
        if self.max_hold_seconds is not None and seconds is not None and seconds > self.max_hold_seconds:
            raise BeyondToken(exceeded="max_hold_seconds", allowed=str(self.max_hold_seconds), asked=str(seconds))

    def require_units(self, units: int) -> None:
        """Raise `BeyondToken` if `units`, in all running holds of the caller, are too many."""
        if self.max_units is not None and units > self.max_units:
            raise BeyondToken(exceeded="max_units", allowed=str(self.max_units), asked=str(units))

    def as_json(self) -> dict[str, Any]:
        """Return the limits that are set, as a token stores them."""
        written = {**self._asdict(), "locations": None if self.locations is None else sorted(self.locations)}
        return {name: value for name, value in written.items() if value is not None}


UNLIMITED = Allowance()


def read(stored: object) -> Allowance:
    """Return the limits that `Allowance.as_json` wrote, or that a JWT claims.

    Raises `ValueError` for anything unknown, because an ignored limit would be no limit.
    """
    if not isinstance(stored, Mapping):
        raise ValueError("must be an object")  # noqa: TRY004 - as for everything else that is wrong with it
    if unknown := stored.keys() - set(Allowance._fields):
        raise ValueError(f"has a member that is not known: {min(map(str, unknown))}")
    return Allowance(
        order_prefix=_text(stored["order_prefix"], "order_prefix") if "order_prefix" in stored else None,
        locations=_locations(stored["locations"]) if "locations" in stored else None,
        max_units=_number(stored["max_units"], "max_units", 0) if "max_units" in stored else None,
        max_hold_seconds=_number(stored["max_hold_seconds"], "max_hold_seconds", 1)
        if "max_hold_seconds" in stored
        else None,
    )


def _text(given: object, name: str) -> str:
    if not isinstance(given, str) or not 0 < len(given) <= MAX_TEXT or not given.isprintable():
        raise ValueError(f"{name} must be 1 to {MAX_TEXT} printable characters")
    return given


def _locations(given: object) -> frozenset[str]:
    if not isinstance(given, Collection) or isinstance(given, str | Mapping) or not 0 < len(given) <= MAX_LOCATIONS:
        raise ValueError(f"locations must be a list of 1 to {MAX_LOCATIONS} names")
    return frozenset(_text(location, "each location") for location in given)


def _number(given: object, name: str, least: int) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= MAX_NUMBER:
        raise ValueError(f"{name} must be a whole number from {least}")
    return given
