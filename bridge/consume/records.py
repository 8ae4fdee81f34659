"""Kafka records as plain values, and in portions that one transaction can take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

from confluent_kafka import TIMESTAMP_NOT_AVAILABLE, KafkaError
from confluent_kafka import Message as KafkaMessage

from bridge.decode.cloudevents import InboundMessage
from bridge.kafka import report
from inventory.inbox.decoded import Origin, PartitionKey
from inventory.inbox.sent import Headers

MAX_BATCH_BYTES = 4 * 1_048_576
"""Approximate size of one transaction. A run of large messages stays within the statement timeout,
and its decoded form, up to fifteen times as large, within the memory.
"""
OVERHEAD = 500
"""Bytes of any message beside its content. A header takes a fifth of that."""

UNREADABLE = frozenset(
    {KafkaError._BAD_COMPRESSION, KafkaError._BAD_MSG, KafkaError._NOT_IMPLEMENTED}  # noqa: SLF001 - public, in spite of the names
)
"""Errors of a batch that stay, however often it is fetched."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def messages(polled: Sequence[KafkaMessage]) -> list[InboundMessage]:
    """Return the polled messages. Errors among them are reported. Raises `KafkaFailed` for one that
    ends the client.
    """
    found = []
    for record in polled:
        error = record.error()
        if error is None:
            found.append(_message(record))
        elif not _out_of_range(error):
            report(error)
    return found


def size(message: InboundMessage) -> int:
    """Return about how many bytes a message takes. Headers may be as large as values."""
    headers = sum(len(name) + len(value or b"") + OVERHEAD // 5 for name, value in message.headers or ())
    return len(message.value or b"") + headers + OVERHEAD


def unreadable(polled: Sequence[KafkaMessage]) -> set[PartitionKey]:
    """Return the partitions with an unreadable batch. The client would try it for ever, and get no
    further.
    """
    found = set()
    for record in polled:
        error, topic, partition = record.error(), record.topic(), record.partition()
        if error is not None and error.code() in UNREADABLE and topic is not None and partition is not None:
            found.add((topic, partition))
    return found


def out_of_range(polled: Sequence[KafkaMessage]) -> set[PartitionKey]:
    """Return the partitions that can't be read on, because Kafka has nothing at their offset."""
    return {
        (topic, partition)
        for record in polled
        if (error := record.error()) is not None and _out_of_range(error)
        if (topic := record.topic()) is not None and (partition := record.partition()) is not None
    }


def _out_of_range(error: KafkaError) -> bool:
    return error.code() == KafkaError._AUTO_OFFSET_RESET  # noqa: SLF001 - public, in spite of its name


def portions(messages: Sequence[InboundMessage]) -> Iterator[list[InboundMessage]]:
    """Yield `messages` in their order, in portions of about `MAX_BATCH_BYTES`: in one, unless they
    are unusually large.
    """
    portion: list[InboundMessage] = []
    bytes_ = 0
    for message in messages:
        portion.append(message)
        bytes_ += size(message)
        if bytes_ >= MAX_BATCH_BYTES:
            yield portion
            portion, bytes_ = [], 0
    if portion:
        yield portion


def _message(record: KafkaMessage) -> InboundMessage:
    topic, partition, offset = record.topic(), record.partition(), record.offset()
    assert topic is not None  # every record that was read has a place
    assert partition is not None
    assert offset is not None
    return InboundMessage(
        Origin(topic, partition, offset), record.value(), _headers(record), _timestamp(record), _key(record)
    )


def _key(record: KafkaMessage) -> bytes | None:
    key = record.key()
    return key.encode() if isinstance(key, str) else key  # declared as what a producer may give


def _headers(record: KafkaMessage) -> Headers | None:
    """Return the headers, None if a name is not UTF-8. Read them only once: the client fails the
    first time, and the second time returns a list with holes that crashes the interpreter.
    """
    try:
        # Declared as the type that a producer may give. A consumer gives pairs of a name and bytes.
        return tuple(cast("list[tuple[str, bytes | None]]", record.headers() or []))
    except (UnicodeDecodeError, SystemError):
        return None


def _timestamp(record: KafkaMessage) -> datetime | None:
    kind, milliseconds = record.timestamp()
    if kind == TIMESTAMP_NOT_AVAILABLE or milliseconds < 0:
        return None
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        # Producers may write any number there.
        return None
