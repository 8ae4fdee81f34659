from __future__ import annotations

from datetime import UTC, datetime

import pytest
from confluent_kafka import TIMESTAMP_CREATE_TIME, TIMESTAMP_LOG_APPEND_TIME, TIMESTAMP_NOT_AVAILABLE
from confluent_kafka import Message as KafkaMessage

from bridge.consume.records import MAX_BATCH_BYTES, OVERHEAD, messages, portions
from bridge.decode.cloudevents import InboundMessage


def message(offset: int, *, partition: int = 0, size: int = 10, timestamp: tuple[int, int] = (1, 0)) -> InboundMessage:
    record = KafkaMessage(topic="orders", partition=partition, offset=offset, value=b"x" * size, timestamp=timestamp)
    (found,) = messages([record])
    return found


def test_ordinary_messages_are_one_portion() -> None:
    records = [message(offset) for offset in range(500)]
    assert list(portions(records)) == [records]
    assert list(portions([])) == []


def test_large_messages_are_several_in_order() -> None:
    records = [message(offset, size=MAX_BATCH_BYTES // 3 - OVERHEAD) for offset in range(10)]
    divided = list(portions(records))
    assert [len(portion) for portion in divided] == [4, 4, 2]
    assert [each for portion in divided for each in portion] == records


@pytest.mark.parametrize("kind", [TIMESTAMP_CREATE_TIME, TIMESTAMP_LOG_APPEND_TIME])
def test_the_records_own_time(kind: int) -> None:
    found = message(0, timestamp=(kind, 1_777_636_740_123)).timestamp
    assert found == datetime(2026, 5, 1, 11, 59, 0, 123_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "timestamp", [(TIMESTAMP_NOT_AVAILABLE, 0), (TIMESTAMP_CREATE_TIME, -1), (TIMESTAMP_CREATE_TIME, 2**62)]
)
def test_no_time_or_one_beyond_the_calendar_is_none(timestamp: tuple[int, int]) -> None:
    assert message(0, timestamp=timestamp).timestamp is None


def test_headers_count_as_values_do() -> None:
    header = (("ce_a", b"x" * (MAX_BATCH_BYTES // 2)),)
    records = [message(offset)._replace(headers=header) for offset in range(4)]
    assert [len(portion) for portion in portions(records)] == [2, 2]
