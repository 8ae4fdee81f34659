"""Units that left the books with a payment, and may still lie on the shelf when it is counted.

Between payment and dispatch they are no part of on hand. So a count that includes them sells them
twice. Nothing here refuses a count: it is told with its outcome. Where dispatches are awaited, the
stock row knows the units that are to be shipped. Else the payments of the last day are told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, assert_never

from inventory.domain.adjustments import AdjustmentKey, Change, Count, ShelfCount
from inventory.domain.commands import AdjustStock
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.domain.stock.movements import Entry
from inventory.domain.stock.row import StockKey

LATELY = timedelta(hours=24)
"""Time before a count in which paid units are taken to lie there still."""

_TAKE = frozenset({MovementKind.CONFIRMED, MovementKind.REASSIGNED})
"""Kinds of movements by which units of paid orders leave the books of a location."""


class PaidUnits(NamedTuple):
    """Units of one stock row that orders paid for and did not give back."""

    quantity: int
    since: datetime | None = None
    """Time of the first of these payments. None if the units are known to be still to ship."""


class PaidLately:
    """The units that were paid for before the counts of a batch: `known` before it, by the key of
    the count, and by its own movements. `known` is None where dispatches are awaited.
    """

    def __init__(self, known: Mapping[AdjustmentKey, PaidUnits] | None = None) -> None:
        self._known = known
        self._of_orders: defaultdict[StockKey, list[Entry]] = defaultdict(list)
        self._seen = 0

    def before(self, command: AdjustStock, to_ship: int, entries: Sequence[Entry]) -> PaidUnits | None:
        """Return the units that were paid for before this count. None if there are none, or if the
        count means units on the shelf and so includes those that are to ship.

        `to_ship` has these. `entries` are the movements of the batch so far, and of a replay none.
        """
        match command.adjustment:
            case Change():
                return None
            case Count() if to_ship:
                return PaidUnits(to_ship)
            case ShelfCount() if to_ship:
                return None
            case Count() | ShelfCount():
                return None if self._known is None else self._lately(command, self._known, entries)
            case _:
                assert_never(command.adjustment)

    def _lately(
        self, command: AdjustStock, before: Mapping[AdjustmentKey, PaidUnits], entries: Sequence[Entry]
    ) -> PaidUnits | None:
        for one in entries[self._seen :]:
            if one.order_id is not None:
                self._of_orders[one.sku, one.location].append(one)
        self._seen = max(self._seen, len(entries))
        place = command.sku, command.location
        paid = _paid_by(self._of_orders[place]) if entries else []
        known = before.get((*place, command.reference))
        return _sum(paid if known is None else [known, *paid])


def _paid_by(movements: Sequence[Entry]) -> list[PaidUnits]:
    """Return the units of each order that paid for more than it gave back."""
    units: defaultdict[str | None, int] = defaultdict(int)
    moments: dict[str | None, datetime] = {}
    for one in movements:
        physical = one.on_hand_delta - one.shortfall_delta
        if physical > 0 or (physical and one.kind in _TAKE):
            units[one.order_id] -= physical
            moments.setdefault(one.order_id, one.occurred_at)
    return [PaidUnits(quantity, moments[order_id]) for order_id, quantity in units.items() if quantity > 0]


def _sum(paid: Sequence[PaidUnits]) -> PaidUnits | None:
    since = [one.since for one in paid if one.since is not None]
    return PaidUnits(sum(one.quantity for one in paid), min(since)) if since else None
