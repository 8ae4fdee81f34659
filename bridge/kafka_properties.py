"""The limits of INVENTORY_KAFKA_CONFIG, because the guarantees rest on them: refused properties,
and bounds of others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bridge.decode.cloudevents import MAX_MESSAGE_BYTES

MAX_RECORD_BYTES = MAX_MESSAGE_BYTES + 65_536
"""The largest record: a message of the largest size, its key, its headers and Kafka's framing. It
is the limit of the topics that we create and of our producer.
"""
MAX_RECEIVED_BYTES = 134_217_728
"""The largest batch in decoded bytes, for zstd. One beyond it is an error, and not the end of the
process.
"""
_MAX_FETCHED_BYTES = 16_384
_MAX_QUEUED_KBYTES = 16_384
_MEMORY = "the memory of the bridge is bounded by it, whatever the messages are decoded to"

REFUSED = {
    "enable.auto.offset.store": "an offset may be stored only after PostgreSQL has committed its event, or events are lost",
    "enable.auto.commit": "stored offsets are committed by the client, on a timer, on revocation and on close",
    "auto.offset.reset": "events that Kafka deleted before they were read would be passed over in silence",
    "partition.assignment.strategy": "bridges of two strategies can't share a group",
    "enable.idempotence": "without it a retry can reorder or repeat what is announced",
    "enable.gapless.guarantee": "without it an outcome could overtake an earlier one of its order that failed",
    "acks": "an outcome is removed from the outbox only when every in-sync replica has it",
    "message.timeout.ms": "an outcome must not be given up because Kafka is away for long",
    "message.send.max.retries": "an outcome must not be given up because Kafka refuses it for a while",
    "partitioner": "outcomes of a key must lie where every client looks for them, Java's included",
    "delivery.report.only.error": "an outcome is removed from the outbox when Kafka reports that it has it",
    "enabled_events": "what Kafka reports of outcomes would reach nobody",
    "queuing.strategy": "outcomes of one key would overtake each other",
    "transactional.id": "outcomes are published without Kafka's transactions, which nobody would commit",
    "isolation.level": "events of a transaction that was aborted never happened, and must not be heard",
    "enable.partition.eof": "the bridge would take the end of a partition for a failure",
    "offset.store.method": "the group's offsets have to be in Kafka, where another bridge finds them",
    "group.instance.id": "bridges share these settings, and two members of one id put each other out",
    "group.protocol": "bridges of two protocols can't share a group",
    "topic.blacklist": "events of a topic that the client is told not to see would be unheard in silence",
    "metadata.recovery.strategy": "once Kafka has named no broker for a moment, a client that can't begin again is lost",
    "bootstrap.servers": "set KAFKA_BOOTSTRAP_SERVERS instead",
    "group.id": "set INVENTORY_CONSUMER_GROUP instead",
}
"""Properties that INVENTORY_KAFKA_CONFIG must not have, each with the reason."""


@dataclass(frozen=True)
class Bounds:
    """The least and the most that a property may be, with the reason."""

    least: int
    most: int
    why: str
    fractions: bool = False

    def hold(self, value: str) -> bool:
        form = r"[0-9]+(\.[0-9]+)?" if self.fractions else r"[0-9]+"
        return re.fullmatch(form, value) is not None and self.least <= float(value) <= self.most


BOUNDED = {
    "auto.commit.interval.ms": Bounds(1, 60_000, "0 turns the commits off, and the group's lag is read from them"),
    "topic.metadata.refresh.interval.ms": Bounds(
        1, 300_000, "topics and partitions that are made later would be unheard in silence"
    ),
    "fetch.max.bytes": Bounds(1_000, _MAX_FETCHED_BYTES, _MEMORY),
    "fetch.message.max.bytes": Bounds(1, _MAX_FETCHED_BYTES, _MEMORY),
    "queued.max.messages.kbytes": Bounds(1, _MAX_QUEUED_KBYTES, _MEMORY),
    "receive.message.max.bytes": Bounds(2 * MAX_RECORD_BYTES, MAX_RECEIVED_BYTES, _MEMORY),
    "message.max.bytes": Bounds(MAX_RECORD_BYTES, 1_000_000_000, "an outcome of the largest size would never be sent"),
    "batch.size": Bounds(1, 1_000_000, "a broker refuses a whole batch that exceeds its topic's limit"),
    "queue.buffering.max.messages": Bounds(1, 2_147_483_647, "0 takes the limit of the relay's memory away"),
    "queue.buffering.max.ms": Bounds(
        0, 1_000, "the relay gives up outcomes that are not acknowledged soon, and sends them again", fractions=True
    ),
    "max.in.flight.requests.per.connection": Bounds(1, 5, "with more a retry can reorder what is announced"),
}
"""Properties that INVENTORY_KAFKA_CONFIG may have, within bounds."""

COMPRESSIONS = ("none", "gzip", "snappy", "lz4", "zstd")
"""The values of `compression.codec`, in any case."""

ALIASES = {
    "metadata.broker.list": "bootstrap.servers",
    "request.required.acks": "acks",
    "delivery.timeout.ms": "message.timeout.ms",
    "auto.commit.enable": "enable.auto.commit",
    "retries": "message.send.max.retries",
    "max.partition.fetch.bytes": "fetch.message.max.bytes",
    "max.in.flight": "max.in.flight.requests.per.connection",
    "linger.ms": "queue.buffering.max.ms",
    "compression.type": "compression.codec",
}
"""Other names that librdkafka takes for properties. Of two names for one, the last set counts."""


def problems(config: Mapping[str, str]) -> list[str]:
    """Return a sentence for each property that must not be set, or not to this."""
    found = []
    for name, value in config.items():
        meant = ALIASES.get(name, name)
        bounds = BOUNDED.get(meant)
        if meant in REFUSED:
            found.append(f"must not set {name}: {REFUSED[meant]}")
        elif bounds is not None and not bounds.hold(value):
            found.append(
                f"must set {name} to a number from {bounds.least} to {bounds.most}, not {value!a}: {bounds.why}"
            )
        elif meant == "compression.codec" and value.lower() not in COMPRESSIONS:
            found.append(f"must set {name} to one of {', '.join(COMPRESSIONS)}, not {value!a}")
    return found
