"""An order: the events and calls that may be about it, and the state that it must end in."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto

from tools.shop.catalogue import Line
from tools.shop.messages import NOW, ORDERS, PAYMENTS, Call, Event

LONG_TTL = 3_600

RESERVED_OR_REPLAYED = frozenset({200, 201})
DONE = frozenset({200})

Step = Event | Call
Steps = tuple[Step, ...]


class Part(Enum):
    """The parts of the day. Before the next one begins, everything of a part has taken effect, and
    short holds have ended.
    """

    MORNING = auto()
    RUSH = auto()
    EVENING = auto()


@dataclass(frozen=True, slots=True)
class Ending:
    """The right state of an order at the end of the day. `status` is None for an order that the
    service must not know. `announced` has the right numbers of announcements, by type.
    """

    status: str | None
    taken: tuple[Line, ...] = ()
    held: tuple[Line, ...] = ()
    announced: Mapping[str, range] = field(default_factory=dict)
    beyond: tuple[Line, ...] = ()
    """Units that left although no line of the order has them."""


@dataclass(frozen=True, slots=True)
class Story:
    """One order: its events and calls in each part of the day, in this sequence, and its ending."""

    order_id: str
    steps: Mapping[Part, Steps]
    ending: Ending
    wanted: tuple[Line, ...] = ()
    """Lines with the most units that the order can ever have at once."""

    def wants(self) -> Counter[str]:
        return units(self.wanted)


class Order:
    """An order whose story is being written. Its methods make the events and calls about it."""

    def __init__(self, order_id: str, lines: tuple[Line, ...], rng: random.Random) -> None:
        self.id = order_id
        self.lines = lines
        self.rng = rng
        self._said = 0

    def created(self, lines: tuple[Line, ...] | None = None, *, ttl: int = LONG_TTL, age: timedelta = NOW) -> Event:
        data = {"items": _items(self.lines if lines is None else lines), "ttl_seconds": ttl}
        return self._event(ORDERS, "OrderCreated", data, age)

    def cancelled(self, *, restock: bool = True) -> Event:
        return self._event(ORDERS, "OrderCancelled", {"reason": "customer_changed_mind", "restock": restock})

    def failed(self) -> Event:
        return self._event(ORDERS, "OrderFailed", {"reason": "fraud_check"})

    def paid(self) -> Event:
        return self._event(PAYMENTS, "PaymentSucceeded", {"payment_id": f"payment-of-{self.id}"})

    def payment_failed(self, age: timedelta = NOW) -> Event:
        return self._event(PAYMENTS, "PaymentFailed", {"reason": "card_declined"}, age)

    def dispatched(self, id_: str, lines: tuple[Line, ...], age: timedelta = NOW) -> Event:
        """Return the event that these units left, as a parcel of this id."""
        return self._event(ORDERS, "OrderDispatched", self._parcel(id_, lines), age)

    def completed(self) -> Event:
        return self._event(ORDERS, "OrderCompleted", {})

    def dispatch(self, id_: str, lines: tuple[Line, ...]) -> Call:
        return Call(f"/v1/reservations/{self.id}/dispatches", self._parcel(id_, lines), RESERVED_OR_REPLAYED)

    def returned(self, id_: str, lines: tuple[Line, ...], state: str, age: timedelta = NOW) -> Event:
        """Return the event that these units came back, all in one state: `sellable`, `damaged` or
        `inspect`.
        """
        return self._event(ORDERS, "ItemsReturned", self._back(id_, lines, state), age)

    def take_back(
        self, id_: str, lines: tuple[Line, ...], state: str, answers: frozenset[int] = RESERVED_OR_REPLAYED
    ) -> Call:
        return Call(f"/v1/reservations/{self.id}/returns", self._back(id_, lines, state), answers)

    def lines_cancelled(self, id_: str, lines: tuple[Line, ...]) -> Event:
        """Return the event that these units of the order were cancelled."""
        return self._event(ORDERS, "OrderLinesCancelled", self._refund(id_, lines))

    def cancel_lines(self, id_: str, lines: tuple[Line, ...]) -> Call:
        return self.call("cancel", self._refund(id_, lines))

    def _refund(self, id_: str, lines: tuple[Line, ...]) -> dict[str, object]:
        return {"cancel_id": f"{self.id}-{id_}", "items": _items(lines)}

    def _back(self, id_: str, lines: tuple[Line, ...], state: str) -> dict[str, object]:
        items = [{**item, "disposition": state} for item in _items(lines)]
        return {"return_id": f"{self.id}-{id_}", "items": items}

    def _parcel(self, id_: str, lines: tuple[Line, ...]) -> dict[str, object]:
        return {"dispatch_id": f"{self.id}-{id_}", "items": _items(lines)}

    def reserve(
        self,
        lines: tuple[Line, ...] | None = None,
        *,
        ttl: int = LONG_TTL,
        answers: frozenset[int] = RESERVED_OR_REPLAYED,
    ) -> Call:
        items = _items(self.lines if lines is None else lines)
        return Call("/v1/reservations", {"order_id": self.id, "items": items, "ttl_seconds": ttl}, answers)

    def call(self, action: str, body: dict[str, object] | None = None) -> Call:
        return Call(f"/v1/reservations/{self.id}/{action}", body, DONE)

    def look(self, answers: frozenset[int]) -> Call:
        return Call(f"/v1/reservations/{self.id}", None, answers, method="GET")

    def in_any_order(self, *steps: Step) -> Steps:
        """Return the steps, mostly as given. Sometimes the messages overtake each other."""
        overtaken = self.rng.random() < 0.3  # noqa: PLR2004 - often enough to matter
        return tuple(self.rng.sample(steps, len(steps)) if overtaken else steps)

    def _event(self, topic: str, type_: str, data: dict[str, object], age: timedelta = NOW) -> Event:
        self._said += 1
        return Event(topic, type_, self.id, f"{self.id}.{self._said}", {"order_id": self.id, **data}, age)


def units(lines: tuple[Line, ...]) -> Counter[str]:
    """Return the units of each SKU that has stock to count."""
    counted: Counter[str] = Counter()
    for line in lines:
        if line.tracked:
            counted[line.sku] += line.quantity
    return counted


def total(counters: Iterable[Counter[str]]) -> Counter[str]:
    """Return the sum of the counters."""
    summed: Counter[str] = Counter()
    for counter in counters:
        summed.update(counter)
    return summed


def _items(lines: tuple[Line, ...]) -> list[dict[str, object]]:
    return [
        {"sku": line.sku, "quantity": line.quantity, **({"location": line.location} if line.location else {})}
        for line in lines
    ]
