"""What the shop's other services say: domain events for Kafka as CloudEvents, and calls of the HTTP
API.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import Any

PRODUCTS = "catalog.products"
ORDERS = "orders"
PAYMENTS = "payments"

NOW = timedelta(0)


class Redelivery(Enum):
    """Kafka delivers at least once: when an event comes a second time, under the same id."""

    NONE = auto()
    AT_ONCE = auto()
    HOURS_LATER = auto()


@dataclass(frozen=True, slots=True)
class Event:
    """One domain event. `age` is how long before its sending it happened. `key` is the order or
    product it is about.
    """

    topic: str
    type: str
    key: str
    id: str
    data: dict[str, Any]
    age: timedelta = NOW
    redelivery: Redelivery = Redelivery.NONE


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP call, and the status codes that are right answers to it."""

    path: str
    body: dict[str, Any] | None
    answers: frozenset[int]
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Record:
    """What is given to Kafka."""

    topic: str
    key: str
    value: bytes
    headers: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class BadMessage:
    """A message that nobody can use, as an event or as bytes. It has to end as a dead letter for
    this `reason`.
    """

    message: Event | Record
    reason: str


def encode(event: Event, now: datetime) -> Record:
    """The event as a record: payments in the binary mode of CloudEvents, everything else in the
    structured one.
    """
    attributes = {
        "specversion": "1.0",
        "id": event.id,
        "source": f"/shop/{event.topic}",
        "type": f"shop.{event.type}",
        "time": (now - event.age).astimezone(UTC).isoformat(),
    }
    if event.topic == PAYMENTS:
        headers = [("content-type", b"application/json")]
        headers += [(f"ce_{name}", value.encode()) for name, value in attributes.items()]
        return Record(event.topic, event.key, _json(event.data), tuple(headers))
    headers = [("content-type", b"application/cloudevents+json")]
    return Record(event.topic, event.key, _json({**attributes, "data": event.data}), tuple(headers))


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
