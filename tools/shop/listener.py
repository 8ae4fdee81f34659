"""A Kafka consumer of `inventory.events`, as the Order Service has one, and the announcements that
it received.
"""

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

from confluent_kafka import Consumer, KafkaException, Message, TopicPartition
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # public, but not marked as exported
    ListOffsetsResultInfo,
    OffsetSpec,
)

from bridge.administration import Administration, is_passing

TOPIC = "inventory.events"
LEVEL = "StockLevelChanged"
ANSWER_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Announcement:
    """One event as it was delivered. The same `id` may come again."""

    id: str
    type: str
    key: str
    sequence: int
    data: dict[str, Any]


class Heard:
    """Announcements in the order of their delivery, without repeats, as a consumer that checks ids
    and sequences sees them. An id that comes again with a greater sequence is no repeat: the
    database was set back to a state from before the first announcement.
    """

    def __init__(self, deliveries: Iterable[Announcement]) -> None:
        newest: dict[str, int] = {}
        self.repeats = 0
        """Number of deliveries that repeated an earlier announcement."""
        self.announcements: list[Announcement] = []
        for one in deliveries:
            if newest.get(one.id, -1) >= one.sequence:
                self.repeats += 1
            else:
                newest[one.id] = one.sequence
                self.announcements.append(one)
        self.by_type = Counter(one.type for one in self.announcements)
        self.of_order: dict[str, list[Announcement]] = defaultdict(list)
        self.of_sku: dict[str, list[Announcement]] = defaultdict(list)
        for one in self.announcements:
            (self.of_sku if one.type == LEVEL else self.of_order)[one.key].append(one)

    def out_of_order(self) -> list[str]:
        """Return a line for each announcement that came after a newer one of its key."""
        return [
            f"{later.type} of {later.key}: {later.sequence} after {earlier.sequence}"
            for about in (self.of_order, self.of_sku)
            for told in about.values()
            for earlier, later in pairwise(told)
            if later.sequence < earlier.sequence
        ]


class Listener:
    """A context manager. A thread reads the topic from its first event on."""

    def __init__(self, bootstrap_servers: str) -> None:
        self._consumer = Consumer(
            {
                "bootstrap.servers": bootstrap_servers,
                "group.id": "demo",
                "enable.auto.commit": False,
                "auto.offset.reset": "earliest",
            }
        )
        # A client of its own: a question asked through the consumer would wait behind its fetches.
        self._admin = Administration({"bootstrap.servers": bootstrap_servers})
        self._deliveries: list[Announcement] = []
        self._next: dict[int, int] = {}
        self._stopping = threading.Event()
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._listen, name="listener")

    def __enter__(self) -> Self:
        partitions = self._consumer.list_topics(TOPIC, timeout=30).topics[TOPIC].partitions
        self._next = dict.fromkeys(partitions, 0)
        self._consumer.assign([TopicPartition(TOPIC, partition, 0) for partition in partitions])
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()
        self._consumer.close()
        del self._admin  # it has no other way to be closed

    def heard(self) -> Heard:
        """Return the announcements so far. Raises the exception that ended the thread."""
        if self._failure is not None:
            raise self._failure
        return Heard(list(self._deliveries))

    def has_heard_all(self) -> bool:
        """Return True if every event now in the topic was read, False while Kafka is away."""
        latest = OffsetSpec.latest()  # type: ignore[no-untyped-call]
        ends = self._admin.ask(
            [TopicPartition(TOPIC, partition) for partition in self._next],
            lambda open_, seconds: self._admin.client.list_offsets(
                dict.fromkeys(open_, latest), request_timeout=seconds
            ),
            topics=[TOPIC],
            seconds=ANSWER_SECONDS,
        )
        return all(self._is_heard(place.partition, end) for place, end in ends.items())

    def _is_heard(self, partition: int, end: ListOffsetsResultInfo | KafkaException) -> bool:
        if not isinstance(end, KafkaException):
            return self._next[partition] >= end.offset
        if not is_passing(end):
            raise end
        return False

    def _listen(self) -> None:
        try:
            while not self._stopping.is_set():
                for message in self._consumer.consume(500, timeout=0.2):
                    self._take(message)
        except Exception as failure:  # noqa: BLE001 - `heard` raises it
            self._failure = failure

    def _take(self, message: Message) -> None:
        if (error := message.error()) is not None:
            raise KafkaException(error)
        partition, offset, value = message.partition(), message.offset(), message.value()
        assert partition is not None
        assert offset is not None
        assert value is not None
        self._deliveries.append(_announcement(json.loads(value)))
        self._next[partition] = offset + 1


def _announcement(event: dict[str, Any]) -> Announcement:
    return Announcement(event["id"], event["type"], event["subject"], int(event["sequence"]), event["data"])
