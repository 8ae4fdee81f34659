"""The metrics of the bridge and the relay. Labels come from closed lists, or are cut down to a
bounded number.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from prometheus_client import Counter, Gauge, Histogram, make_wsgi_app, start_http_server

from inventory.boundary.browsers import BROWSER_HEADERS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ASSIGNED_PARTITIONS = Gauge("inventory_bridge_assigned_partitions", "Partitions that this bridge reads")
GATHERING = Gauge(
    "inventory_bridge_gather_seconds",
    "For how long messages that come close together are gathered: longer while tasks wait",
)
PAUSED_PARTITIONS = Gauge(
    "inventory_bridge_paused_partitions", "Partitions of this bridge that wait for an operator's word: too much is dead"
)
SET_BACK = Counter(
    "inventory_bridge_set_back",
    "Times that a partition was read again because PostgreSQL was set back to an earlier state",
)
LOST_OFFSETS = Counter(
    "inventory_bridge_lost_offsets", "Offsets that Kafka deleted before they were read: at most so many events are lost"
)
UNSETTLED_PARTITIONS = Gauge(
    "inventory_bridge_unsettled_partitions", "Partitions of this bridge of which it is not known yet where to read on"
)
LAG = Gauge(
    "inventory_bridge_lag_events",
    "Offsets of a partition that this bridge reads which Kafka has and PostgreSQL has not",
    ["topic", "partition"],
)
BATCHES = Counter("inventory_bridge_batches", "Portions of messages dealt with, one transaction each")
HEARD = Counter("inventory_bridge_events", "Usable events, redelivered ones included", ["type"])
AHEAD = Histogram(
    "inventory_bridge_ahead_seconds",
    "How far ahead of PostgreSQL's clock new events were, of those that were",
    ["type"],
    buckets=(0.01, 0.1, 1, 10, 60, 600, 3_600, 21_600, 86_400),
)
REDELIVERED = Counter("inventory_bridge_redelivered", "Messages whose event was in the inbox already")
DEAD = Counter("inventory_bridge_dead", "Messages that can't be used, redelivered ones included", ["reason"])
SKIPPED = Counter("inventory_bridge_skipped", "Events of types that are not ours", ["type"])
SET_ASIDE = Counter(
    "inventory_bridge_set_aside", "Messages left in Kafka because too much of their source can't be used", ["reason"]
)
TOMBSTONES = Counter("inventory_bridge_tombstones", "Records without value or type, as compacted topics have them")
REGISTRY_FAILURES = Counter("inventory_bridge_registry_failures", "Times that the schema registry gave no answer")
UNSENT = Counter("inventory_bridge_unsent", "Events that were not sent to Celery, and are left to redispatch")
RETRIES = Counter("inventory_bridge_retries", "Times that PostgreSQL could not take a batch, which was kept")

RELAY_ACTIVE = Gauge("inventory_relay_active", "1 if this relay is the one that publishes")
PUBLISHED = Counter("inventory_relay_published", "Outcomes that Kafka acknowledged", ["type"])
SHORTENED = Counter("inventory_relay_shortened", "Outcomes too large for Kafka that were announced without their lists")
RELAY_FAILURES = Counter("inventory_relay_failures", "Times that publishing was given up and started again")
OLDEST_SECONDS = Gauge("inventory_relay_oldest_seconds", "Age of the oldest outcome that is not published yet")

_MAX_SKIPPED_TYPES = 50
_MAX_LABEL = 100
_skipped_types: set[str] = set()


def count_published(types: Iterable[str]) -> None:
    """Count outcomes that Kafka acknowledged, by their types."""
    for type_, count in collections.Counter(types).items():
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


def serve(port: int, host: str) -> None:
    """Open the metrics endpoint, unless `port` is 0."""
    if port:
        server, _thread = start_http_server(port, addr=host)
        server.set_app(_for_browsers(make_wsgi_app()))


def _for_browsers(application: WSGIApplication) -> WSGIApplication:
    """Add headers that keep browsers to the declared content type, and answers out of frames."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *BROWSER_HEADERS.items()], *rest)

        return application(environ, begin)

    return answer
