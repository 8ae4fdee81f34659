"""The shelf itself, apart from the service: units come and go by supply, adjustments, moves and
parcels. No order, payment or cancellation moves any.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tools.shop.catalogue import Line
from tools.shop.found import Level
from tools.shop.messages import NOW, Event
from tools.shop.orders import RESERVED_OR_REPLAYED, Step, Story, units
from tools.shop.verdict import Problem

Parcels = dict[str, list[Line]]


@dataclass
class Shelf:
    """Units that lie at each place, by SKU and location. `anywhere` are units that left from places
    which nobody named. SKUs that are `uncounted` have no stock.
    """

    uncounted: frozenset[str] = frozenset()
    units: Counter[tuple[str, str]] = field(default_factory=Counter)
    anywhere: Counter[str] = field(default_factory=Counter)

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

    def of(self, sku: str) -> int:
        """Return the units that lie at all places."""
        return sum(count for (other, _), count in self.units.items() if other == sku) - self.anywhere[sku]

    def differences(self, stock: Mapping[str, Sequence[Level]], skus: Iterable[str]) -> Iterator[Problem]:
        """Yield a problem for each SKU whose shelf is not as the service says, in all or at a
        place. Units that left from anywhere may be missing at any place, and are nowhere too many.
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
                least = self.units[sku, place] - self.anywhere[sku]
                if not least <= shown.get(place, 0) <= self.units[sku, place]:
                    right = f"{least:,} to {self.units[sku, place]:,} units"
                    yield Problem(f"shelf of {sku} at {place}", right, f"{shown.get(place, 0):,} units")


def sent(story: Story, is_known: Callable[[Event], bool] = lambda _: True) -> list[Line]:
    """Return the units that left for an order: its parcels, and the rest of its lines where an
    event says that all of it is gone. An event that is not known has said nothing.
    """
    told = [step for steps in story.steps.values() for step in steps]
    known = [step for step in told if not isinstance(step, Event) or is_known(step)]
    gone = [line for lines in parcels(known).values() for line in lines]
    if any(_says_all_is_gone(step) for step in known):
        rest = units(story.ending.taken) - units(tuple(gone))
        gone += [Line(sku, quantity) for sku, quantity in rest.items()]
    return gone


def parcels(steps: Iterable[Step]) -> Parcels:
    """Return the lines of each parcel by its id. Of a parcel that was told twice the newer
    statement counts.
    """
    told = sorted(filter(_is_parcel, steps), key=_age, reverse=True)
    said = [step.data if isinstance(step, Event) else step.body or {} for step in told]
    return {one["dispatch_id"]: _lines(one["items"]) for one in said}


def _age(step: Step) -> timedelta:
    return step.age if isinstance(step, Event) else NOW


def _is_parcel(step: Step) -> bool:
    if isinstance(step, Event):
        return step.type == "OrderDispatched"
    return step.path.endswith("/dispatches") and not step.answers.isdisjoint(RESERVED_OR_REPLAYED)


def _says_all_is_gone(step: Step) -> bool:
    """Return True if the order is completed, or cancelled without units that come back."""
    if not isinstance(step, Event):
        return False
    return step.type == "OrderCompleted" or (step.type == "OrderCancelled" and not step.data["restock"])


def _lines(items: Sequence[Mapping[str, Any]]) -> list[Line]:
    return [Line(item["sku"], item["quantity"], item.get("location")) for item in items]
