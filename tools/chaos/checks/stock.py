"""The state of one SKU and its orders, as histories change it, and the calls of a history."""

from typing import Any, NamedTuple

from tools.chaos.load.client_log import Operation

AMPLE = 10**12


class Stock(NamedTuple):
    """One SKU and the orders for it. `physical` is None while nobody knows the SKU."""

    physical: int | None = None
    orders: frozenset[tuple[str, str, int]] = frozenset()
    """Order id, status and quantity of each order."""
    gone: frozenset[str] = frozenset()
    """Orders whose parcel left."""
    back: frozenset[str] = frozenset()
    """Orders of which goods came back."""
    references: frozenset[str] = frozenset()
    """References of the adjustments and moves that were made, and ids of the partial cancels."""
    aside: int = 0
    """Units at the place that does not sell."""
    is_ruled: bool = False
    """True if rules about the order's SKUs change at times that nobody knows."""
    assumes: bool = False
    """True if units that nobody reports are taken for gone, at times that nobody knows."""
    kept: "Stock | None" = None
    """The state that the stock will be set back to."""
    ahead: str = ""
    """Name of the loss that will set the stock back."""

    @property
    def reserved(self) -> int:
        return self._kept_for("pending")

    @property
    def available(self) -> int:
        return max((self.physical or 0) - self.reserved, 0)

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """Return on hand, reserved, shortfall and units to ship, as they are shown."""
        physical, reserved = self.physical or 0, self.reserved
        return max(physical, reserved), reserved, max(reserved - physical, 0), self._kept_for("confirmed")

    def _kept_for(self, status: str) -> int:
        """Return the units of orders of this status that have not left."""
        return sum(quantity for id_, now, quantity in self.orders if now == status and id_ not in self.gone)

    def order(self, order_id: str) -> tuple[str, int] | None:
        return next(((status, quantity) for id_, status, quantity in self.orders if id_ == order_id), None)

    def with_order(self, order_id: str, status: str, quantity: int) -> "Stock":
        others = frozenset(order for order in self.orders if order[0] != order_id)
        return self._replace(orders=others | {(order_id, status, quantity)})

    def moved(self, units: int) -> "Stock":
        return self._replace(physical=(self.physical or 0) + units)


class Call(NamedTuple):
    """An operation and its answer, None where there was none."""

    operation: Operation
    answer: tuple[Any, ...] | None
    undone_by: str = ""
    """Name of a loss that undid the call: the effect lasts only from the copy to the restore."""


Expected = tuple[Stock, list[tuple[Any, ...]]]
"""The stock after an operation, and the answers that are right."""
