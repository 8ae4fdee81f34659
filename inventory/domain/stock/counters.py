"""Counters of stock as a pure value. Two numbers are the truth, the others follow (ADR 0006).

`physical` is the sum of the ledger of supply, sales and counts. `reserved` is the promised units.
The columns of the database are their normal form: on hand is never less than reserved, and the
shortfall is the difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Self

from inventory.domain.stock.levels import StockLevel


class Counters(NamedTuple):
    """Units of one SKU at one location.

    `physical` is below zero if more was sold than the catalogue now states as its supply.
    """

    physical: int = 0
    reserved: int = 0
    to_ship: int = 0
    """Units that are sold, and still lie there: no part of the physical ones (ADR 0058)."""

    @classmethod
    def of_columns(cls, on_hand: int, reserved: int, shortfall: int, to_ship: int = 0) -> Counters:
        return cls(on_hand - shortfall, reserved, to_ship)

    @property
    def columns(self) -> tuple[int, int, int]:
        """Return on hand, reserved and shortfall, as the database has them."""
        physical, reserved, _ = self
        return (physical, reserved, 0) if physical >= reserved else (reserved, reserved, reserved - physical)

    @property
    def on_hand(self) -> int:
        return max(self.physical, self.reserved)

    @property
    def shortfall(self) -> int:
        return max(self.reserved - self.physical, 0)

    @property
    def on_shelf(self) -> int:
        """Return the units that lie there, if all that left was reported. Negative where more left
        than was ever supplied.
        """
        return self.physical + self.to_ship

    @property
    def available(self) -> int:
        physical, reserved, _ = self
        return physical - reserved if physical > reserved else 0

    def moved(self, physical: int, reserved: int) -> Counters:
        return Counters(self[0] + physical, self[1] + reserved, self[2])

    def shipping(self, units: int) -> Counters:
        """Return the counters with so many more units to ship."""
        return self._replace(to_ship=self.to_ship + units)


class Total(NamedTuple):
    """One SKU over all its locations."""

    on_hand: int
    reserved: int
    available: int
    shortfall: int
    threshold: int | None
    kept_back: int = 0
    """Available units that are safety stock."""
    to_ship: int = 0

    @classmethod
    def of(cls, parts: Iterable[tuple[Counters, int | None, int | None]]) -> Self:
        """Return the sums of the counters, of the thresholds that are set, and of the available
        units that each safety stock keeps back.
        """
        on_hand = reserved = available = shortfall = kept_back = to_ship = 0
        threshold = None
        for counters, low, safety_stock in parts:
            shown, held, missing = counters.columns
            on_hand += shown
            reserved += held
            available += shown - held
            shortfall += missing
            to_ship += counters.to_ship
            if low is not None:
                threshold = (threshold or 0) + low
            if safety_stock:
                kept_back += min(safety_stock, shown - held)
        return cls(on_hand, reserved, available, shortfall, threshold, kept_back, to_ship)

    @property
    def sellable(self) -> int:
        return self.available - self.kept_back

    @property
    def level(self) -> StockLevel:
        """Return the first level that fits: `short` (promised units are missing), `out_of_stock`
        (none can be sold), `low` (at or below the threshold), else `in_stock`.
        """
        if self.shortfall:
            return StockLevel.SHORT
        if not self.sellable:
            return StockLevel.OUT_OF_STOCK
        if self.threshold is not None and self.sellable <= self.threshold:
            return StockLevel.LOW
        return StockLevel.IN_STOCK
