"""One stock row of a batch in memory, as its commands change it."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field, fields
from datetime import datetime

from inventory.domain.policies import SkuPolicy
from inventory.domain.stock.counters import Counters
from inventory.domain.stock_rules import Rules, safety_stock_at, threshold_at, threshold_stated_at

StockKey = tuple[str, str]
"""A SKU and a location: the key of a stock row."""
_DESCRIPTIVE = {"descriptive": True}
"""Marks a column that changes far less often than the counters, and is written apart."""


@dataclass(slots=True)
class StockRow:
    """One row of `product_inventory` under lock.

    This batch made the row if it is `created`, and changed it if it is `changed`. The fields before
    `created` are stored. They are declared here and in the table alone: statements read them
    (`inventory.database.rows`) and write the descriptive ones (`inventory.write_path.writing`) by
    this declaration.
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
    sells: bool = field(default=True, metadata=_DESCRIPTIVE)
    """True if the totals of the SKU include this row. It follows the location (ADR 0053)."""
    noted_quantity: int | None = field(default=None, metadata=_DESCRIPTIVE)
    noted_at: datetime | None = field(default=None, metadata=_DESCRIPTIVE)
    noted_by: str | None = field(default=None, metadata=_DESCRIPTIVE)
    safety_stock: int | None = field(default=None, metadata=_DESCRIPTIVE)
    """Units that new orders do not get. None if no rule speaks of the stock of the SKU (ADR 0056).
    """
    version: int = 0
    last_updated_at: datetime | None = None
    priority: int | None = 0
    """Priority of its location. None if that does not sell, as of the beginning of the lock."""
    policy: SkuPolicy | None = None
    """Policy of its SKU, as it was when the row was read. None if it has none."""
    _: KW_ONLY
    created: bool = False
    changed: bool = False
    described: bool = False
    """True after a command has changed more than the counters."""
    place: StockKey = field(init=False)
    counters_before: Counters = field(init=False)
    """Counters of the row when it was locked."""
    threshold_before: int | None = field(init=False)
    sold_before: bool = field(init=False)
    safety_before: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.place = self.sku, self.location
        self.counters_before, self.threshold_before = self.counters, self.low_stock_threshold
        self.sold_before, self.safety_before = self.sells, self.safety_stock

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

    @property
    def quantity_to_ship(self) -> int:
        return self.counters.to_ship

    @property
    def quantity_on_shelf(self) -> int:
        return max(self.counters.on_shelf, 0)

    @property
    def quantity_sellable(self) -> int:
        return self.counters.available - self.kept_back

    @property
    def kept_back(self) -> int:
        """Return the available units that are safety stock."""
        return min(self.safety_stock, self.counters.available) if self.safety_stock else 0

    @property
    def tells_news(self) -> bool:
        """Return True if the totals of the SKU include the row otherwise than before.

        A row without units that joins or leaves is news as well: announcements list it.
        """
        if not self.changed or self.sells is not self.sold_before:
            return self.changed
        return self.sells and (self.created or self.counters != self.counters_before or self._keeps_other)

    @property
    def _keeps_other(self) -> bool:
        """Return True if another safety stock keeps more units back than before, or fewer."""
        available = self.counters.available
        return min(self.safety_stock or 0, available) != min(self.safety_before or 0, available)

    @property
    def serves(self) -> bool:
        """Return True if new orders may get units of the row."""
        return self.sells and self.priority is not None

    def mark_created(self) -> None:
        """Mark the row as one that this batch made. It sells as its location does.

        The row refers to its location, so nobody changes that before the commit.
        """
        self.created, self.last_updated_at = True, None
        if self.priority is None:
            self.sells, self.sold_before, self.described = False, False, True

    def follow_rules(self, rules: Rules) -> bool:
        """Take over the rules of its SKU. Returns True if that changes anything.

        The newest statement of the threshold counts, also among those of the catalogue.
        """
        known = self.safety_stock, self.low_stock_threshold, self.threshold_at
        self.safety_stock = safety_stock_at(rules, self.location)
        at = threshold_stated_at(rules, self.location)
        if at is not None and (self.threshold_at is None or at > self.threshold_at):
            self.low_stock_threshold, self.threshold_at = threshold_at(rules, self.location), at
        changed = known != (self.safety_stock, self.low_stock_threshold, self.threshold_at)
        self.described = self.described or changed
        return changed

    def touch(self, counters: Counters, now: datetime) -> None:
        """Set the counters of the row, and mark it as changed.

        Its time never runs backwards, even if another transaction that began later changed it
        first.
        """
        self.counters = counters
        self.last_updated_at = now if self.last_updated_at is None else max(now, self.last_updated_at)
        self.version += 1
        self.changed = True


STORED = tuple(one.name for one in fields(StockRow) if one.init and not one.kw_only)
"""The stored fields, in the order of the arguments of `StockRow`."""
DESCRIPTIVE = tuple(one.name for one in fields(StockRow) if "descriptive" in one.metadata)
