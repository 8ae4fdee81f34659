"""Locked stock rows of one batch in memory, as its commands change them one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from inventory.domain.commands import DEFAULT_LOCATION
from inventory.domain.policies import SkuPolicy
from inventory.domain.stock.counters import Total
from inventory.domain.stock.return_places import NO_RETURNS
from inventory.domain.stock.row import StockKey, StockRow
from inventory.domain.stock.sourcing import LAST, Availability
from inventory.errors import LocationInactive, LocationNotSetUp

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
        self.return_places = NO_RETURNS
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
        for row in self._of.get(sku, ()):  # noqa: SIM110 - a generator costs more than the look
            if row.changed or not row.created:
                return True
        return False

    def available(self, sku: str) -> dict[str, int]:
        """Return the available units at each location that serves the SKU."""
        return {row.location: row.counters.available for row in self.of(sku) if row.serves}

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

    def require_known(self, location: str) -> None:
        """Raise `LocationNotSetUp` unless the location is there.

        An earlier fact of the batch may have made it. The default location needs no set-up.
        """
        unknown = location in self._unknown and location != DEFAULT_LOCATION
        if unknown and not any(row.version for row in self if row.location == location):
            raise LocationNotSetUp(location=location)

    def require_usable(self, location: str) -> None:
        """Raise `LocationNotSetUp` or `LocationInactive` unless requests may name the location."""
        self.require_known(location)
        if location in self._inactive:
            raise LocationInactive(location=location)

    def places(self, sku: str) -> list[str]:
        """Return the known locations of the SKU, in the order of service. Those that serve nobody
        come last. An unknown SKU is known at the default location, if it has a row there.
        """
        rows = [row for row in self.of(sku) if row.changed or not row.created]
        rows = rows or [row for row in self.of(sku) if row.location == DEFAULT_LOCATION] or [*self.of(sku)]
        rows.sort(key=lambda row: (not row.serves, row.priority if row.priority is not None else LAST, row.location))
        return [row.location for row in rows]

    def count(self, skus: Iterable[str]) -> int:
        """Return the number of rows that these SKUs have here."""
        return sum(len(self.of(sku)) for sku in skus)

    def row(self, place: StockKey) -> StockRow:
        return self._at[place]

    def find(self, place: StockKey) -> StockRow | None:
        return self._at.get(place)

    def availabilities(self, sku: str, more: Mapping[StockKey, int], *, keep_back: bool) -> list[Availability]:
        """Return the units that each location could give: its available ones, and `more`.

        It does not give its safety stock if it is to `keep_back`. One that does not sell gives no
        more than `more`. They come last.
        """
        return [
            Availability(
                row.priority,
                row.location,
                row.counters.available - (row.kept_back if keep_back else 0) + more.get(row.place, 0),
            )
            if row.priority is not None and row.sells
            else Availability(LAST, row.location, more.get(row.place, 0))
            for row in self.of(sku)
        ]

    def total(self, sku: str) -> Total:
        """Return the sums over the rows that sell."""
        # A row that was made only to lock it has rules already, and is none yet.
        rows = (row for row in self._of[sku] if row.sells and row.version)
        return Total.of((row.counters, row.low_stock_threshold, row.safety_stock) for row in rows)

    def before(self, sku: str) -> Total:
        """Return the total as it was when the rows were locked."""
        rows = (row for row in self._of[sku] if row.sold_before)
        return Total.of((row.counters_before, row.threshold_before, row.safety_before) for row in rows)
