"""Metrics of the processes between Kafka and PostgreSQL."""

from __future__ import annotations

from inventory.metrics.declared import Process, counter, gauge, histogram
from inventory.metrics.of_several import SIZES

_CONSUMER = Process.CONSUMER
_RELAY = Process.RELAY

ASSIGNED_PARTITIONS = gauge("inventory_bridge_assigned_partitions", "Partitions that this bridge reads", _CONSUMER)
GATHERING = gauge(
    "inventory_bridge_gather_seconds",
    "For how long messages that come close together are gathered: longer while tasks wait",
    _CONSUMER,
)
PAUSED_PARTITIONS = gauge(
    "inventory_bridge_paused_partitions",
    "Partitions of this bridge that wait for an operator's word: too much is dead",
    _CONSUMER,
)
SET_BACK = counter(
    "inventory_bridge_set_back_total",
    "Times that a partition was read again because PostgreSQL was set back to an earlier state",
    _CONSUMER,
)
LOST_OFFSETS = counter(
    "inventory_bridge_lost_offsets_total",
    "Offsets that Kafka deleted before they were read: at most so many events are lost",
    _CONSUMER,
)
UNSETTLED_PARTITIONS = gauge(
    "inventory_bridge_unsettled_partitions",
    "Partitions of this bridge whose next offset is not known yet",
    _CONSUMER,
)
LAG = gauge(
    "inventory_bridge_lag_events",
    "Offsets of a partition of this bridge that Kafka has and PostgreSQL has not",
    _CONSUMER,
    labels=("topic", "partition"),
)
END_OFFSET = gauge(
    "inventory_bridge_end_offset",
    "The offset of the next message of a partition of this bridge: it grows at the rate of the producers",
    _CONSUMER,
    labels=("topic", "partition"),
)
BATCHES = counter("inventory_bridge_batches_total", "Portions of messages dealt with, one transaction each", _CONSUMER)
BATCH = histogram("inventory_bridge_batch_messages", "Messages of such a portion", _CONSUMER, buckets=SIZES)
HEARD = counter(
    "inventory_bridge_events_total", "Usable events, redelivered ones included", _CONSUMER, labels=("type",)
)
AHEAD = histogram(
    "inventory_bridge_ahead_seconds",
    "How far ahead of PostgreSQL's clock new events were, if they were ahead at all",
    _CONSUMER,
    labels=("type",),
    buckets=(0.01, 0.1, 1, 10, 60, 600, 3_600, 21_600, 86_400),
)
REDELIVERED = counter("inventory_bridge_redelivered_total", "Messages whose event was in the inbox already", _CONSUMER)
DEAD = counter(
    "inventory_bridge_dead_total",
    "Messages that can't be used, redelivered ones included",
    _CONSUMER,
    labels=("reason",),
)
SKIPPED = counter("inventory_bridge_skipped_total", "Events of types that are not ours", _CONSUMER, labels=("type",))
SET_ASIDE = counter(
    "inventory_bridge_set_aside_total",
    "Messages left in Kafka because too much of their source can't be used",
    _CONSUMER,
    labels=("reason",),
)
TOMBSTONES = counter(
    "inventory_bridge_tombstones_total", "Records without value or type, as compacted topics have them", _CONSUMER
)
REGISTRY_FAILURES = counter(
    "inventory_bridge_registry_failures_total", "Times that the schema registry gave no answer", _CONSUMER
)
UNSENT = counter(
    "inventory_bridge_unsent_total", "Events that were not sent to Celery, and are left to redispatch", _CONSUMER
)
RETRIES = counter(
    "inventory_bridge_retries_total", "Times that PostgreSQL could not take a batch and the bridge kept it", _CONSUMER
)

RELAY_ACTIVE = gauge("inventory_relay_active", "1 if this relay is the one that publishes", _RELAY)
PUBLISHED = counter("inventory_relay_published_total", "Outcomes that Kafka acknowledged", _RELAY, labels=("type",))
RELAY_BATCH = histogram(
    "inventory_relay_batch_outcomes", "Outcomes that were published and removed together", _RELAY, buckets=SIZES
)
SHORTENED = counter(
    "inventory_relay_shortened_total",
    "Outcomes too large for Kafka that were announced without their lists",
    _RELAY,
)
RELAY_FAILURES = counter(
    "inventory_relay_failures_total", "Times that publishing was given up and started again", _RELAY
)
OLDEST_SECONDS = gauge("inventory_relay_oldest_seconds", "Age of the oldest outcome that is not published yet", _RELAY)

OF_CONSUMER = (
    ASSIGNED_PARTITIONS,
    GATHERING,
    PAUSED_PARTITIONS,
    SET_BACK,
    LOST_OFFSETS,
    UNSETTLED_PARTITIONS,
    LAG,
    END_OFFSET,
    BATCHES,
    BATCH,
    HEARD,
    AHEAD,
    REDELIVERED,
    DEAD,
    SKIPPED,
    SET_ASIDE,
    TOMBSTONES,
    REGISTRY_FAILURES,
    UNSENT,
    RETRIES,
)
OF_RELAY = (RELAY_ACTIVE, PUBLISHED, RELAY_BATCH, SHORTENED, RELAY_FAILURES, OLDEST_SECONDS)
ALL = (*OF_CONSUMER, *OF_RELAY)
