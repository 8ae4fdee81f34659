"""Bound the messages taken from Kafka at once, in bytes as well as in number."""

from __future__ import annotations

from collections import deque
from typing import cast

from confluent_kafka import Consumer
from confluent_kafka import Message as KafkaMessage

from bridge.consume.gathering import MAX_BYTES, Gathering


class Queue:
    """A client's queue that is filled as soon as it is empty, as one on a fast network."""

    def __init__(self, size: int, *, at_once: int) -> None:
        self._record = KafkaMessage(topic="orders", partition=0, offset=1, value=b"x" * size, timestamp=(1, 0))
        self._queue = deque([self._record])
        self._at_once = at_once

    def poll(self, _: float) -> KafkaMessage:
        return self._queue.popleft() if self._queue else self._record

    def consume(self, most: int, *, timeout: float) -> list[KafkaMessage]:
        assert timeout == 0
        found = [self._queue.popleft() for _ in range(min(most, len(self._queue)))]
        if not found:
            self._queue.extend([self._record] * self._at_once)
        return found or self.consume(most, timeout=0)

    def assignment(self) -> list[object]:
        return []


def taken(queue: Queue, *, most: int) -> int:
    gathering = Gathering(cast("Consumer", queue), most=most, out_of_range=lambda _: None)
    found = gathering.poll()
    assert gathering.in_hand
    return len(found)


def test_small_messages_are_bounded_in_number() -> None:
    assert taken(Queue(100, at_once=7), most=1_000) == 1_000
    assert taken(Queue(100, at_once=7), most=1) == 1


def test_large_messages_are_bounded_in_bytes() -> None:
    assert taken(Queue(1_048_576, at_once=2), most=1_000) <= MAX_BYTES / 1_048_576 + 2
