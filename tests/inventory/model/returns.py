"""Goods that came back to an order: the reports, the units that the order had, and the places where
they lie now (ADR 0061).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from inventory.domain.lines import Disposition, ReturnLine
from tests.inventory.model.orders import Order, base_of, lost_of, units_of, wanted_of
from tests.inventory.model.stock import Place

ReturnAsk = tuple[str, str, str | None]
"""A SKU, its disposition, and the place that the return names for it, if any."""
Slot = tuple[str, str, str, str | None, bool]
"""A line of a return by its id, and True for the units that the order never had."""
RETURNS = "returns-to-inspect"
"""The place of units that are not for sale, where no other is set up."""


class Away(NamedTuple):
    """The units of a SKU that left, those of them that no line asks for any more, and the ordered
    ones that are back.
    """

    gone: int
    spare: int
    back: int

    @property
    def of_lines(self) -> int:
        return self.gone - self.spare

    @property
    def out(self) -> int:
        return self.gone - self.back


def asked_back(lines: tuple[ReturnLine, ...]) -> dict[ReturnAsk, int]:
    return {(line.sku, line.disposition.value, line.location): line.quantity for line in lines}


def brought_back(order: Order, return_id: str, at: datetime, lines: dict[ReturnAsk, int]) -> Order:
    """Of two statements about one return the newer counts, and of one instant the greater."""
    known = order.returns.get(return_id)
    if known and (at, _rank(lines)) <= (known[0], _rank(known[1])):
        return order
    return replace(order, returns=order.returns | {return_id: (at, lines)})


def _rank(lines: dict[ReturnAsk, int]) -> list[tuple[str, str, int, str]]:
    return [(sku, how, units, at or "") for (sku, how, at), units in lines.items()]


def returned(order: Order, sku: str) -> int:
    """Return all units of the SKU that came back."""
    return sum(units for _, lines in order.returns.values() for (other, _, _), units in lines.items() if other == sku)


def away(order: Order, sku: str) -> Away:
    """Return the units that left: reported ones, and at least the ordered units that came back. A
    unit that came back and was in no parcel is first one that the order lost. So a completed order
    has it beside its lines, and beside the units that were cancelled since.
    """
    dispatched = sum(units_of(lines, sku) for _, lines in order.dispatches.values())
    lost, late = lost_of(order, sku), order.late.get(sku, 0)
    back = min(returned(order, sku), base_of(order, sku))
    spare = min(lost, max(back - dispatched, 0))
    gone = max(dispatched, back)
    if order.completed_at is not None:
        gone = max(gone, wanted_of(order, sku) + late + min(spare, max(lost - late, 0)))
    return Away(gone, spare, back)


def portions(order: Order) -> Iterator[tuple[Slot, int]]:
    """Yield the units of each line of each return, the oldest first: those that the order had, and
    the excess.
    """
    had: dict[str, int] = {}
    for return_id, (_, lines) in sorted(order.returns.items(), key=lambda one: (one[1][0], one[0])):
        for (sku, how, named), units in sorted(lines.items(), key=lambda one: (*one[0][:2], one[0][2] or "")):
            own = min(units, had.setdefault(sku, base_of(order, sku)))
            had[sku] -= own
            for number, excess in ((own, False), (units - own, True)):
                if number:
                    yield (return_id, sku, how, named, excess), number


def land(
    order: Order,
    gone: dict[Place, int],
    counts: Callable[[str], bool],
    serving: Callable[[str], Iterable[str]],
    aside: Callable[[str], str],
    sells: Callable[[str], bool],
) -> dict[Slot, tuple[str, int]]:
    """Return the place of each portion. It stays where it landed first."""

    def place(slot: Slot) -> str:
        _, sku, how, named, excess = slot
        left = [(-units, at) for (other, at), units in gone.items() if other == sku and units]
        origin = named or (min(left)[1] if left else next(iter(serving(sku))))
        if not excess and (how == Disposition.SELLABLE or (named and not sells(named))):
            return origin
        return aside(origin)

    return {
        slot: (order.landed[slot][0] if slot in order.landed else place(slot), units)
        for slot, units in portions(order)
        if counts(slot[1])
    }
