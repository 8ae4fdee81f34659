"""Metrics of the API for Prometheus. Labels come from closed lists: endpoints, statuses, problem
codes.

With several processes (`INVENTORY_API_PROCESSES`) each writes its numbers to files of a directory
that gunicorn's master made (`api.gunicorn_config`), and any of them answers for all.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache

from flask import Flask, Response, g, request, request_started
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from inventory.metrics import of_api as declared
from inventory.metrics.database import observe_database
from inventory.metrics.declared import Declared, Kind
from inventory.metrics.making import MULTIPROCESS_DIRECTORY, counter, histogram, tell_build
from inventory.metrics.outcomes import OutcomeCounts
from inventory.upkeep.backlog import Backlog
from inventory.upkeep.mirrors import MirrorCount
from inventory.upkeep.pruning_delay import PruningDelay
from inventory.upkeep.retention import Pruned
from inventory.upkeep.scheduled_audit import LastRun

REQUESTS = counter(declared.REQUESTS, REGISTRY)
SECONDS = histogram(declared.SECONDS, REGISTRY)
REFUSALS = counter(declared.REFUSALS, REGISTRY)
BATCH = histogram(declared.BATCH, REGISTRY)
TURN_WAIT = histogram(declared.TURN_WAIT, REGISTRY)
REPLICA_FALLBACKS = counter(declared.REPLICA_FALLBACKS, REGISTRY)
OUTCOMES = OutcomeCounts(REGISTRY)
tell_build(REGISTRY)


def register(app: Flask) -> None:
    """Measure every request, also one that is refused before a view sees it, and the database."""
    observe_database(REGISTRY)
    request_started.connect(_begin, app)
    app.after_request(_observe)


@dataclass(frozen=True, slots=True)
class Condition:
    """The condition of the whole service, as PostgreSQL has it."""

    backlog: Backlog
    audit: LastRun | None
    pruned: list[Pruned]
    delay: PruningDelay
    mirrors: list[MirrorCount]


def exposition(condition: Condition | None, *, audit_interval_seconds: float) -> bytes:
    """Return all metrics in Prometheus' text format. `condition` is None if PostgreSQL could not be
    asked.
    """
    gauges = CollectorRegistry()
    gauges.register(_ConditionGauges(condition, audit_interval_seconds))
    return generate_latest(_processes()) + generate_latest(gauges)


class _ConditionGauges(Collector):
    """Gauges made at the moment of the scrape."""

    def __init__(self, condition: Condition | None, audit_interval_seconds: float) -> None:
        self._condition = condition
        self._audit_interval_seconds = audit_interval_seconds

    def collect(self) -> Iterator[Metric]:
        condition = self._condition
        yield _gauge(declared.DATABASE_UP, float(bool(condition)))
        yield _gauge(declared.AUDIT_INTERVAL, self._audit_interval_seconds)
        if condition is None:
            return
        for name, waiting in asdict(condition.backlog).items():
            yield _gauge(declared.COUNTS[name], waiting["count"])
            yield _gauge(declared.AGES[name], waiting["oldest_seconds"])
        if condition.audit is not None:
            yield _gauge(declared.DISCREPANCIES, condition.audit.discrepancies)
            yield _gauge(declared.AUDITED_AT, condition.audit.audited_at.timestamp())
        yield _family(declared.PRUNED_ROWS, {one.kind: one.removed for one in condition.pruned})
        yield _family(declared.PRUNED_AT, {one.kind: one.pruned_at.timestamp() for one in condition.pruned})
        yield _family(declared.PRUNING_OVERDUE, condition.delay.overdue_seconds)
        yield _family(declared.PRUNING_PASS, condition.delay.pass_seconds)
        yield _family(declared.MIRRORS, {one.source: one.mirrors for one in condition.mirrors})


def _gauge(which: Declared, value: float) -> Metric:
    return GaugeMetricFamily(which.name, which.meaning, value=value)


def _family(which: Declared, values: Mapping[str, float]) -> Metric:
    """Return a family with a sample for each value of its one label."""
    make = CounterMetricFamily if which.kind is Kind.COUNTER else GaugeMetricFamily
    family = make(which.name, which.meaning, labels=which.labels)
    for label, value in values.items():
        family.add_metric([label], value)
    return family


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
