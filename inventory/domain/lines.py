"""Lines: units of a SKU, as orders, dispatches and returns name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple


class Line(NamedTuple):
    """`quantity` units of `sku`, from `location` if the caller names one."""

    sku: str
    quantity: int
    location: str | None = None


def merge_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Merge lines of one SKU and location (or none). Sorted, so that equal orders compare equal."""
    merged: dict[tuple[str, str | None], int] = {}
    for line in lines:
        merged[line.sku, line.location] = merged.get((line.sku, line.location), 0) + line.quantity
    ordered = sorted(merged.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    return tuple(Line(sku, quantity, location) for (sku, location), quantity in ordered)


def units_by_sku(lines: Iterable[Line]) -> Counter[str]:
    """Return the units of each SKU, wherever the lines want them."""
    units: Counter[str] = Counter()
    for sku, quantity, _ in lines:
        units[sku] += quantity
    return units


def beyond(lines: Iterable[Line], left: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Return each SKU with more units asked for than are `left`, and both numbers, sorted."""
    asked = sorted(units_by_sku(lines).items())
    rest = {sku: max(left.get(sku, 0), 0) for sku, _ in asked}
    return [(sku, units, rest[sku]) for sku, units in asked if units > rest[sku]]


def rank(lines: Iterable[Line]) -> list[tuple[str, int, str]]:
    """Return the rank of lines. Of two that were said of the same instant the greater count."""
    return [(line.sku, line.quantity, line.location or "") for line in lines]


class Disposition(StrEnum):
    """The state of units that came back. Only sellable ones are for sale again."""

    SELLABLE = "sellable"
    DAMAGED = "damaged"
    INSPECT = "inspect"


class ReturnLine(NamedTuple):
    """`quantity` units of `sku` that came back, to `location` if the caller names one."""

    sku: str
    quantity: int
    disposition: Disposition
    location: str | None = None

    @property
    def line(self) -> Line:
        return Line(self.sku, self.quantity, self.location)


def merge_return_lines(lines: Iterable[ReturnLine]) -> tuple[ReturnLine, ...]:
    """Merge lines of one SKU, disposition and location (or none). Sorted, so that equal returns
    compare equal.
    """
    merged: dict[tuple[str, Disposition, str | None], int] = {}
    for sku, quantity, disposition, location in lines:
        merged[sku, disposition, location] = merged.get((sku, disposition, location), 0) + quantity
    ordered = sorted(merged.items(), key=lambda one: (one[0][0], one[0][1], one[0][2] or ""))
    return tuple(ReturnLine(sku, quantity, disposition, location) for (sku, disposition, location), quantity in ordered)


def rank_of_return(lines: Iterable[ReturnLine]) -> list[tuple[str, str, int, str]]:
    """Return the rank of lines. Of two that were said of the same instant the greater count."""
    return [(line.sku, line.disposition.value, line.quantity, line.location or "") for line in lines]
