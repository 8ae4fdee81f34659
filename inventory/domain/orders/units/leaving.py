"""Units of an order that left: their lines, and the rest of each (ADR 0058). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inventory.domain.lines import Line
from inventory.domain.orders.goods import Goods
from inventory.domain.orders.reservation import AllocatedLine, Allocation, Hold
from inventory.domain.orders.shipping import Ask, Left, pin, placed
from inventory.domain.stock.row import StockKey
from inventory.domain.stock.shelf import Shelf

Units = dict[str, int]
"""Units of a line by location, in the order of their allocation."""


def counted_skus(
    goods: Goods,
    before: Goods,
    current: Sequence[AllocatedLine],
    wanted: Sequence[Line],
    untracked: frozenset[str],
    hold: Hold,
    shelf: Shelf,
) -> frozenset[str]:
    """Return the SKUs whose goods that left and came back are counted.

    Untracked lines have none. Units that were counted once stay counted, even if the SKU is not
    tracked any more.
    """
    ordered = {line.sku for line in wanted}
    met_without = {line.sku for line in current if not line.tracked}
    known = before.counted

    def counts(sku: str) -> bool:
        if hold is not Hold.NOTHING and sku in ordered:
            return sku not in untracked
        return sku not in met_without and (sku in known or shelf.policy(sku).tracked)

    told = goods.gone.keys() | goods.returned.units.keys()
    return frozenset(sku for sku in told if shelf.of(sku) and counts(sku))


def left_units(
    goods: Goods,
    before: Goods,
    current: Sequence[AllocatedLine],
    wanted: Sequence[Line],
    counted: frozenset[str],
    shelf: Shelf,
) -> Left:
    """Return the units of `counted` SKUs that left, at their locations and under the lines.

    `before` was known until now.
    """
    gone: dict[StockKey, int] = {}
    for sku, units in sorted(goods.gone.items()):
        if units and sku in counted:
            own: Units = {}
            for line in current:
                for location, held, taken in line.allocations if line.sku == sku else ():
                    own[location] = own.get(location, 0) + held + taken
            named = {
                line.location: line.quantity
                for line in wanted
                if line.sku == sku and line.location is not None and shelf.find((sku, line.location)) is not None
            }
            left = placed(
                sku, units, goods.shipping, before=before.shipping, own=(own, named), places=shelf.places(sku)
            )
            gone |= {(sku, location): quantity for location, quantity in left.items()}
    return pin(gone, wanted, goods.spare)


def without(wishes: Iterable[Line], left: Left) -> list[Line]:
    """Return the rest of each line, without the units that left for it."""
    rest = (
        line._replace(quantity=line.quantity - sum(left.pinned.get((line.sku, line.location), {}).values()))
        for line in wishes
    )
    return [line for line in rest if line.quantity]


def count_gone(
    more: dict[StockKey, int], before: Mapping[StockKey, int], left: Left, back: Mapping[StockKey, int]
) -> None:
    """Take the units that left from the freed ones: the order had them, or others go without. Add
    those that are `back` now, and were not.
    """
    for place, units in [*before.items(), *back.items()]:
        more[place] = more.get(place, 0) + units
    for place, units in left.gone.items():
        more[place] = more.get(place, 0) - units


def with_gone(line: AllocatedLine, units: Mapping[Ask, Units], left: Left, hold: Hold) -> AllocatedLine:
    """Return the line with its units that left, beside the rest. They are taken."""
    ask = line.sku, line.location
    gone = left.pinned.get(ask)
    if not gone:
        return line
    rest = {} if hold is Hold.NOTHING else units.get(ask, {})
    held = rest if hold is Hold.HELD else {}
    allocations = [
        Allocation(at, held.get(at, 0), gone.get(at, 0) + rest.get(at, 0) - held.get(at, 0))
        for at in dict.fromkeys([*gone, *rest])
    ]
    return line._replace(allocations=tuple(allocations))
