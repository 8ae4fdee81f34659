"""Reads `inventory.events` to its end, without a trace of having read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Any, NamedTuple

import orjson
from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition
from confluent_kafka import Message as KafkaMessage

from bridge.kafka import answer_seconds, look_config
from bridge.relay.announcement import OUTBOX_ID, SOURCE
from inventory.settings import Settings

BATCH = 1_000


class PublishedOutcome(NamedTuple):
    """An outcome of ours as it stands in Kafka. `outbox_id` is None if an earlier release announced
    it.
    """

    event: Mapping[str, Any]
    outbox_id: int | None


def outcomes(
    settings: Settings, *, newest: int | None = None, alive: Callable[[], None] = lambda: None
) -> Iterator[PublishedOutcome]:
    """Yield every outcome in Kafka, or the `newest` of each partition. Calls `alive` before each
    wait.

    Raises `KafkaException` when Kafka does not answer, and the errors of `alive`.
    """
    topic, seconds = settings.topic_events, answer_seconds(settings)
    with closing(Consumer(look_config(settings))) as consumer:
        places = _places(consumer, topic, newest, seconds, alive)
        consumer.assign(places)
        unread = {place.partition for place in places}
        while unread:
            alive()
            # `consume` alone would wait for all of its time, unless a whole batch is there.
            first = consumer.poll(seconds)
            if first is None:
                raise KafkaException(KafkaError(KafkaError._TIMED_OUT, f"{topic} was not read to its end"))  # noqa: SLF001 - public, in spite of its name
            for record in (first, *consumer.consume(BATCH - 1, timeout=0)):
                error = record.error()
                if error is None:
                    yield from _announced(record)
                elif error.code() == KafkaError._PARTITION_EOF:  # noqa: SLF001
                    unread.discard(record.partition() or 0)
                else:
                    raise KafkaException(error)


def _places(
    consumer: Consumer, topic: str, newest: int | None, seconds: float, alive: Callable[[], None]
) -> list[TopicPartition]:
    """Return the beginning of each partition with messages. Returns nothing for a topic that does
    not exist.
    """
    metadata = consumer.list_topics(topic, timeout=seconds).topics[topic]
    if metadata.error is not None:
        if metadata.error.code() == KafkaError.UNKNOWN_TOPIC_OR_PART:
            return []
        raise KafkaException(metadata.error)
    places: list[TopicPartition] = []
    for number in metadata.partitions:
        alive()
        first, end = consumer.get_watermark_offsets(TopicPartition(topic, number), timeout=seconds)
        if end > first:
            places.append(TopicPartition(topic, number, first if newest is None else max(first, end - newest)))
    return places


def _announced(record: KafkaMessage) -> Iterator[PublishedOutcome]:
    """Yield the outcome in a record, or nothing if it is none of ours."""
    try:
        event = orjson.loads(record.value() or b"")
    except orjson.JSONDecodeError:
        return
    if not isinstance(event, dict) or event.get("source") != SOURCE or not str(event.get("sequence")).isdigit():
        return
    found = dict(record.headers() or []).get(OUTBOX_ID)
    yield PublishedOutcome(event, int(found) if isinstance(found, bytes) and found.isdigit() else None)
