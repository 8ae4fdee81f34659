"""Gathering: one poll takes the messages that come within a moment, bounded in messages and in
decoded bytes (ADR 0031).
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
"""Messages that come within this time of the last poll go together. A transaction and a task for
each event would cost ten times as much as for ten events, and the workers could do only a few
hundred events a second. A message that comes alone waits for no other.
"""
MAX_GATHER_SECONDS = 0.1
"""Each task that waits for workers prolongs the gathering, up to this. Larger tasks let the workers
catch up.
"""
MAX_BYTES = 8 * 1_048_576
"""Beyond this nothing more is gathered. One look into the client's queue may exceed it, by no more
than the queue may hold.
"""


class Gathering:
    """Takes messages from one consumer. Used in the thread that polls it."""

    def __init__(self, consumer: Consumer, *, most: int, out_of_range: Callable[[set[PartitionKey]], None]) -> None:
        self.in_hand = False
        """True while messages were taken and are not dealt with."""
        self._consumer = consumer
        self._most = most
        self._out_of_range = out_of_range
        self._arrived: list[InboundMessage] = []
        self._unreadable: set[PartitionKey] = set()
        self._seconds = GATHER_SECONDS
        self._until = 0.0

    def unreadable(self) -> set[PartitionKey]:
        """Return the partitions with a batch that the client can't read, each once."""
        found, self._unreadable = self._unreadable, set()
        return found

    @property
    def has_arrived(self) -> bool:
        """Return True if messages that were put aside wait."""
        return bool(self._arrived)

    def put_aside(self, record: KafkaMessage | None) -> None:
        """Keep a message for the next poll, because it came while others were in hand."""
        if record is not None:
            self._arrived += self._usable([record])

    def gather_longer(self, *, waiting: int) -> None:
        """Set the time of gathering by the number of tasks that wait for workers."""
        self._seconds = min(GATHER_SECONDS * (1 + waiting), MAX_GATHER_SECONDS)
        metrics.GATHERING.set(self._seconds)

    def poll(self) -> list[InboundMessage]:
        """Wait for a message. Return it with those that come within a moment."""
        # `consume` alone would wait for its timeout whenever the queue has fewer messages than it
        # asks for. To wait for one and then take all that have arrived adds no delay at low load
        # and fills the batch at high load.
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
        """Return the messages, and report partitions that can't be read on."""
        if places := out_of_range(records):
            self._out_of_range(places)
        return messages(records)

    def _more(self, most: int) -> Sequence[KafkaMessage]:
        """Return the messages in the client's queue. If it is empty, wait for one while there is
        time.
        """
        queued = self._consumer.consume(most, timeout=0)
        if queued:
            return queued
        left = self._until - time.monotonic()
        late = self._consumer.poll(left) if left > 0 else None
        return [] if late is None else [late]
