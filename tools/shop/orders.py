"""An order: what can be said of it over Kafka and over HTTP, and what becomes of it."""

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
    """The parts of the day. Everything of one part has taken effect, and short holds have ended,
    before the next begins.
    """

    MORNING = auto()
    RUSH = auto()
    EVENING = auto()


@dataclass(frozen=True, slots=True)
class Ending:
    """What must be true of an order at the end of the day. `status` None: the service knows nothing
    of it.
    """

    status: str | None
    taken: tuple[Line, ...] = ()
    held: tuple[Line, ...] = ()
    announced: Mapping[str, range] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """One order: what is said of it in each part of the day (in this sequence), and how it ends."""

    order_id: str
    steps: Mapping[Part, Steps]
    ending: Ending
    wanted: tuple[Line, ...] = ()
    """The most units it can ever have, all at once."""

    def wants(self) -> Counter[str]:
        return units(self.wanted)


class Order:
    """An order whose story is being written: makes the events and calls that are about it."""

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
        """Mostly as given. Sometimes the messages overtake each other."""
        overtaken = self.rng.random() < 0.3  # noqa: PLR2004 - often enough to matter
        return tuple(self.rng.sample(steps, len(steps)) if overtaken else steps)

    def _event(self, topic: str, type_: str, data: dict[str, object], age: timedelta = NOW) -> Event:
        self._said += 1
        return Event(topic, type_, self.id, f"{self.id}.{self._said}", {"order_id": self.id, **data}, age)


def units(lines: tuple[Line, ...]) -> Counter[str]:
    """The units of each SKU."""
    counted: Counter[str] = Counter()
    for line in lines:
        counted[line.sku] += line.quantity
    return counted


def total(counters: Iterable[Counter[str]]) -> Counter[str]:
    """All of them in one."""
    summed: Counter[str] = Counter()
    for counter in counters:
        summed.update(counter)
    return summed


def _items(lines: tuple[Line, ...]) -> list[dict[str, object]]:
    return [
        {"sku": line.sku, "quantity": line.quantity, **({"location": line.location} if line.location else {})}
        for line in lines
    ]
