"""What the API tells Prometheus. Labels come from closed lists: endpoints, statuses, problem codes.

With several processes (`INVENTORY_API_PROCESSES`) each writes its numbers to files of a directory that gunicorn's master
made (`api.gunicorn_config`), and whichever is asked answers for all.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import asdict

from flask import Flask, Response, g, request, request_started
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from inventory.backlog import Backlog

MULTIPROCESS_DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus_client is told, before it is imported."""

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

_MEANINGS = {
    "inbox_pending": "Events heard and not done yet",
    "outbox": "Outcomes that Kafka has not acknowledged yet",
    "dead_letters": "Events that could not be used, or failed too often",
    "paused_partitions": "Partitions that are read no further until `inventory events resume`",
    "overdue_holds": "Holds that are over and not given back yet",
}


def register(app: Flask) -> None:
    """Measure every request, those that are refused before a view sees them included."""
    request_started.connect(_begin, app)
    app.after_request(_observe)


def exposition(backlog: Backlog | None) -> bytes:
    """Everything in Prometheus' text format; `backlog` is None when PostgreSQL could not be asked."""
    gauges = CollectorRegistry()
    gauges.register(_BacklogGauges(backlog))
    return generate_latest(_processes()) + generate_latest(gauges)


class _BacklogGauges(Collector):
    """Gauges made at the moment of the scrape."""

    def __init__(self, backlog: Backlog | None) -> None:
        self._backlog = backlog

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = self._backlog is not None
        yield GaugeMetricFamily("inventory_database_up", "1 if PostgreSQL told what waits", value=float(up))
        if self._backlog is None:
            return
        for name, waiting in asdict(self._backlog).items():
            meaning = _MEANINGS[name]
            yield GaugeMetricFamily(f"inventory_{name}", meaning, value=waiting["count"])
            age = f"{meaning}: age of the oldest"
            yield GaugeMetricFamily(f"inventory_{name}_oldest_seconds", age, value=waiting["oldest_seconds"])


def _processes() -> CollectorRegistry:
    if MULTIPROCESS_DIRECTORY not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _begin(_app: Flask) -> None:
    g.began_at = time.perf_counter()


def _observe(response: Response) -> Response:
    endpoint = request.endpoint or "none"
    REQUESTS.labels(endpoint, response.status_code).inc()
    SECONDS.labels(endpoint).observe(time.perf_counter() - g.began_at)
    return response
