"""Units that left the books with a payment, and may still lie on the shelf when it is counted.

Between payment and dispatch they are no part of on hand. So a count that includes them sells them
twice. Nothing here refuses a count: it is told with its outcome.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from inventory.domain.adjustments import AdjustmentKey, Count
from inventory.domain.commands import AdjustStock
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.domain.stock.movements import Entry
from inventory.domain.stock.row import StockKey

LATELY = timedelta(hours=24)
"""Time before a count in which paid units are taken to lie there still."""


class PaidUnits(NamedTuple):
    """Units of one stock row that orders paid for and did not give back, since the first of these
    payments.
    """

    quantity: int
    since: datetime


class PaidLately:
    """The units that were paid for before the counts of a batch: `known` before it, by the key of
    the count, and by its own movements.
    """

    def __init__(self, known: Mapping[AdjustmentKey, PaidUnits] | None = None) -> None:
        self._known = known or {}
        self._of_orders: defaultdict[StockKey, list[Entry]] = defaultdict(list)
        self._seen = 0

    def before(self, command: AdjustStock, entries: Sequence[Entry]) -> PaidUnits | None:
        """Return the units that were paid for before this count. None if there are none.

        `entries` are the movements of the batch so far, and of a replay none.
        """
        if not isinstance(command.adjustment, Count):
            return None
        for one in entries[self._seen :]:
            if one.order_id is not None:
                self._of_orders[one.sku, one.location].append(one)
        self._seen = max(self._seen, len(entries))
        place = command.sku, command.location
        paid = _paid_by(self._of_orders[place]) if entries else []
        known = self._known.get((*place, command.reference))
        return _sum(paid if known is None else [known, *paid])


def _paid_by(movements: Sequence[Entry]) -> list[PaidUnits]:
    """Return the units of each order that paid for more than it gave back."""
    units: defaultdict[str | None, int] = defaultdict(int)
    moments: dict[str | None, datetime] = {}
    for one in movements:
        physical = one.on_hand_delta - one.shortfall_delta
        if physical > 0 or one.kind is MovementKind.CONFIRMED:
            units[one.order_id] -= physical
            moments.setdefault(one.order_id, one.occurred_at)
    return [PaidUnits(quantity, moments[order_id]) for order_id, quantity in units.items() if quantity > 0]


def _sum(paid: Sequence[PaidUnits]) -> PaidUnits | None:
    if not paid:
        return None
    return PaidUnits(sum(one.quantity for one in paid), min(one.since for one in paid))
