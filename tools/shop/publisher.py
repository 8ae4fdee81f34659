"""The Kafka producer of the shop's other services: it sends events once or twice, and counts."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Self

from confluent_kafka import KafkaError, Message, Producer

from tools.shop.messages import BadMessage, Event, Record, Redelivery, encode

DeliveryReport = Callable[[KafkaError | None, Message], None]

FLUSH_SECONDS = 30.0
FOREIGN = {"OrderShipped"}
"""Types of events that the service must not store."""


@dataclass(slots=True)
class Published:
    """The messages that were published."""

    events: Counter[str] = field(default_factory=Counter)
    """Number of different events of each type."""
    redelivered: int = 0
    """Number of events that were sent a second time."""
    bad: dict[tuple[str, int, int], str] = field(default_factory=dict)
    """Reason of the dead letter that each bad message must become, by topic, partition and
    offset.
    """

    @property
    def stored(self) -> int:
        """Return the number of inbox rows that the service must have: one for each event of a type
        that it knows, and one for each bad message.
        """
        return sum(count for type_, count in self.events.items() if type_ not in FOREIGN) + len(self.bad)


class Publisher:
    """A context manager. Any thread may publish."""

    def __init__(self, bootstrap_servers: str) -> None:
        self.published = Published()
        self._producer = Producer({"bootstrap.servers": bootstrap_servers, "linger.ms": 5, "enable.idempotence": True})
        self._lock = Lock()
        self._for_later: list[Record] = []
        self._failures: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._producer.close()

    def publish(self, event: Event) -> None:
        record = encode(event, datetime.now(UTC))
        self._send(record)
        with self._lock:
            self.published.events[event.type] += 1
            self.published.redelivered += event.redelivery is Redelivery.AT_ONCE
            if event.redelivery is Redelivery.HOURS_LATER:
                self._for_later.append(record)
        if event.redelivery is Redelivery.AT_ONCE:
            self._send(record)

    def redeliver(self) -> None:
        """Send the events again that are to be redelivered hours later."""
        with self._lock:
            records, self._for_later = self._for_later, []
            self.published.redelivered += len(records)
        for record in records:
            self._send(record)

    def publish_bad(self, bad: BadMessage) -> None:
        def delivered(error: KafkaError | None, record: Message) -> None:
            self._delivered(error, record)
            topic, partition, offset = record.topic(), record.partition(), record.offset()
            assert topic is not None
            assert partition is not None
            assert offset is not None
            self.published.bad[topic, partition, offset] = bad.reason

        message = bad.message
        self._send(encode(message, datetime.now(UTC)) if isinstance(message, Event) else message, delivered)

    def flush(self) -> None:
        """Return when Kafka has every message. Raises RuntimeError if it has not taken one."""
        left = self._producer.flush(FLUSH_SECONDS)
        if left or self._failures:
            raise RuntimeError(f"Kafka has not taken {left} messages in time, and refused {self._failures}")

    def _send(self, record: Record, on_delivery: DeliveryReport | None = None) -> None:
        self._producer.produce(
            record.topic,
            record.value,
            record.key,
            headers=list(record.headers),
            on_delivery=on_delivery or self._delivered,
        )
        self._producer.poll(0)

    def _delivered(self, error: KafkaError | None, _message: Message) -> None:
        if error is not None:
            self._failures.append(error.str())
