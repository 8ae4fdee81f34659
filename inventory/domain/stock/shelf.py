"""Locked stock rows of one batch in memory, as its commands change them one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, fields
from datetime import datetime

from inventory.domain.commands import DEFAULT_LOCATION
from inventory.domain.policies import SkuPolicy
from inventory.domain.stock.counters import Counters, Total
from inventory.domain.stock.sourcing import Availability
from inventory.errors import LocationInactive, LocationNotSetUp

StockKey = tuple[str, str]
"""A SKU and a location: the key of a stock row."""


_LAST = 2**31
"""Greater than every priority."""
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

    def __post_init__(self) -> None:
        self.place = self.sku, self.location
        self.counters_before, self.threshold_before = self.counters, self.low_stock_threshold
        self.sold_before = self.sells

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
    def tells_news(self) -> bool:
        """Return True if the totals of the SKU include the row otherwise than before.

        A row without units that joins or leaves is news as well: announcements list it.
        """
        if not self.changed or self.sells is not self.sold_before:
            return self.changed
        return self.sells and (self.created or self.counters != self.counters_before)

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


_SOLD = SkuPolicy("")


class Shelf:
    """Stock rows by SKU. Every row of a SKU that any command of the batch names is here, locked."""

    def __init__(
        self, rows: Iterable[StockRow], *, new_locations: Collection[str] = (), policies: Iterable[SkuPolicy] = ()
    ) -> None:
        """`new_locations` are the locations that were made for these rows. `policies` count before
        those of the rows.
        """
        self._unknown = frozenset(new_locations)
        self._inactive: frozenset[str] = frozenset()
        self._at: dict[StockKey, StockRow] = {}
        self._of: dict[str, list[StockRow]] = {}
        self._policies = {policy.sku: policy for policy in policies}
        self.has_policies = bool(self._policies)
        """False if no SKU has a policy. Then each is tracked and sold, and so is each line."""
        for row in rows:
            self._at[row.place] = row
            self._of.setdefault(row.sku, []).append(row)
            if row.policy is not None:
                self.has_policies = True

    def __iter__(self) -> Iterator[StockRow]:
        return iter(self._at.values())

    def changed_skus(self) -> list[str]:
        """Return SKUs whose counters or level changed since they were locked.

        SKUs with a new row are among them, even with no units. Rows that do not sell tell no news.
        """
        touched = dict.fromkeys(row.sku for row in self if row.changed)
        return [sku for sku in touched if self._tells_news(sku)]

    def _tells_news(self, sku: str) -> bool:
        moved = any(row.tells_news for row in self._of[sku])
        return moved or self.total(sku).level != self.before(sku).level

    def knows(self, sku: str) -> bool:
        """Return True if the SKU has stock, even zero units. A row made only to lock is none."""
        return any(row.changed or not row.created for row in self.of(sku))

    def of(self, sku: str) -> Sequence[StockRow]:
        return self._of.get(sku, ())

    def policy(self, sku: str) -> SkuPolicy:
        """Return the policy of the SKU, after the commands so far."""
        rows = self._of.get(sku)
        known = self._policies.get(sku) or (rows[0].policy if rows else None)
        return _SOLD if known is None else known

    def set_policy(self, policy: SkuPolicy) -> None:
        self._policies[policy.sku] = policy
        self.has_policies = True

    def product_id(self, sku: str, *, unknown: str | None = None) -> str:
        """Return the product of the SKU, as its rows say.

        A SKU without known rows is of the product `unknown`, or else of the product with its own
        name.
        """
        known = (row.product_id for row in self.of(sku) if row.version)
        return next(known, sku if unknown is None else unknown)

    def locations(self, sku: str) -> list[str]:
        """Return the known locations of the SKU, sorted."""
        return sorted(row.location for row in self.of(sku) if row.changed or not row.created)

    def note_locations(self, *, unknown: Collection[str], inactive: Collection[str]) -> None:
        """Note locations that requests name and may not."""
        self._unknown, self._inactive = self._unknown.union(unknown), frozenset(inactive)

    def is_unknown(self, location: str) -> bool:
        """Return True if the location was not there when it was looked for."""
        return location in self._unknown

    def require_usable(self, location: str) -> None:
        """Raise `LocationNotSetUp` or `LocationInactive` unless requests may name the location.

        An earlier fact of the batch may have made it. The default location needs no set-up.
        """
        unknown = location in self._unknown and location != DEFAULT_LOCATION
        if unknown and not any(row.version for row in self if row.location == location):
            raise LocationNotSetUp(location=location)
        if location in self._inactive:
            raise LocationInactive(location=location)

    def count(self, skus: Iterable[str]) -> int:
        """Return the number of rows that these SKUs have here."""
        return sum(len(self.of(sku)) for sku in skus)

    def row(self, place: StockKey) -> StockRow:
        return self._at[place]

    def find(self, place: StockKey) -> StockRow | None:
        return self._at.get(place)

    def availabilities(self, sku: str, more: Mapping[StockKey, int]) -> list[Availability]:
        """Return the units that each location could give: its available ones, and `more`.

        One that does not sell gives no more than those. They come last.
        """
        return [
            Availability(row.priority, row.location, row.counters.available + more.get(row.place, 0))
            if row.priority is not None and row.sells
            else Availability(_LAST, row.location, more.get(row.place, 0))
            for row in self.of(sku)
        ]

    def total(self, sku: str) -> Total:
        """Return the sums over the rows that sell."""
        return Total.of((row.counters, row.low_stock_threshold) for row in self._of[sku] if row.sells)

    def before(self, sku: str) -> Total:
        """Return the total as it was when the rows were locked."""
        return Total.of((row.counters_before, row.threshold_before) for row in self._of[sku] if row.sold_before)
