"""Names of the levels of stock (`counters.Total.level`)."""

from __future__ import annotations

from enum import StrEnum


class StockLevel(StrEnum):
    """The level of a SKU, over all locations or over some. The first that fits counts."""

    SHORT = "short"
    OUT_OF_STOCK = "out_of_stock"
    LOW = "low"
    IN_STOCK = "in_stock"
