"""The announced states of orders and stock, for a comparison with the database (ADR 0023)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias, assert_never

from inventory.domain.commands import DEFAULT_LOCATION
from inventory.domain.representation import moment_json


class AnnouncedLine(NamedTuple):
    """A line of an order, without the locations of its units. They may differ when the order is
    done again.
    """

    sku: str
    quantity: int
    location: str | None

    def __str__(self) -> str:
        return f"{self.quantity} of {self.sku}" + (f" at {self.location}" if self.location is not None else "")


class OrderState(NamedTuple):
    status: str
    lines: tuple[AnnouncedLine, ...] | None
    """None if the lines were too many to be announced."""
    held_until: datetime | None = None
    """The end of the hold. None without a hold."""

    def __str__(self) -> str:
        lines = "lines not told" if self.lines is None else ", ".join(map(str, self.lines))
        end = f", until {moment_json(self.held_until)}" if self.held_until is not None else ""
        return (f"{self.status}: {lines}" if lines else self.status) + end

    def holds_for(self, told: OrderState) -> bool:
        """Return True if this state fits the announced one. A hold that was made again may end
        later than announced. Returns False if either state lacks its lines.
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
    """The locations of the units on hand. None if the locations were too many to be announced."""

    def __str__(self) -> str:
        missing = f", shortfall {self.shortfall}" if self.shortfall else ""
        return f"on hand {self.on_hand}{self._where}, reserved {self.reserved}{missing}"

    @property
    def _where(self) -> str:
        """Return the locations in words, or nothing for a shop with only the default location."""
        if self.places is None:
            return " (locations not told)"
        if {each.location for each in self.places} <= {DEFAULT_LOCATION}:
            return ""
        return f" ({', '.join(f'{each.quantity} at {each.location}' for each in self.places)})"

    def holds_for(self, told: StockState) -> bool:
        """Return True if this state equals the announced one. False if that lacks its locations."""
        return self.places is not None and self == told


State: TypeAlias = OrderState | StockState


def is_so(told: State, now: State | None) -> bool:
    """Return True if the announced state is also the present one. False if too little was
    announced.
    """
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
    """Return the locations that have any units, sorted. An empty one comes and goes without an
    announcement.
    """
    return tuple(sorted(Units(location, quantity) for location, quantity in units if quantity))
