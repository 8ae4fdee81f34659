"""The states of orders and of stock that outcomes tell, as they are held against what is there (ADR
0023).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias, assert_never

from inventory.domain.commands import DEFAULT_LOCATION
from inventory.domain.representation import moment_json


class AnnouncedLine(NamedTuple):
    """A line of an order, without where its units are: that may be another place when it is done
    again.
    """

    sku: str
    quantity: int
    location: str | None

    def __str__(self) -> str:
        return f"{self.quantity} of {self.sku}" + (f" at {self.location}" if self.location is not None else "")


class OrderState(NamedTuple):
    status: str
    lines: tuple[AnnouncedLine, ...] | None
    """None where they were too many to be announced."""
    held_until: datetime | None = None
    """When its hold ends. None without one."""

    def __str__(self) -> str:
        lines = "lines not told" if self.lines is None else ", ".join(map(str, self.lines))
        end = f", until {moment_json(self.held_until)}" if self.held_until is not None else ""
        return (f"{self.status}: {lines}" if lines else self.status) + end

    def holds_for(self, told: OrderState) -> bool:
        """Return True if what was told is so. A hold that was made again may end later than was
        told.
        """
        if self.lines is None or told.lines is None:
            return False
        if told.held_until is not None and (self.held_until is None or self.held_until < told.held_until):
            return False
        return (self.status, self.lines) == (told.status, told.lines)


class Units(NamedTuple):
    """Units on hand at one location."""

    location: str
    quantity: int


class StockState(NamedTuple):
    on_hand: int
    reserved: int
    shortfall: int
    places: tuple[Units, ...] | None
    """The location of the units on hand are. None where the locations were too many to be
    announced.
    """

    def __str__(self) -> str:
        missing = f", shortfall {self.shortfall}" if self.shortfall else ""
        return f"on hand {self.on_hand}{self._where}, reserved {self.reserved}{missing}"

    @property
    def _where(self) -> str:
        """The locations, unless a shop has just one."""
        if self.places is None:
            return " (locations not told)"
        if {each.location for each in self.places} <= {DEFAULT_LOCATION}:
            return ""
        return f" ({', '.join(f'{each.quantity} at {each.location}' for each in self.places)})"

    def holds_for(self, told: StockState) -> bool:
        """Return True if what was told is so."""
        return self.places is not None and self == told


State: TypeAlias = OrderState | StockState


def is_so(told: State, now: State | None) -> bool:
    """Return True if what was told is so now. False as well where too little was told to know."""
    match told:
        case OrderState():
            return isinstance(now, OrderState) and now.holds_for(told)
        case StockState():
            return isinstance(now, StockState) and now.holds_for(told)
        case _:
            assert_never(told)


def lines_of(told: Iterable[Mapping[str, Any]]) -> tuple[AnnouncedLine, ...]:
    each = (AnnouncedLine(line["sku"], line["quantity"], line.get("location")) for line in told)
    return tuple(sorted(each, key=lambda line: (line.sku, line.quantity, line.location or "")))


def places_of(units: Iterable[tuple[str, int]]) -> tuple[Units, ...]:
    """The locations that have any units, in their order: an empty one comes and goes without a
    word.
    """
    return tuple(sorted(Units(location, quantity) for location, quantity in units if quantity))
