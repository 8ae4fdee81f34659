"""One scarce SKU and far more buyers than units: who gets one is for the day to show, how many do
is known before.
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
    """One unit for each buyer, but not enough of them."""

    units: int
    buyers_over_kafka: tuple[Order, ...]
    buyers_over_http: tuple[Order, ...]
    supply: tuple[Statement, ...]

    @property
    def buyers(self) -> int:
        return len(self.buyers_over_kafka) + len(self.buyers_over_http)

    def losers_who_pay(self, winners: Collection[str]) -> list[Order]:
        """Some of those who got none pay all the same: that must be refused, so that it can be
        refunded.
        """
        return [order for order in self.buyers_over_kafka if order.id not in winners][:PAYING_LOSERS]

    def endings(self, winners: Collection[str]) -> dict[str, Ending]:
        """How the orders must end if these got a unit. Of who was refused over HTTP nothing is
        kept.
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
    """Try to get one: both answers are right, but only so many may hear that they have it."""
    return order.reserve(answers=RESERVED_OR_REPLAYED | REFUSED)
