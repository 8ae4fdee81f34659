"""The counters of stock as a pure value. Two numbers are the truth, the rest follows from them (ADR 0006).

`physical` is what the ledger of supply, sales and counts adds up to; `reserved` is what is promised. The database's
columns are their normal form: on hand never shows less than what is reserved, and what is missing is the shortfall.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Self


class Counters(NamedTuple):
    """Units of one SKU at one location. `physical` may be below zero: more was sold than the catalogue now says it supplied."""

    physical: int = 0
    reserved: int = 0

    @classmethod
    def of_columns(cls, on_hand: int, reserved: int, shortfall: int) -> Counters:
        return cls(on_hand - shortfall, reserved)

    @property
    def columns(self) -> tuple[int, int, int]:
        """On hand, reserved and shortfall, as the database has them."""
        physical, reserved = self
        return (physical, reserved, 0) if physical >= reserved else (reserved, reserved, reserved - physical)

    @property
    def on_hand(self) -> int:
        return max(self.physical, self.reserved)

    @property
    def shortfall(self) -> int:
        return max(self.reserved - self.physical, 0)

    @property
    def available(self) -> int:
        physical, reserved = self
        return physical - reserved if physical > reserved else 0

    def moved(self, physical: int, reserved: int) -> Counters:
        return Counters(self[0] + physical, self[1] + reserved)


class Total(NamedTuple):
    """One SKU over all its locations."""

    on_hand: int
    reserved: int
    available: int
    shortfall: int
    threshold: int | None

    @classmethod
    def of(cls, parts: Iterable[tuple[Counters, int | None]]) -> Self:
        """The sum of the counters, and of the thresholds that are set."""
        on_hand = reserved = available = shortfall = 0
        threshold = None
        for counters, low in parts:
            shown, held, missing = counters.columns
            on_hand += shown
            reserved += held
            available += shown - held
            shortfall += missing
            if low is not None:
                threshold = (threshold or 0) + low
        return cls(on_hand, reserved, available, shortfall, threshold)

    @property
    def level(self) -> str:
        """`short`: promised units are missing; `out_of_stock`; `low`: at or below the threshold; else `in_stock`."""
        if self.shortfall:
            return "short"
        if not self.available:
            return "out_of_stock"
        if self.threshold is not None and self.available <= self.threshold:
            return "low"
        return "in_stock"
