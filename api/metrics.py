"""Metrics of the API for Prometheus. Labels come from closed lists: endpoints, statuses, problem
codes.

With several processes (`INVENTORY_API_PROCESSES`) each writes its numbers to files of a directory
that gunicorn's master made (`api.gunicorn_config`), and any of them answers for all.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache

from flask import Flask, Response, g, request, request_started
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from inventory.upkeep.backlog import Backlog
from inventory.upkeep.mirrors import MirrorCount
from inventory.upkeep.retention import Pruned
from inventory.upkeep.scheduled_audit import LastRun

MULTIPROCESS_DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that tells prometheus_client the directory. It must be set before the import."""

REQUESTS = Counter("inventory_api_requests", "Requests that were answered", ["endpoint", "status"])
SECONDS = Histogram(
    "inventory_api_request_seconds",
    "How long the answers took",
    ["endpoint"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
REFUSALS = Counter("inventory_api_refusals", "Answers that were problem documents", ["code"])
BATCH = Histogram(
    "inventory_api_batch_commands",
    "Commands that shared a transaction (group commit)",
    buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000),
)
REPLICA_FALLBACKS = Counter(
    "inventory_api_replica_fallbacks", "Checks read from the primary although there is a replica", ["reason"]
)

_MEANINGS = {
    "inbox_pending": "Events heard and not done yet, without orders that wait for the catalogue",
    "waiting_orders": "Orders that wait for the catalogue to name their SKUs",
    "outbox": "Outcomes that Kafka has not acknowledged yet",
    "dead_letters": "Events that could not be used, or failed too often",
    "paused_partitions": "Partitions that are read no further until `inventory events resume`",
    "set_aside_sources": "Sources of which what can't be used is left in Kafka until `inventory events resume`",
    "event_gaps": "Times that Kafka had deleted events before they were read; `inventory events gaps` lists them",
    "overdue_holds": "Holds that are over and not given back yet",
}


def register(app: Flask) -> None:
    """Measure every request, also one that is refused before a view sees it."""
    request_started.connect(_begin, app)
    app.after_request(_observe)


@dataclass(frozen=True, slots=True)
class Condition:
    """The condition of the whole service, as PostgreSQL has it."""

    backlog: Backlog
    audit: LastRun | None
    pruned: list[Pruned]
    mirrors: list[MirrorCount]


def exposition(condition: Condition | None) -> bytes:
    """Return all metrics in Prometheus' text format. `condition` is None if PostgreSQL could not be
    asked.
    """
    gauges = CollectorRegistry()
    gauges.register(_ConditionGauges(condition))
    return generate_latest(_processes()) + generate_latest(gauges)


class _ConditionGauges(Collector):
    """Gauges made at the moment of the scrape."""

    def __init__(self, condition: Condition | None) -> None:
        self._condition = condition

    def collect(self) -> Iterator[Metric]:
        condition = self._condition
        yield GaugeMetricFamily(
            "inventory_database_up", "1 if PostgreSQL told what waits", value=float(bool(condition))
        )
        if condition is None:
            return
        for name, waiting in asdict(condition.backlog).items():
            meaning = _MEANINGS[name]
            yield GaugeMetricFamily(f"inventory_{name}", meaning, value=waiting["count"])
            age = f"{meaning}: age of the oldest"
            yield GaugeMetricFamily(f"inventory_{name}_oldest_seconds", age, value=waiting["oldest_seconds"])
        if condition.audit is not None:
            found = "What the last scheduled audit found wrong"
            yield GaugeMetricFamily("inventory_audit_discrepancies", found, value=condition.audit.discrepancies)
            when = "When that audit was"
            moment = condition.audit.audited_at.timestamp()
            yield GaugeMetricFamily("inventory_audit_timestamp_seconds", when, value=moment)
        removed = CounterMetricFamily("inventory_pruned_rows", "Old rows that were removed", labels=["kind"])
        tried = GaugeMetricFamily("inventory_pruned_timestamp_seconds", "When that was last tried", labels=["kind"])
        for kind in condition.pruned:
            removed.add_metric([kind.kind], kind.removed)
            tried.add_metric([kind.kind], kind.pruned_at.timestamp())
        stated = CounterMetricFamily(
            "inventory_catalogue_mirrors", "Catalogue statements of our own quantity_on_hand", labels=["source"]
        )
        for one in condition.mirrors:
            stated.add_metric([one.source], one.mirrors)
        yield from (removed, tried, stated)


def _processes() -> CollectorRegistry:
    if MULTIPROCESS_DIRECTORY not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _begin(_app: Flask) -> None:
    g.began_at = time.perf_counter()


def _observe(response: Response) -> Response:
    count, seconds = _kept(request.endpoint or "none", response.status_code)
    count.inc()
    seconds.observe(time.perf_counter() - g.began_at)
    return response


@cache
def _kept(endpoint: str, status: int) -> tuple[Counter, Histogram]:
    """Return the metrics of an endpoint. To look them up by their labels takes as long as to add to
    them.
    """
    return REQUESTS.labels(endpoint, status), SECONDS.labels(endpoint)
