"""A Kafka producer that delivers every message, however often its broker is killed.

librdkafka's own is not enough: when a broker that comes back says for a moment that a partition has
no leader, the client may never send to that partition again (its issue 5430, open in 2.16.0). So a
client that delivers nothing more is replaced, and its undelivered messages are sent again. At worst
some arrive twice. That is good enough here.
"""

import logging
import time
from functools import partial
from itertools import count
from threading import RLock

from confluent_kafka import KafkaError, Message, Producer

from tools.shop.messages import Record

STUCK_SECONDS = 10.0
POLL_SECONDS = 0.1

logger = logging.getLogger(__name__)


class PatientProducer:
    """A producer that any thread may use."""

    def __init__(self, bootstrap_servers: str) -> None:
        # The client keeps unacknowledged messages, however long Kafka is away.
        self._config = {"bootstrap.servers": bootstrap_servers, "acks": "all", "message.timeout.ms": 0, "linger.ms": 5}
        self._producer = self._new()
        self._numbers = count()
        self._undelivered: dict[int, Record] = {}
        self._progress = time.monotonic()
        self._lock = RLock()
        self.refused: list[str] = []

    def send(self, record: Record) -> None:
        """Send a message now, or when Kafka is there."""
        with self._lock:
            number = next(self._numbers)
            if not self._undelivered:
                self._progress = time.monotonic()
            self._undelivered[number] = record
            self._produce(number, record)
            self.poll()

    def poll(self, seconds: float = 0) -> None:
        """Take the reports of deliveries. Replace a client that is stuck."""
        with self._lock:
            self._producer.poll(seconds)
            if self._undelivered and time.monotonic() - self._progress > STUCK_SECONDS:
                logger.warning("%d messages are not delivered: a new client sends them again", len(self._undelivered))
                self._producer.purge()
                self._producer = self._new()
                self._progress = time.monotonic()
                for number, record in list(self._undelivered.items()):
                    self._produce(number, record)

    def flush(self, seconds: float) -> int:
        """Wait up to `seconds` for all deliveries. Returns the number of messages left."""
        deadline = time.monotonic() + seconds
        while self._undelivered and time.monotonic() < deadline:
            self.poll(POLL_SECONDS)
        return len(self._undelivered)

    def _new(self) -> Producer:
        return Producer(self._config, logger=logger)

    def _produce(self, number: int, record: Record) -> None:
        headers: list[tuple[str, str | bytes | None]] = list(record.headers)
        told = partial(self._delivered, number)
        self._producer.produce(record.topic, record.value, record.key, headers=headers, on_delivery=told)

    def _delivered(self, number: int, error: KafkaError | None, _message: Message) -> None:
        if error is None:
            self._undelivered.pop(number, None)
            self._progress = time.monotonic()
        elif error.code() not in {KafkaError._PURGE_QUEUE, KafkaError._PURGE_INFLIGHT}:  # noqa: SLF001 - public, in spite of their names
            self.refused.append(error.str())
