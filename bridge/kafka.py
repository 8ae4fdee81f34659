"""The configuration of all Kafka clients. `bridge/kafka_properties.py` lists the properties that no
operator may override.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from confluent_kafka import KafkaError

from bridge.kafka_properties import ALIASES, MAX_RECEIVED_BYTES, MAX_RECORD_BYTES, problems
from inventory.errors import InvalidSettings
from inventory.settings import Settings

Config = dict[str, Any]

logger = logging.getLogger(__name__)

MAX_ANSWER_SECONDS = 5.0
QUIET_SECONDS = 10.0
"""Time between two log lines of one kind of error: a client that can't connect repeats its error
twenty times a second.
"""
_told: dict[str, float] = {}

_BOUNDED: Config = {
    # Both count compressed bytes, and 230 of them may decode to a message of 900 kB. A batch comes
    # whole, however large, but only as the first of an answer. So the two limit the number of
    # *batches* in an answer, and little else: large enough for a dozen events that come one by one,
    # small enough that memory holds them decoded.
    "fetch.max.bytes": 4_096,
    "fetch.message.max.bytes": 4_096,
    # In decoded bytes. While its queue holds this much, the client asks for nothing more. An answer
    # on its way comes on top.
    "queued.max.messages.kbytes": 8_192,
    "receive.message.max.bytes": MAX_RECEIVED_BYTES,
}
"""Limits of a consumer's memory, as far as the client can set them (ADR 0031)."""
_FOR_PRODUCERS_ONLY = {"message.max.bytes": 1_000}
"""A consumer uses it for one check: librdkafka refuses a smaller `fetch.max.bytes`."""


class KafkaFailed(Exception):
    """A Kafka client can't go on in this process: exit, so that the supervisor starts a new one."""


def consumer_config(settings: Settings) -> Config:
    """Return the configuration of the bridge's `Consumer`. Raises `InvalidSettings` for an unsafe
    override.
    """
    config = _with_overrides(
        settings,
        {
            "group.id": settings.consumer_group,
            "enable.auto.commit": True,
            "enable.auto.offset.store": False,
            # The bridge sets the start of each partition itself. It must be told when Kafka has
            # nothing there any more.
            "auto.offset.reset": "error",
            "isolation.level": "read_committed",
            "partition.assignment.strategy": "cooperative-sticky",
        },
        {
            "auto.commit.interval.ms": 1_000,
            # After this long a killed bridge is out of its group, and its partitions are read
            # again.
            "session.timeout.ms": 10_000,
            "heartbeat.interval.ms": 3_000,
            # A topic that is created after the start of the bridge is found in this time instead of
            # five minutes.
            "topic.metadata.refresh.interval.ms": 10_000,
            **_BOUNDED,
        },
    )
    return config | _FOR_PRODUCERS_ONLY


def producer_config(settings: Settings) -> Config:
    """Return the configuration of the relay's `Producer`. Raises `InvalidSettings` for an unsafe
    override.
    """
    return _with_overrides(
        settings,
        {
            "enable.idempotence": True,
            # librdkafka calls it experimental and warns of that at each start: the name may change
            # or go. Its effect is needed (`REFUSED` in `kafka_properties`). A release without it
            # refuses the configuration, so its end can't go unnoticed.
            "enable.gapless.guarantee": True,
            "acks": "all",
            "message.timeout.ms": 0,
            # As Java's clients place keys. A consumer that joins outcomes with a topic of its own
            # finds both in one partition.
            "partitioner": "murmur2_random",
        },
        {
            "message.max.bytes": MAX_RECORD_BYTES,
            "queue.buffering.max.ms": 5,
            "compression.codec": settings.compression_type,
            # A broker refuses a whole batch that exceeds its topic's limit: stay well below any
            # limit in use.
            "batch.size": 131_072,
        },
    )


def look_config(settings: Settings) -> Config:
    """Return the configuration of a `Consumer` that is given its partitions. It leaves no trace in
    Kafka of having read them.
    """
    config = _with_overrides(
        settings,
        {
            "group.id": f"{settings.consumer_group}-look",
            "enable.auto.commit": False,
            "enable.partition.eof": True,
        },
        dict(_BOUNDED),
    )
    return config | _FOR_PRODUCERS_ONLY


def alone_config(settings: Settings) -> Config:
    """Return the configuration of a `Consumer` that reads one batch at a time, of any size. It asks
    for the next batch when that one is read.
    """
    smallest = {"fetch.max.bytes": 1_000, "fetch.message.max.bytes": 1_000, "queued.min.messages": 1}
    return look_config(settings) | smallest | {"receive.message.max.bytes": 1_000_000_000}


def answer_seconds(settings: Settings) -> float:
    """Return the seconds that Kafka may take for an answer, fewer than a process may be silent
    before it counts as stuck.
    """
    return min(MAX_ANSWER_SECONDS, settings.stuck_seconds / 2)


def admin_config(settings: Settings) -> Config:
    return _with_overrides(settings, {}, {})


def report(error: KafkaError) -> None:
    """Log an error of a client. Clients retry by themselves, so the process goes on.

    It is the clients' `error_cb`, and is called for polled errors too. Raises `KafkaFailed` for an
    error after which a client never works again.
    """
    if error.fatal():
        raise KafkaFailed(error.str())
    now = time.monotonic()
    if now - _told.get(error.name(), -QUIET_SECONDS) >= QUIET_SECONDS:
        _told[error.name()] = now
        logger.warning("Kafka: %s (%s); the client keeps trying", error.str(), error.name())


def _with_overrides(settings: Settings, protected: Config, defaults: Config) -> Config:
    protected = {"bootstrap.servers": settings.kafka_bootstrap_servers, **protected}
    wrong = problems(settings.kafka_config)
    if wrong:
        raise InvalidSettings(problems=[("INVENTORY_KAFKA_CONFIG", one) for one in wrong])
    return {
        "client.id": "inventory",
        **defaults,
        # Each property under one name. Of two names for one property the client takes the last, in
        # an order that nobody sees.
        **{ALIASES.get(name, name): value for name, value in settings.kafka_config.items()},
        **protected,
        "error_cb": report,
        "logger": logging.getLogger("librdkafka"),
    }
