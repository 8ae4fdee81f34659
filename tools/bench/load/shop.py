"""The CloudEvents of an order service and a payment service, and a reader of the outcomes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import orjson
from confluent_kafka import Consumer, Producer, TopicPartition

from tools.bench.load.orders import Pattern, draw

HEADERS: list[tuple[str, str | bytes | None]] = [("content-type", b"application/cloudevents+json")]
FLUSH_SECONDS = 60.0


class Event(NamedTuple):
    topic: str
    key: str
    value: bytes


def created(order_id: str, pattern: Pattern, lines: int = 1) -> Event:
    """Return the event of the order service that asks for one unit of each line."""
    return ordered(order_id, draw(pattern, lines))


def ordered(order_id: str, skus: Iterable[str]) -> Event:
    """Return the event of the order service that asks for one unit of each of these SKUs."""
    items = [{"sku": sku, "quantity": 1} for sku in skus]
    return _event("orders", "OrderCreated", order_id, {"order_id": order_id, "items": items})


def paid(order_id: str) -> Event:
    """Return the event of the payment service that says that the order is paid."""
    return _event("payments", "PaymentSucceeded", order_id, {"order_id": order_id, "payment_id": f"pay-{order_id}"})


def cancelled(order_id: str) -> Event:
    """Return the event of the order service that says that the order is cancelled."""
    return _event("orders", "OrderCancelled", order_id, {"order_id": order_id})


def dispatched(order_id: str, sku: str) -> Event:
    """Return the event of the order service that says that the order's one unit left."""
    items = [{"sku": sku, "quantity": 1}]
    return _event("orders", "OrderDispatched", order_id, {"order_id": order_id, "dispatch_id": "1", "items": items})


def _event(topic: str, type_: str, order_id: str, data: object) -> Event:
    body = {
        "specversion": "1.0",
        "id": f"{type_}-{order_id}",
        "source": f"/shop/{topic}",
        "type": f"shop.{type_}",
        "time": datetime.now(UTC).isoformat(),
        "datacontenttype": "application/json",
        "data": data,
    }
    return Event(topic, order_id, orjson.dumps(body))


def publish(servers: str, events: Iterable[Event]) -> None:
    """Give all events to Kafka, and return when it has them."""
    producer = Producer({"bootstrap.servers": servers, "linger.ms": 20, "queue.buffering.max.messages": 1_000_000})
    for event in events:
        producer.produce(event.topic, event.value, event.key, headers=HEADERS)
        producer.poll(0)
    left = producer.flush(FLUSH_SECONDS)
    assert left == 0, f"Kafka has not taken {left} events"


class Listener:
    """A reader of `inventory.events` from now on."""

    def __init__(self, servers: str, topic: str = "inventory.events") -> None:
        self._consumer = Consumer(
            {"bootstrap.servers": servers, "group.id": "bench", "enable.auto.commit": False, "fetch.wait.max.ms": 5}
        )
        partitions = self._consumer.list_topics(topic, timeout=10).topics[topic].partitions
        places = [TopicPartition(topic, number) for number in partitions]
        for place in places:
            place.offset = self._consumer.get_watermark_offsets(place, timeout=10)[1]
        self._consumer.assign(places)

    def heard(self, seconds: float) -> Iterator[tuple[str, str, float]]:
        """Yield type, key and moment (`time.monotonic`) of the outcomes that come within `seconds`.
        Returns at once when some are there.
        """
        first = self._consumer.poll(seconds)
        if first is None:
            return
        records = [first, *self._consumer.consume(10_000, timeout=0)]
        moment = time.monotonic()
        for record in records:
            assert record.error() is None, record.error()
            yield orjson.loads(record.value() or b"")["type"], (record.key() or b"").decode(), moment

    def close(self) -> None:
        self._consumer.close()
