"""The returns desk's part of the day: what lies there in the evening, and what becomes of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tools.demo.warehouse import MADE_OR_REPLAYED, Moved
from tools.shop.catalogue import DAMAGED, LOCATIONS, NOT_FOR_SALE, TO_INSPECT, Line
from tools.shop.goods import came_back
from tools.shop.messages import Call
from tools.shop.orders import Story

FOUND_FINE = 2
"""Of so many SKUs that are to be inspected one is found to be fine. The others are left there."""


@dataclass(frozen=True, slots=True)
class ReturnsDesk:
    """Units that came back by day. In the evening the damaged ones are written off, and some of
    those to be inspected are sold again.
    """

    sellable: Counter[str]
    damaged: Counter[str]
    to_inspect: Counter[str]
    mended: tuple[Moved, ...]

    @property
    def evening(self) -> tuple[Call, ...]:
        """Return the calls when everything has come back."""
        thrown = [
            Call(
                f"/v1/stock/{sku}/adjustments",
                {"delta": -units, "reason": "damaged", "reference": "returns", "location": DAMAGED},
                MADE_OR_REPLAYED,
            )
            for sku, units in self.damaged.items()
        ]
        return (*thrown, *(moved.call() for moved in self.mended))

    @property
    def back(self) -> Counter[str]:
        """Return the units of each SKU that came back and that orders can have again."""
        return self.sellable + Counter({moved.sku: moved.units for moved in self.mended})

    @property
    def left(self) -> Counter[str]:
        """Return the units of each SKU that are still to be inspected."""
        return self.to_inspect - Counter({moved.sku: moved.units for moved in self.mended})

    @property
    def units(self) -> int:
        """Return the number of all units that came back."""
        return (self.sellable + self.damaged + self.to_inspect).total()


def write(stories: Iterable[Story], uncounted: str) -> ReturnsDesk:
    """Return the desk of a day with these stories. A SKU that is `uncounted` has no stock."""
    lines = [line for story in stories for line in came_back(story) if line.sku != uncounted]
    to_inspect = _units(line for line in lines if line.location == TO_INSPECT)
    return ReturnsDesk(
        sellable=_units(line for line in lines if line.location not in NOT_FOR_SALE),
        damaged=_units(line for line in lines if line.location == DAMAGED),
        to_inspect=to_inspect,
        mended=tuple(
            Moved(sku, TO_INSPECT, LOCATIONS[0], units, "inspected")
            for sku, units in sorted(to_inspect.items())[::FOUND_FINE]
        ),
    )


def _units(lines: Iterable[Line]) -> Counter[str]:
    units: Counter[str] = Counter()
    for line in lines:
        units[line.sku] += line.quantity
    return units
