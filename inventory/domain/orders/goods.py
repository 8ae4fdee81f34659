"""Goods of an order: the gone and the returned ones (ADR 0058, ADR 0061). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from inventory.domain.orders.returning import NOTHING_RETURNED, Landing, Returned, Slot, landed_units
from inventory.domain.orders.shipping import NOTHING_HEARD, Left, Shipping, dispatched_by_sku, with_left
from inventory.domain.stock.row import StockKey


class Goods(NamedTuple):
    """Everything known of them, and units of the order by SKU: `wanted` ones, those `lost` since it
    was paid, and those cancelled `late`, after it was completed.
    """

    shipping: Shipping = NOTHING_HEARD
    returned: Returned = NOTHING_RETURNED
    wanted: Counter[str] = Counter()  # noqa: RUF012 - nobody changes it
    lost: Counter[str] = Counter()  # noqa: RUF012 - nobody changes it
    late: Counter[str] = Counter()  # noqa: RUF012 - nobody changes it

    @property
    def counted(self) -> set[str]:
        """Return the SKUs of units that were counted when this was decided."""
        return {sku for sku, _ in self.shipping.gone} | {slot.sku for slot in self.returned.landed}

    @property
    def outside(self) -> dict[StockKey, int]:
        """Return units beyond all lines by stock key: gone ones, less returned ones."""
        units = dict(self.shipping.unexpected)
        for place, quantity in landed_units(self.returned.landed).items():
            units[place] = units.get(place, 0) - quantity
        return units

    def after(self, left: Left, landed: Mapping[Slot, Landing]) -> Goods:
        """Return the facts with the units that left and that lie somewhere again by them."""
        return self._replace(shipping=with_left(self.shipping, left), returned=self.returned._replace(landed=landed))

    @property
    def gone(self) -> Counter[str]:
        """Return the gone units by SKU.

        They were dispatched, or came back, or are all lines of a completed order.
        """
        gone = dispatched_by_sku(self.shipping)
        if self.shipping.completed_at is not None:
            # Of the other units that it lost, those that came back had left, too.
            gone |= self.wanted + self.late + (self.spare & (self.lost - self.late))
        return gone | self.back

    @property
    def spare(self) -> Counter[str]:
        """Return the units by SKU that left and came back, and that no line asks for any more.

        No dispatch told that they left. So they are the first of the units that the order lost: it
        gives nothing else back for them.
        """
        return self.lost & (self.back - dispatched_by_sku(self.shipping)) if self.lost else Counter()

    @property
    def ordered(self) -> Counter[str]:
        """Return all units ever paid for by SKU: those of now, and the lost ones."""
        return self.wanted + self.lost

    @property
    def back(self) -> Counter[str]:
        """Return the units by SKU that came back, as far as they were paid for."""
        return self.returned.units & self.ordered


NO_GOODS = Goods()
