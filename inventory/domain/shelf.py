"""The locked stock rows of one batch, as its commands see and change them one after the other, in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, fields
from datetime import datetime

from inventory.domain.counters import Counters, Total
from inventory.domain.sourcing import Availability

StockKey = tuple[str, str]
"""A SKU and a location: the key of a stock row."""


_DESCRIPTIVE = {"descriptive": True}
"""Marks a column that is written apart from the counters, which change far more often."""


@dataclass(slots=True)
class StockRow:
    """One row of `product_inventory` under lock; `created` by this batch, `changed` by one of its commands.

    The fields before `created` are stored. This is their one declaration beside the table: statements read them
    (`inventory.database.rows`) and write the descriptive ones (`inventory.write_path.writing`) by what stands here.
    """

    sku: str
    location: str
    product_id: str = field(metadata=_DESCRIPTIVE)
    counters: Counters = field(default_factory=Counters)
    low_stock_threshold: int | None = field(default=None, metadata=_DESCRIPTIVE)
    catalog_quantity: int | None = field(default=None, metadata=_DESCRIPTIVE)
    catalog_at: datetime | None = field(default=None, metadata=_DESCRIPTIVE)
    described_at: datetime | None = field(default=None, metadata=_DESCRIPTIVE)
    threshold_at: datetime | None = field(default=None, metadata=_DESCRIPTIVE)
    version: int = 0
    last_updated_at: datetime | None = None
    priority: int = 0
    """Of its location."""
    _: KW_ONLY
    created: bool = False
    changed: bool = False
    described: bool = False
    """Whether a command has changed more of it than its counters."""
    place: StockKey = field(init=False)
    counters_before: Counters = field(init=False)
    """Its counters when it was locked."""
    threshold_before: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.place = self.sku, self.location
        self.counters_before, self.threshold_before = self.counters, self.low_stock_threshold

    @property
    def quantity_on_hand(self) -> int:
        return self.counters.on_hand

    @property
    def quantity_reserved(self) -> int:
        return self.counters.reserved

    @property
    def quantity_available(self) -> int:
        return self.counters.available

    @property
    def quantity_shortfall(self) -> int:
        return self.counters.shortfall

    def touch(self, counters: Counters, now: datetime) -> None:
        """Note that a command has changed this row, its counters to these.

        The transaction may have begun before another one whose change it waited for: the row's time never runs backwards.
        """
        self.counters = counters
        self.last_updated_at = now if self.last_updated_at is None else max(now, self.last_updated_at)
        self.version += 1
        self.changed = True


STORED = tuple(one.name for one in fields(StockRow) if one.init and not one.kw_only)
"""The stored fields, in the order in which `StockRow` takes them."""
DESCRIPTIVE = tuple(one.name for one in fields(StockRow) if "descriptive" in one.metadata)


class Shelf:
    """Stock rows by SKU; every row of a SKU that any command of the batch names is here, locked."""

    def __init__(self, rows: Iterable[StockRow], *, new_locations: Collection[str] = ()) -> None:
        """`new_locations` are those that were made for these rows."""
        self._new_locations = frozenset(new_locations)
        self._at: dict[StockKey, StockRow] = {}
        self._of: dict[str, list[StockRow]] = {}
        for row in rows:
            self._at[row.place] = row
            self._of.setdefault(row.sku, []).append(row)

    def __iter__(self) -> Iterator[StockRow]:
        return iter(self._at.values())

    def changed_skus(self) -> list[str]:
        """SKUs of which any counter, or what it is called, is not as it was when the rows were locked; and new ones, be it
        with no units.
        """
        touched = dict.fromkeys(row.sku for row in self if row.changed)
        return [sku for sku in touched if self._tells_news(sku)]

    def _tells_news(self, sku: str) -> bool:
        moved = any(row.created or row.counters != row.counters_before for row in self._of[sku] if row.changed)
        return moved or self.total(sku).level != self.before(sku).level

    def knows(self, sku: str) -> bool:
        """Whether there is stock of that name, be it zero units: a row made only to be locked does not count."""
        return any(row.changed or not row.created for row in self.of(sku))

    def of(self, sku: str) -> Sequence[StockRow]:
        return self._of.get(sku, ())

    def product_id(self, sku: str, *, unknown: str | None = None) -> str:
        """Return the product that the SKU belongs to, as its rows say. Of a SKU that nobody has spoken of it is `unknown`, or
        else the SKU itself.
        """
        known = (row.product_id for row in self.of(sku) if row.version)
        return next(known, sku if unknown is None else unknown)

    def locations(self, sku: str) -> list[str]:
        """Return where the SKU is known, sorted."""
        return sorted(row.location for row in self.of(sku) if row.changed or not row.created)

    def is_new_location(self, location: str) -> bool:
        return location in self._new_locations

    def count(self, skus: Iterable[str]) -> int:
        """How many rows these SKUs have here."""
        return sum(len(self.of(sku)) for sku in skus)

    def row(self, place: StockKey) -> StockRow:
        return self._at[place]

    def availabilities(self, sku: str, more: Mapping[StockKey, int]) -> list[Availability]:
        """What each location could give, with so many units `more` than are available there."""
        return [
            Availability(row.priority, row.location, row.counters.available + more.get(row.place, 0))
            for row in self.of(sku)
        ]

    def total(self, sku: str) -> Total:
        return Total.of((row.counters, row.low_stock_threshold) for row in self._of[sku])

    def before(self, sku: str) -> Total:
        """The total as it was when the rows were locked."""
        return Total.of((row.counters_before, row.threshold_before) for row in self._of[sku])
