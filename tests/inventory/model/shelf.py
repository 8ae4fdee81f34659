"""The shelf itself, apart from shop and model. Units come by supply, adjustment and move. They
leave with parcels alone (ADR 0058), and come back by returns (ADR 0061).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from inventory.domain.commands import Command, Dispatch, Return, StateDispatch, StateReturn
from tests.inventory.model.orders import Order
from tests.inventory.model.returns import away
from tests.inventory.model.shipping import not_gone, to_ship
from tests.inventory.model.telling import Movement

Parcel = tuple[datetime, list[tuple[str, int, str]]]
Returned = tuple[datetime, list[tuple[str, str, int, str]]]
BY_ORDERS = {"reserved", "confirmed", "released", "reduced", "expired", "dispatched", "returned", "reassigned"}


@dataclass
class TrueShelf:
    """Units that came, and the parcels that left. Money, holds and cancellations move nothing."""

    came: Counter[str] = field(default_factory=Counter)
    parcels: dict[tuple[str, str], Parcel] = field(default_factory=dict)
    returns: dict[tuple[str, str], Returned] = field(default_factory=dict)

    def hear(self, command: Command, now: datetime) -> None:
        """Hear of a parcel or a return. Of two statements about one the newer counts, then the
        greater.
        """
        if isinstance(command, StateDispatch | Dispatch):
            at = command.at if isinstance(command, StateDispatch) else now
            said = at, [(line.sku, line.quantity, line.location or "") for line in command.lines]
            key = command.order_id, command.dispatch_id
            self.parcels[key] = max(said, self.parcels.get(key, said))
        if isinstance(command, StateReturn | Return):
            at = command.at if isinstance(command, StateReturn) else now
            back = (
                at,
                [(line.sku, line.disposition.value, line.quantity, line.location or "") for line in command.lines],
            )
            key = command.order_id, command.return_id
            self.returns[key] = max(back, self.returns.get(key, back))

    def move(self, movements: Iterable[Movement]) -> None:
        for one in movements:
            if one.kind not in BY_ORDERS:
                self.came[one.place[0]] += one.physical

    def lies_there(self, sku: str, orders: dict[str, Order]) -> int:
        """Return the units that lie on all shelves, but for paid ones that are taken for gone
        without a report.
        """
        left = sum(self._left(sku, order_id, order) for order_id, order in orders.items())
        back = sum(units for _, lines in self.returns.values() for other, _, units, _ in lines if other == sku)
        return self.came[sku] + back - left - sum(_taken_for_gone(sku, order) for order in orders.values())

    def _left(self, sku: str, order_id: str, order: Order) -> int:
        parcels = [lines for (of, _), (_, lines) in self.parcels.items() if of == order_id]
        reported = sum(units for lines in parcels for other, units, _ in lines if other == sku)
        return max(reported, away(order, sku).gone)


def _taken_for_gone(sku: str, order: Order) -> int:
    waits = to_ship(order)
    return sum(units - waits.get(place, 0) for place, units in not_gone(order).items() if place[0] == sku)
