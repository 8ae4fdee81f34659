"""One scarce SKU and far more buyers than units. The day decides on the winners. Their number is
known before.
"""

from collections.abc import Collection
from dataclasses import dataclass

from tools.shop.catalogue import Statement
from tools.shop.messages import Call
from tools.shop.orders import RESERVED_OR_REPLAYED, Ending, Order
from tools.shop.stories import ONCE, REFUSED

SKU = "midnight-sneaker"
PAYING_LOSERS = 5


@dataclass(frozen=True, slots=True)
class FlashSale:
    """A sale of one unit for each buyer, with fewer units than buyers."""

    units: int
    buyers_over_kafka: tuple[Order, ...]
    buyers_over_http: tuple[Order, ...]
    supply: tuple[Statement, ...]

    @property
    def buyers(self) -> int:
        return len(self.buyers_over_kafka) + len(self.buyers_over_http)

    def losers_who_pay(self, winners: Collection[str]) -> list[Order]:
        """Return some buyers without a unit. They pay all the same, and the payment must be
        refused, so that it can be refunded.
        """
        return [order for order in self.buyers_over_kafka if order.id not in winners][:PAYING_LOSERS]

    def endings(self, winners: Collection[str]) -> dict[str, Ending]:
        """Return the right endings of the orders if `winners` got a unit. Nothing is kept of an
        order that was refused over HTTP.
        """
        paying = {order.id for order in self.losers_who_pay(winners)}
        endings = {order.id: Ending(None) for order in self.buyers_over_http}
        for order in self.buyers_over_kafka:
            refusals = {"StockReservationRejected": ONCE}
            if order.id in paying:
                refusals["StockConfirmationRejected"] = ONCE
            endings[order.id] = Ending("rejected", announced=refusals)
        for order in (*self.buyers_over_kafka, *self.buyers_over_http):
            if order.id in winners:
                announced = {"StockReserved": ONCE, "StockConfirmed": ONCE}
                endings[order.id] = Ending("confirmed", taken=order.lines, announced=announced)
        return endings


def ask_over_http(order: Order) -> Call:
    """Return a call for one unit. Both answers are right, but only as many calls as units
    succeed.
    """
    return order.reserve(answers=RESERVED_OR_REPLAYED | REFUSED)
