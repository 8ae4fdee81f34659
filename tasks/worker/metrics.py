"""The metrics of a worker: its own process and those of its pool, behind one port.

The processes of the pool do the tasks, and come and go. So each keeps its figures in files of a
directory, as those of the API do, and the worker's own process adds them up for whoever asks.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from shutil import rmtree
from tempfile import mkdtemp
from time import perf_counter, time
from typing import Any

import prometheus_client.values
from celery import current_task
from celery.signals import task_failure, task_postrun, task_prerun, worker_init, worker_process_init, worker_shutdown
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

from inventory.domain.outcome import Outcome
from inventory.inbox.events import Operation
from inventory.metrics import of_tasks as declared
from inventory.metrics.database import observe_database
from inventory.metrics.making import MULTIPROCESS_DIRECTORY, counter, gauge, histogram, tell_build
from inventory.metrics.outcomes import OutcomeCounts, OutcomeDoor
from inventory.metrics.serving import MetricsPort, serve
from inventory.settings import settings
from inventory.upkeep.stock_figures import StockFigures
from tasks import jobs
from tasks.broker import SENT_AT

QUEUES = {
    **{operation.value: jobs.STOCK for operation in Operation},
    **{job.name: job.queue for job in jobs.JOBS},
}
"""The queue of each task."""


def measured() -> bool:
    """Return True in a worker with a port. Beat and Flower load this module, too."""
    return "worker" in sys.argv and settings().worker_metrics_port > 0


def _keep_in_files() -> None:
    """Have prometheus_client keep the figures in files that outlive a process of the pool."""
    os.environ[MULTIPROCESS_DIRECTORY] = mkdtemp(prefix="inventory-metrics-")
    # It has looked for the variable already: the command `celery` loads Flower, which imports it.
    prometheus_client.values.ValueClass = prometheus_client.values.get_value_class()  # type: ignore[no-untyped-call]


if measured():
    _keep_in_files()

REGISTRY = CollectorRegistry()
TASK_SECONDS = histogram(declared.TASK_SECONDS, REGISTRY)
TASK_FAILURES = counter(declared.TASK_FAILURES, REGISTRY)
TASK_WAIT = histogram(declared.TASK_WAIT, REGISTRY)
BATCH = histogram(declared.BATCH, REGISTRY)
SKUS = gauge(declared.SKUS, REGISTRY)
HOLDS = gauge(declared.HOLDS, REGISTRY)
OUTCOMES = OutcomeCounts(REGISTRY)


def count_batch(events: int, outcomes: Sequence[Outcome]) -> None:
    """Count a batch of a stock task. It must be committed."""
    BATCH.observe(events)
    OUTCOMES.count(OutcomeDoor.EVENTS, outcomes)


def count_sweep(outcomes: Sequence[Outcome]) -> None:
    """Count outcomes of a sweep. They must be committed."""
    OUTCOMES.count(OutcomeDoor.SWEEPS, outcomes)


def tell_stock(figures: StockFigures) -> None:
    """Export the figures that an audit took."""
    for level, number in figures.skus.items():
        SKUS.labels(level).set(number)
    for age, number in figures.holds.items():
        HOLDS.labels(age).set(number)


@cache
def _kept(task: str) -> tuple[Histogram, Counter, Histogram]:
    """Return the durations and failures of a task, and the waits in its queue."""
    return TASK_SECONDS.labels(task), TASK_FAILURES.labels(task), TASK_WAIT.labels(QUEUES[task])


_began = {"at": 0.0}
"""The beginning of the task in hand. A process of the pool has one at a time."""


def _begin(*, sender: Any, **_: object) -> None:
    if sender.name not in QUEUES:
        return
    sent_at = current_task.request.get(SENT_AT)
    if sent_at is not None:
        _kept(sender.name)[2].observe(max(time() - sent_at, 0.0))
    _began["at"] = perf_counter()


def _end(*, sender: Any, **_: object) -> None:
    if sender.name in QUEUES:
        _kept(sender.name)[0].observe(perf_counter() - _began["at"])


def _fail(*, sender: Any, **_: object) -> None:
    """Count a task that raised. The worker's own process hears of one whose process was killed."""
    if sender.name in QUEUES:
        _kept(sender.name)[1].inc()


def _open(*, sender: Any, **_: object) -> None:
    """Answer on the port. Series begin at 0, or Prometheus would see no increase in their first
    value.
    """
    for task, queue in QUEUES.items():
        if queue in sender.app.amqp.queues.consume_from:
            _kept(task)
    observe_database(REGISTRY)
    tell_build(REGISTRY)
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    _ports.append(serve(settings().worker_metrics_port, settings().metrics_host, together))


_ports: list[MetricsPort] = []


def _leave(**_: object) -> None:
    for port in _ports:
        port.leave()


def _close(**_: object) -> None:
    for port in _ports:
        port.close()
    rmtree(os.environ[MULTIPROCESS_DIRECTORY], ignore_errors=True)


if measured():
    task_prerun.connect(_begin)
    task_postrun.connect(_end)
    task_failure.connect(_fail)
    worker_init.connect(_open)
    worker_process_init.connect(_leave)
    worker_shutdown.connect(_close)
