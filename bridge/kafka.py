"""Kafka client configuration, in one place. `bridge/kafka_properties.py` says what nobody may
override.
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
"""One kind of error is logged at most this often: a client that can't connect says so twenty times
a second.
"""
_told: dict[str, float] = {}

_BOUNDED: Config = {
    # Both count what the wire carries: 230 bytes of it may be a record of 900 kB. A batch comes whole, however large, but
    # when it is the first of an answer alone. So these bound how many *batches* an answer has, and little else: large enough
    # for a dozen events that come one by one, small enough for what they may be decoded to.
    "fetch.max.bytes": 4_096,
    "fetch.message.max.bytes": 4_096,
    # In decoded bytes: with as much in its queue the client asks for nothing more. What is on its way comes on top.
    "queued.max.messages.kbytes": 8_192,
    "receive.message.max.bytes": MAX_RECEIVED_BYTES,
}
"""What a consumer holds, as far as the client can bound it (ADR 0031)."""
_FOR_PRODUCERS_ONLY = {"message.max.bytes": 1_000}
"""Means nothing to a consumer, but that it can't be created with less as `fetch.max.bytes`."""


class KafkaFailed(Exception):
    """A Kafka client can't go on in this process: exit, so that the supervisor starts a new one."""


def consumer_config(settings: Settings) -> Config:
    """For `confluent_kafka.Consumer`. Raises `InvalidSettings` for an override that would be
    unsafe.
    """
    config = _with_overrides(
        settings,
        {
            "group.id": settings.consumer_group,
            "enable.auto.commit": True,
            "enable.auto.offset.store": False,
            # The bridge says itself where each partition is read on. Where Kafka has nothing there any more, it wants to know.
            "auto.offset.reset": "error",
            "isolation.level": "read_committed",
            "partition.assignment.strategy": "cooperative-sticky",
        },
        {
            "auto.commit.interval.ms": 1_000,
            # A bridge that was killed is out of its group, and its partitions are read again, after this long.
            "session.timeout.ms": 10_000,
            "heartbeat.interval.ms": 3_000,
            # A topic that is created after the bridge has started is found within this time, not in five minutes.
            "topic.metadata.refresh.interval.ms": 10_000,
            **_BOUNDED,
        },
    )
    return config | _FOR_PRODUCERS_ONLY


def producer_config(settings: Settings) -> Config:
    """For the relay's `confluent_kafka.Producer`. Raises `InvalidSettings` for an override that
    would be unsafe.
    """
    return _with_overrides(
        settings,
        {
            "enable.idempotence": True,
            # librdkafka calls it experimental, and warns of that at each start: the name may change or go. What it does is
            # needed (see above), and a release without it refuses the configuration, so that it can't go unnoticed.
            "enable.gapless.guarantee": True,
            "acks": "all",
            "message.timeout.ms": 0,
            # As Java's clients place keys: whoever joins outcomes with a topic of their own finds both in one partition.
            "partitioner": "murmur2_random",
        },
        {
            "message.max.bytes": MAX_RECORD_BYTES,
            "queue.buffering.max.ms": 5,
            # A broker refuses a whole batch that exceeds its topic's limit: stay well below any limit in use.
            "batch.size": 131_072,
        },
    )


def look_config(settings: Settings) -> Config:
    """For a `confluent_kafka.Consumer` that is given its partitions, and leaves no trace of having
    read them.
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
    """For a `confluent_kafka.Consumer` that reads one batch at a time, of any size, and asks for
    the next when it is read.
    """
    smallest = {"fetch.max.bytes": 1_000, "fetch.message.max.bytes": 1_000, "queued.min.messages": 1}
    return look_config(settings) | smallest | {"receive.message.max.bytes": 1_000_000_000}


def answer_seconds(settings: Settings) -> float:
    """Return how long Kafka may take for an answer: not so long that whoever asks is taken for
    stuck meanwhile.
    """
    return min(MAX_ANSWER_SECONDS, settings.stuck_seconds / 2)


def admin_config(settings: Settings) -> Config:
    return _with_overrides(settings, {}, {})


def report(error: KafkaError) -> None:
    """The clients' `error_cb`, and for errors that are polled: they retry by themselves, so tell and go on.

    Raises `KafkaFailed` for an error after which a client never works again.
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
        # By one name each: of two names for a property the client takes the last one, in an order that nobody sees.
        **{ALIASES.get(name, name): value for name, value in settings.kafka_config.items()},
        **protected,
        "error_cb": report,
        "logger": logging.getLogger("librdkafka"),
    }
