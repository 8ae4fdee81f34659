"""Messages of the shop's other services: domain events for Kafka as CloudEvents, and calls of the
HTTP API.
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
    """The time of an event's second delivery, with the same id. Kafka delivers at least once."""

    NONE = auto()
    AT_ONCE = auto()
    HOURS_LATER = auto()


@dataclass(frozen=True, slots=True)
class Event:
    """One domain event. `key` is its order or product. It happened `age` before it is sent."""

    topic: str
    type: str
    key: str
    id: str
    data: dict[str, Any]
    age: timedelta = NOW
    redelivery: Redelivery = Redelivery.NONE


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP call, and the status codes that are right answers."""

    path: str
    body: dict[str, Any] | None
    answers: frozenset[int]
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Record:
    """One message for Kafka."""

    topic: str
    key: str
    value: bytes
    headers: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class BadMessage:
    """An unusable message, as an event or as bytes. It must end as a dead letter with this
    `reason`.
    """

    message: Event | Record
    reason: str


def encode(event: Event, now: datetime) -> Record:
    """Return the event as a message: a payment in the binary mode of CloudEvents, everything else
    in the structured mode.
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
