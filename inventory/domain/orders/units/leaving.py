"""Units of an order that left: their lines, and the rest of each (ADR 0058). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inventory.domain.lines import Line
from inventory.domain.orders.reservation import AllocatedLine, Allocation, Hold
from inventory.domain.orders.shipping import Ask, Left, Shipping, gone_by_sku, pin, placed
from inventory.domain.stock.row import StockKey
from inventory.domain.stock.shelf import Shelf

Units = dict[str, int]
"""Units of a line by location, in the order of their allocation."""


def left_units(
    shipping: Shipping,
    before: Shipping,
    current: Sequence[AllocatedLine],
    wanted: Sequence[Line],
    untracked: frozenset[str],
    hold: Hold,
    shelf: Shelf,
    *,
    completed: Sequence[Line] | None = None,
) -> Left:
    """Return the units that left, at their locations and under the lines.

    `before` was known until now. Untracked lines have none. Units that were counted once stay
    counted, even if the SKU is not tracked any more. All `completed` units, by default those of the
    lines, have left a completed order.
    """
    ordered = {line.sku for line in wanted}
    met_without = {line.sku for line in current if not line.tracked}
    gone: dict[StockKey, int] = {}
    for sku, units in sorted(gone_by_sku(shipping, wanted if completed is None else completed).items()):
        if hold is not Hold.NOTHING and sku in ordered:
            counts = sku not in untracked
        else:
            counted = any(of == sku for of, _ in before.gone)
            counts = sku not in met_without and (counted or shelf.policy(sku).tracked)
        if counts and units and shelf.of(sku):
            own: Units = {}
            for line in current:
                for location, held, taken in line.allocations if line.sku == sku else ():
                    own[location] = own.get(location, 0) + held + taken
            named = {
                line.location: line.quantity
                for line in wanted
                if line.sku == sku and line.location is not None and shelf.find((sku, line.location)) is not None
            }
            left = placed(sku, units, shipping, before=before, own=(own, named), places=shelf.places(sku))
            gone |= {(sku, location): quantity for location, quantity in left.items()}
    return pin(gone, wanted)


def without(wishes: Iterable[Line], left: Left) -> list[Line]:
    """Return the rest of each line, without the units that left for it."""
    rest = (
        line._replace(quantity=line.quantity - sum(left.pinned.get((line.sku, line.location), {}).values()))
        for line in wishes
    )
    return [line for line in rest if line.quantity]


def count_gone(more: dict[StockKey, int], before: Mapping[StockKey, int], left: Left) -> None:
    """Take the units that left from the freed ones: the order had them, or others go without."""
    for place, units in before.items():
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
