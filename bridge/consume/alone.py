"""`python -m bridge.consume.alone TOPIC PARTITION OFFSET BYTES`: reads one batch in the smallest
fetch, in a process that may die of it.

Each message goes to its standard output once decoding it has killed nobody. So the bridge, which
started it, needs the memory of one message, and lives to log the result (ADR 0031).
"""

from __future__ import annotations

import pickle
import resource
import signal
import struct
import sys
import time
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from confluent_kafka import Consumer, KafkaError, TopicPartition

from bridge.consume.records import UNREADABLE, messages
from bridge.decode.decode import decode
from bridge.kafka import alone_config
from inventory.process.garbage import spare_all_at_the_end
from inventory.settings import settings

LENGTH = struct.Struct(">I")
MAX_MESSAGES = 1_000
"""Messages of one run. A batch may have more. Then the next run goes on."""
WAIT_SECONDS = 20
ALARM_SECONDS = 120
"""After this time nobody waits for the result any more."""


class Exit(IntEnum):
    """The result of a run that was not ended by a signal."""

    DONE = 0
    UNREADABLE = 65
    NO_MEMORY = 66
    AWAY = 69


def main() -> None:
    topic, partition, offset, bytes_ = sys.argv[1], *map(int, sys.argv[2:])
    signal.alarm(ALARM_SECONDS)
    spare_all_at_the_end()
    try:
        sys.exit(_read(TopicPartition(topic, partition, offset), bytes_))
    except MemoryError:
        sys.exit(Exit.NO_MEMORY)


def _read(place: TopicPartition, bytes_: int) -> Exit:
    options = settings()
    consumer = Consumer(alone_config(options))
    consumer.list_topics(place.topic, timeout=WAIT_SECONDS)  # its threads exist now, and their stacks are not counted
    _limit(_data_bytes() + bytes_)
    consumer.assign([place])
    until = time.monotonic() + WAIT_SECONDS
    wait: float = WAIT_SECONDS
    for _ in range(MAX_MESSAGES):
        record = consumer.poll(wait)
        if record is None:
            # Nothing more of this batch is in the queue. Without a first message Kafka is away.
            return Exit.DONE if time.monotonic() < until else Exit.AWAY
        if (error := record.error()) is not None:
            if error.code() == KafkaError._PARTITION_EOF:  # noqa: SLF001 - public
                return Exit.DONE
            return Exit.UNREADABLE if error.code() in UNREADABLE else Exit.AWAY
        (message,) = messages([record])
        decode(message, now=datetime.now(UTC), retention=timedelta(days=options.inbox_retention_days))
        told = pickle.dumps(message)
        sys.stdout.buffer.write(LENGTH.pack(len(told)) + told)
        sys.stdout.buffer.flush()
        wait = 0.05
    return Exit.DONE


def _limit(bytes_: int) -> None:
    """Limit the data of this process to `bytes_`, or to a lower limit that it was started with."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = bytes_ if hard == resource.RLIM_INFINITY else min(bytes_, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _data_bytes() -> int:
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - one line less to import
        return int(status.read().partition("VmData:")[2].split()[0]) * 1_024


if __name__ == "__main__":
    main()
