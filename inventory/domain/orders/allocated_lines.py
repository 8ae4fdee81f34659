"""Lines of an order with the units that it has."""

from __future__ import annotations

from typing import NamedTuple

from inventory.domain.lines import Line


class Allocation(NamedTuple):
    """Units of a line at one location: `held` still on the shelf, `taken` off it."""

    location: str
    held: int
    taken: int


class AllocatedLine(NamedTuple):
    """An ordered line with its allocations. `location` is the one that the caller named, if any.

    A line of an untracked SKU is met without allocations. It stays untracked as long as the order
    has its units, even if the SKU is tracked meanwhile.
    """

    sku: str
    quantity: int
    location: str | None = None
    allocations: tuple[Allocation, ...] = ()
    tracked: bool = True

    @property
    def met(self) -> bool:
        """Return True if the order has the units of this line, or needs none for it."""
        return self.units == self.quantity

    @property
    def units(self) -> int:
        """Return the units that the order has for this line, or needs none for."""
        return sum(held + taken for _, held, taken in self.allocations) if self.tracked else self.quantity

    @property
    def line(self) -> Line:
        return Line(self.sku, self.quantity, self.location)


def unallocated(lines: tuple[Line, ...]) -> tuple[AllocatedLine, ...]:
    """Return ordered lines without units."""
    return tuple(AllocatedLine(*line) for line in lines)
