"""The locked stock rows of one batch, as its commands see and change them one after the other, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from inventory.levels import Level, Total
from inventory.sourcing import Availability

Place = tuple[str, str]
"""A SKU and a location: the key of a stock row."""


@dataclass(slots=True)
class StockRow:
    """One row of `product_inventory` under lock; `created` by this batch, `changed` by one of its commands."""

    sku: str
    location: str
    product_id: str
    level: Level = field(default_factory=Level)
    low_stock_threshold: int | None = None
    catalog_quantity: int | None = None
    catalog_at: datetime | None = None
    described_at: datetime | None = None
    threshold_at: datetime | None = None
    version: int = 0
    last_updated_at: datetime | None = None
    priority: int = 0
    created: bool = False
    changed: bool = False

    @property
    def place(self) -> Place:
        return self.sku, self.location

    @property
    def quantity_on_hand(self) -> int:
        return self.level.on_hand

    @property
    def quantity_reserved(self) -> int:
        return self.level.reserved

    @property
    def quantity_available(self) -> int:
        return self.level.available

    @property
    def quantity_shortfall(self) -> int:
        return self.level.shortfall

    def touch(self, level: Level, now: datetime) -> None:
        """Note that a command has changed this row, its counters to `level`."""
        self.level = level
        self.last_updated_at = now
        self.version += 1
        self.changed = True


class Shelf:
    """Stock rows by SKU; every row of a SKU that any command of the batch names is here, locked."""

    def __init__(self, rows: Iterable[StockRow]) -> None:
        self._rows: dict[str, dict[str, StockRow]] = {}
        for row in rows:
            self._rows.setdefault(row.sku, {})[row.location] = row
        self._before = {sku: self.total(sku) for sku in self._rows}
        self._levels_before = {row.place: row.level for row in self}
        self._known = {sku for sku, rows_ in self._rows.items() if not all(row.created for row in rows_.values())}

    def __iter__(self) -> Iterator[StockRow]:
        for rows_ in self._rows.values():
            yield from rows_.values()

    def changed_skus(self) -> list[str]:
        """SKUs of which any counter, or what it is called, is not as it was when the rows were locked; and new ones, be it
        with no units.
        """
        touched = dict.fromkeys(row.sku for row in self if row.changed)
        return [sku for sku in touched if self._tells_news(sku)]

    def _tells_news(self, sku: str) -> bool:
        moved = any(row.created or row.level != self._levels_before[row.place] for row in self.of(sku) if row.changed)
        return moved or self.total(sku).name != self._before[sku].name

    def knows(self, sku: str) -> bool:
        """Whether there is stock of that name, be it zero units: a row made only to be locked does not count."""
        return sku in self._known or any(row.changed for row in self.of(sku))

    def of(self, sku: str) -> list[StockRow]:
        return list(self._rows.get(sku, {}).values())

    def product_id(self, sku: str) -> str:
        """The product that the SKU belongs to, as its rows say; a SKU that nobody has spoken of is its own product."""
        known = (row.product_id for row in self.of(sku) if row.version)
        return next(known, sku)

    def count(self, skus: Iterable[str]) -> int:
        """How many rows these SKUs have here."""
        return sum(len(self._rows.get(sku, ())) for sku in skus)

    def row(self, place: Place) -> StockRow:
        sku, location = place
        return self._rows[sku][location]

    def availabilities(self, sku: str, moves: dict[Place, Level]) -> list[Availability]:
        """What each location could give, were the levels in `moves` those of their places."""
        return [
            Availability(row.priority, row.location, moves.get(row.place, row.level).available) for row in self.of(sku)
        ]

    def total(self, sku: str) -> Total:
        rows_ = self.of(sku)
        thresholds = [row.low_stock_threshold for row in rows_ if row.low_stock_threshold is not None]
        return Total(
            on_hand=sum(row.level.on_hand for row in rows_),
            reserved=sum(row.level.reserved for row in rows_),
            available=sum(row.level.available for row in rows_),
            shortfall=sum(row.level.shortfall for row in rows_),
            threshold=sum(thresholds) if thresholds else None,
        )

    def before(self, sku: str) -> Total:
        """The total as it was when the rows were locked."""
        return self._before[sku]
