"""The shelf itself, apart from the service: units come and go by supply, adjustments, moves,
parcels and returns. No order, payment or cancellation moves any.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tools.shop.catalogue import NOT_FOR_SALE, Line
from tools.shop.found import Level
from tools.shop.verdict import Problem


@dataclass
class Shelf:
    """Units that lie at each place, by SKU and location. `anywhere` are units that left from places
    which nobody named, and `somewhere` are those that came back to such places. No order has units
    `aside`. SKUs that are `uncounted` have no stock.
    """

    uncounted: frozenset[str] = frozenset()
    units: Counter[tuple[str, str]] = field(default_factory=Counter)
    anywhere: Counter[str] = field(default_factory=Counter)
    somewhere: Counter[str] = field(default_factory=Counter)
    aside: frozenset[str] = NOT_FOR_SALE

    def change(self, sku: str, location: str, units: int) -> None:
        """Bring units to a place, or take them away if the number is below zero."""
        self.units[sku, location] += units

    def move(self, sku: str, source: str, destination: str, units: int) -> None:
        self.change(sku, source, -units)
        self.change(sku, destination, units)

    def send(self, lines: Iterable[Line]) -> None:
        """Have units leave for good."""
        for line in lines:
            if line.sku in self.uncounted:
                continue
            if line.location is None:
                self.anywhere[line.sku] += line.quantity
            else:
                self.change(line.sku, line.location, -line.quantity)

    def take_back(self, lines: Iterable[Line]) -> None:
        """Have units come back to the places of the lines."""
        for line in lines:
            if line.sku in self.uncounted:
                continue
            if line.location is None:
                self.somewhere[line.sku] += line.quantity
            else:
                self.change(line.sku, line.location, line.quantity)

    def of(self, sku: str) -> int:
        """Return the units that lie at all places."""
        there = sum(count for (other, _), count in self.units.items() if other == sku)
        return there - self.anywhere[sku] + self.somewhere[sku]

    def differences(self, stock: Mapping[str, Sequence[Level]], skus: Iterable[str]) -> Iterator[Problem]:
        """Yield a problem for each SKU whose shelf is not as the service says, in all or at a
        place. Units that left from anywhere may be missing at any place that is not aside. Units
        that came back somewhere may lie at any of them.
        """
        for sku in skus:
            shown = {level.location: level.lies_there for level in stock.get(sku, ())}
            there = {location for of, location in self.units if of == sku} | shown.keys()
            if self.of(sku) != sum(shown.values()):
                yield Problem(f"shelf of {sku}", f"{self.of(sku):,} units", f"{sum(shown.values()):,} units")
            for level in stock.get(sku, ()):
                if level.on_shelf != max(level.lies_there, 0):
                    told = f"{max(level.lies_there, 0):,} units, of {level.lies_there:,}"
                    yield Problem(f"shelf of {sku} at {level.location}", told, f"{level.on_shelf:,} units")
            for place in sorted(there):
                known = self.units[sku, place]
                least = known if place in self.aside else known - self.anywhere[sku]
                most = known if place in self.aside else known + self.somewhere[sku]
                if not least <= shown.get(place, 0) <= most:
                    right = f"{least:,} to {most:,} units"
                    yield Problem(f"shelf of {sku} at {place}", right, f"{shown.get(place, 0):,} units")
