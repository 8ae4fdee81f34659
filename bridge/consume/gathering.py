"""Gathering: one poll takes as much as comes within a moment, bounded in messages and in decoded
bytes (ADR 0031).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from confluent_kafka import Consumer
from confluent_kafka import Message as KafkaMessage

from bridge import metrics
from bridge.consume.records import messages, out_of_range, size, unreadable
from bridge.decode.cloudevents import InboundMessage
from inventory.inbox.decoded import PartitionKey

POLL_SECONDS = 0.5
GATHER_SECONDS = 0.02
"""What comes within this time of the last poll goes together: a transaction and a task for each
event would cost ten times as much as for ten events, and a few hundred a second would be all
that the workers could do. One that comes alone waits for nobody.
"""
MAX_GATHER_SECONDS = 0.1
"""With each task that waits for workers they gather longer, up to this: larger tasks are what lets
the workers catch up.
"""
MAX_BYTES = 8 * 1_048_576
"""Beyond so much nothing more is gathered. What one look into the client's queue finds may exceed
it, by no more than that queue may hold.
"""


class Gathering:
    """Takes messages from one consumer. Used in the thread that polls it."""

    def __init__(self, consumer: Consumer, *, most: int, out_of_range: Callable[[set[PartitionKey]], None]) -> None:
        self.in_hand = False
        """True where messages were taken that are not dealt with."""
        self._consumer = consumer
        self._most = most
        self._out_of_range = out_of_range
        self._arrived: list[InboundMessage] = []
        self._unreadable: set[PartitionKey] = set()
        self._seconds = GATHER_SECONDS
        self._until = 0.0

    def unreadable(self) -> set[PartitionKey]:
        """Return the partitions of which the client said that a batch can't be read, once."""
        found, self._unreadable = self._unreadable, set()
        return found

    @property
    def has_arrived(self) -> bool:
        """Return whether messages wait that were put aside."""
        return bool(self._arrived)

    def put_aside(self, record: KafkaMessage | None) -> None:
        """Have a record that came while others were in hand taken with the next poll."""
        if record is not None:
            self._arrived += self._usable([record])

    def gather_longer(self, *, waiting: int) -> None:
        """Take note of how many tasks wait for workers."""
        self._seconds = min(GATHER_SECONDS * (1 + waiting), MAX_GATHER_SECONDS)
        metrics.GATHERING.set(self._seconds)

    def poll(self) -> list[InboundMessage]:
        """Wait for a message, and return it with those that come within a moment."""
        # `consume` alone would wait for its timeout whenever fewer messages than asked for are there. Waiting for one and
        # then taking what else has arrived adds no delay at low load and fills the batch at high load.
        found, self._arrived = self._arrived, []
        first = self._consumer.poll(0 if found else POLL_SECONDS)
        metrics.ASSIGNED_PARTITIONS.set(len(self._consumer.assignment()))
        if first is None:
            return found
        self.in_hand = True
        records: Sequence[KafkaMessage] = [first]
        taken = bytes_ = 0
        while records:
            self._unreadable |= unreadable(records)
            arrived = self._usable(records)
            found += arrived
            taken += len(records)
            bytes_ += sum(map(size, arrived))
            records = [] if taken >= self._most or bytes_ >= MAX_BYTES else self._more(self._most - taken)
        self._until = time.monotonic() + self._seconds
        return found

    def _usable(self, records: Sequence[KafkaMessage]) -> list[InboundMessage]:
        """Return the messages, and tell of partitions that can't be read on."""
        if places := out_of_range(records):
            self._out_of_range(places)
        return messages(records)

    def _more(self, most: int) -> Sequence[KafkaMessage]:
        """Return what is in the client's queue, and when that is empty what comes first while there
        is time.
        """
        queued = self._consumer.consume(most, timeout=0)
        if queued:
            return queued
        left = self._until - time.monotonic()
        late = self._consumer.poll(left) if left > 0 else None
        return [] if late is None else [late]
