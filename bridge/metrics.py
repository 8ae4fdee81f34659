"""The metrics of the bridge and the relay. Labels come from closed lists, or are cut down to a
bounded number.

Each of the two processes exports its own metrics alone: a bridge that told `inventory_relay_active
0` would keep an alert on it from ever ending.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Sequence

from inventory.metrics import of_bridge as declared
from inventory.metrics.database import observe_database
from inventory.metrics.making import counter, gauge, histogram, own_registry
from inventory.metrics.serving import serve

CONSUMER = own_registry()
RELAY = own_registry()

ASSIGNED_PARTITIONS = gauge(declared.ASSIGNED_PARTITIONS, CONSUMER)
GATHERING = gauge(declared.GATHERING, CONSUMER)
PAUSED_PARTITIONS = gauge(declared.PAUSED_PARTITIONS, CONSUMER)
SET_BACK = counter(declared.SET_BACK, CONSUMER)
LOST_OFFSETS = counter(declared.LOST_OFFSETS, CONSUMER)
UNSETTLED_PARTITIONS = gauge(declared.UNSETTLED_PARTITIONS, CONSUMER)
LAG = gauge(declared.LAG, CONSUMER)
END_OFFSET = gauge(declared.END_OFFSET, CONSUMER)
BATCHES = counter(declared.BATCHES, CONSUMER)
BATCH = histogram(declared.BATCH, CONSUMER)
HEARD = counter(declared.HEARD, CONSUMER)
AHEAD = histogram(declared.AHEAD, CONSUMER)
REDELIVERED = counter(declared.REDELIVERED, CONSUMER)
DEAD = counter(declared.DEAD, CONSUMER)
SKIPPED = counter(declared.SKIPPED, CONSUMER)
SET_ASIDE = counter(declared.SET_ASIDE, CONSUMER)
TOMBSTONES = counter(declared.TOMBSTONES, CONSUMER)
REGISTRY_FAILURES = counter(declared.REGISTRY_FAILURES, CONSUMER)
UNSENT = counter(declared.UNSENT, CONSUMER)
RETRIES = counter(declared.RETRIES, CONSUMER)

RELAY_ACTIVE = gauge(declared.RELAY_ACTIVE, RELAY)
PUBLISHED = counter(declared.PUBLISHED, RELAY)
RELAY_BATCH = histogram(declared.RELAY_BATCH, RELAY)
SHORTENED = counter(declared.SHORTENED, RELAY)
RELAY_FAILURES = counter(declared.RELAY_FAILURES, RELAY)
OLDEST_SECONDS = gauge(declared.OLDEST_SECONDS, RELAY)

_MAX_SKIPPED_TYPES = 50
_MAX_LABEL = 100
_skipped_types: set[str] = set()


def count_published(types: Sequence[str]) -> None:
    """Count outcomes that Kafka acknowledged together, by their types."""
    RELAY_BATCH.observe(len(types))
    for type_, count in Tally(types).items():
        PUBLISHED.labels(type_).inc(count)


def count_skipped(event_type: str) -> None:
    """Count an event of a type that is not ours. Its type is somebody else's text, so only the
    first fifty types get a label of their own. The rest share one.
    """
    label = ascii(event_type)[1:-1]
    if len(label) > _MAX_LABEL or (label not in _skipped_types and len(_skipped_types) >= _MAX_SKIPPED_TYPES):
        label = "other"
    else:
        _skipped_types.add(label)
    SKIPPED.labels(label).inc()


def serve_consumer(port: int, host: str) -> None:
    """Open the metrics endpoint of a bridge, unless `port` is 0."""
    observe_database(CONSUMER)
    serve(port, host, CONSUMER)


def serve_relay(port: int, host: str) -> None:
    """Open the metrics endpoint of a relay, unless `port` is 0."""
    observe_database(RELAY)
    serve(port, host, RELAY)
