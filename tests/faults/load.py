"""A small fixed shop day: the ground of every crash, and its end.

Stock is ample and each order's history has one end, so the figures follow from the load alone (G4),
after any death.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, NamedTuple
from zlib import crc32

CREATED, PAID, FAILED, CANCELLED = "OrderCreated", "PaymentSucceeded", "PaymentFailed", "OrderCancelled"
SHELF = {"mug": 100, "tea": 100, "lamp": 100}
"""On the shelf before the day begins."""


class Order(NamedTuple):
    """An order, and the events that are heard of it."""

    name: str
    sku: str
    quantity: int
    history: tuple[str, ...]
    status: str


OVER_KAFKA = [
    *(Order(f"bought-{n}", "mug", 2, (CREATED, PAID), "confirmed") for n in range(1, 5)),
    *(Order(f"open-{n}", "tea", 3, (CREATED,), "pending") for n in range(1, 4)),
    Order("declined", "mug", 5, (CREATED, FAILED), "released"),
    Order("paid-in-the-end", "tea", 1, (CREATED, FAILED, PAID), "confirmed"),
    Order("cancelled", "tea", 4, (CREATED, CANCELLED), "released"),
    Order("sent-back", "mug", 1, (CREATED, PAID, CANCELLED), "released"),
    Order("greedy", "mug", 1_000, (CREATED,), "rejected"),
    Order("early", "bowl", 2, (CREATED, PAID), "confirmed"),
]
"""The last waits for its SKU. The catalogue names it late."""
SILENT = [
    *(Order(f"silent-{n}", "tea", 1, (CREATED, PAID), "confirmed") for n in range(1, 4)),
    Order("silent-cancelled", "mug", 1, (CREATED, CANCELLED), "released"),
]
"""Their events stand in the inbox, and their tasks were lost."""
SLEEPERS = [Order(f"sleeper-{n}", "lamp", 2, (), "expired") for n in range(1, 6)]
"""Held, and overdue."""
OVER_HTTP = [
    *(Order(f"web-bought-{n}", "mug", 1, ("reserve", "confirm"), "confirmed") for n in range(1, 9)),
    *(Order(f"web-open-{n}", "lamp", 2, ("reserve",), "pending") for n in range(1, 5)),
    *(Order(f"web-given-back-{n}", "tea", 1, ("reserve", "release"), "released") for n in range(1, 5)),
]
FINAL_OUTCOME = {
    "pending": "StockReserved",
    "confirmed": "StockConfirmed",
    "released": "StockReleased",
    "rejected": "StockReservationRejected",
    "expired": "StockReservationExpired",
}

_numbers = count(1)


class Call(NamedTuple):
    """One request of a client, under a key of its own."""

    path: str
    body: dict[str, Any]
    key: str


@dataclass
class Load:
    """One day. Its orders and SKUs begin with its name, so that days do not meet."""

    name: str = field(default_factory=lambda: f"day{next(_numbers)}")
    began: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(seconds=10))

    @property
    def orders(self) -> list[Order]:
        return [*OVER_KAFKA, *SILENT, *SLEEPERS, *OVER_HTTP]

    def sku(self, name: str) -> str:
        return f"{self.name}-{name}"

    order_id = sku

    def shelf(self) -> dict[str, int]:
        return {self.sku(name): quantity for name, quantity in SHELF.items()}

    # The events

    def events(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Over Kafka, each with the topic's name: the catalogue, the orders, one event twice, and
        one that is of no use.
        """
        supplied = {"product_id": self.sku("vase"), "quantity_on_hand": 40}
        # The newer one first: were it lost, the older one would not make up for it, as a newer one
        # would.
        yield "products", self._event("ProductUpdated", "more", {**supplied, "quantity_on_hand": 55}, seconds=1)
        yield "products", self._event("ProductCreated", "supplied", supplied, seconds=0)
        for order in OVER_KAFKA:
            yield from self._events_of(order)
        yield from list(self._events_of(OVER_KAFKA[0]))[:1]
        nothing = {"order_id": self.order_id("nothing"), "items": [{"sku": self.sku("mug"), "quantity": -1}]}
        yield "orders", self._event(CREATED, "unusable", nothing, seconds=0)

    def late_events(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Over Kafka, when an order of it waits already."""
        supplied = {"product_id": self.sku("bowl"), "quantity_on_hand": 60}
        yield "products", self._event("ProductCreated", "supplied-late", supplied, seconds=0)

    def silent_events(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for order in SILENT:
            yield from self._events_of(order)

    def conversations(self) -> list[list[Call]]:
        """Over HTTP, by clients that do not wait for each other. The last of them is told of a
        delivery.
        """
        delivery = {"delta": 7, "reason": "received", "reference": self.sku("delivery")}
        delivered = Call(f"/v1/stock/{self.sku('lamp')}/adjustments", delivery, self.sku("delivery"))
        return [*([self._call(order, verb) for verb in order.history] for order in OVER_HTTP), [delivered]]

    @staticmethod
    def partition(topic: str, event: Mapping[str, Any]) -> int:
        """As a producer chooses it, by the key."""
        data = event["data"]
        return crc32(f"{topic} {data.get('order_id') or data['product_id']}".encode()) % 3

    def _events_of(self, order: Order) -> Iterator[tuple[str, dict[str, Any]]]:
        for seconds, type_ in enumerate(order.history):
            data: dict[str, Any] = {"order_id": self.order_id(order.name)}
            if type_ == CREATED:
                data["items"] = [{"sku": self.sku(order.sku), "quantity": order.quantity}]
            topic = "payments" if type_.startswith("Payment") else "orders"
            yield topic, self._event(type_, f"{order.name}-{type_}", data, seconds=seconds)

    def _event(self, type_: str, name: str, data: Mapping[str, Any], *, seconds: float) -> dict[str, Any]:
        time = (self.began + timedelta(seconds=seconds)).isoformat()
        attributes = {"specversion": "1.0", "id": f"{self.name}-{name}", "source": "/shop", "type": type_, "time": time}
        return {**attributes, "data": dict(data)}

    def _call(self, order: Order, verb: str) -> Call:
        order_id = self.order_id(order.name)
        key = f"{order_id}-{verb}"
        if verb != "reserve":
            return Call(f"/v1/reservations/{order_id}/{verb}", {}, key)
        items = [{"sku": self.sku(order.sku), "quantity": order.quantity}]
        return Call("/v1/reservations", {"order_id": order_id, "items": items}, key)

    # Their end

    def event_ids(self) -> set[str]:
        return {event["id"] for _, event in (*self.events(), *self.late_events(), *self.silent_events())}

    def dead(self) -> dict[str, str]:
        """Reason by event."""
        return {f"{self.name}-unusable": "invalid_data"}

    def statuses(self) -> dict[str, str]:
        return {self.order_id(order.name): order.status for order in self.orders}

    def stock(self) -> dict[str, tuple[int, int]]:
        """On hand and reserved."""
        on_hand = Counter(SHELF) + Counter(vase=55, bowl=60, lamp=7)
        reserved: Counter[str] = Counter()
        for order in self.orders:
            if order.status == "confirmed":
                on_hand[order.sku] -= order.quantity
            if order.status == "pending":
                reserved[order.sku] += order.quantity
        return {self.sku(name): (on_hand[name], reserved[name]) for name in on_hand}

    def ledger(self) -> dict[str, tuple[int, int]]:
        """Return by order the changes on hand and reserved of all its movements together."""
        changed = {"confirmed": (-1, 0), "pending": (0, 1)}
        return {
            self.order_id(order.name): (order.quantity * on_hand, order.quantity * reserved)
            for order in self.orders
            for on_hand, reserved in [changed.get(order.status, (0, 0))]
        }
