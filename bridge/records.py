"""Kafka records as the client hands them over: as plain values, and in portions that one transaction can take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

from confluent_kafka import TIMESTAMP_NOT_AVAILABLE, TopicPartition
from confluent_kafka import Message as Record

from bridge.cloudevents import Message
from inventory.inbox import Origin

MAX_BATCH_BYTES = 8 * 1_048_576
"""One transaction takes about this much, so that a run of large messages stays within the statement timeout."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def origin(record: Record) -> Origin:
    topic, partition, offset = record.topic(), record.partition(), record.offset()
    assert topic is not None and partition is not None and offset is not None  # noqa: PT018 - records have a place
    return Origin(topic, partition, offset)


def message(record: Record) -> Message:
    """The record as `bridge.decode` takes it."""
    # Declared as what a producer may give; a consumer gives pairs of a name and bytes.
    headers = cast("list[tuple[str, bytes | None]]", record.headers() or [])
    return Message(origin(record), record.value(), tuple(headers), _timestamp(record))


def portions(records: Sequence[Record]) -> Iterator[list[Record]]:
    """`records` in their order, in portions of about `MAX_BATCH_BYTES`: one, unless messages are unusually large."""
    portion: list[Record] = []
    size = 0
    for record in records:
        portion.append(record)
        size += len(record.value() or b"")
        if size >= MAX_BATCH_BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def next_offsets(records: Sequence[Record]) -> list[TopicPartition]:
    """Where each partition is to be read on when all of `records` are dealt with."""
    following: dict[tuple[str, int], int] = {}
    for place in map(origin, records):
        partition = (place.topic, place.partition)
        following[partition] = max(following.get(partition, 0), place.offset + 1)
    return [TopicPartition(topic, partition, offset) for (topic, partition), offset in following.items()]


def _timestamp(record: Record) -> datetime | None:
    kind, milliseconds = record.timestamp()
    if kind == TIMESTAMP_NOT_AVAILABLE or milliseconds < 0:
        return None
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        # Producers may write any number there.
        return None
