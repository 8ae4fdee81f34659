"""Metrics of the workers, of beat, and of the queues between them."""

from __future__ import annotations

from inventory.metrics.declared import Process, counter, gauge, histogram
from inventory.metrics.of_several import SIZES

_WORKER = Process.WORKER
_BEAT = Process.BEAT

TASK_SECONDS = histogram(
    "inventory_task_seconds",
    "How long tasks took, by name, failed ones included",
    _WORKER,
    labels=("task",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300),
)
TASK_FAILURES = counter(
    "inventory_task_failures_total",
    "Tasks that failed, or whose process was killed, by name",
    _WORKER,
    labels=("task",),
)
TASK_WAIT = histogram(
    "inventory_task_wait_seconds",
    "How long tasks had waited since they were sent when a worker began with them",
    _WORKER,
    labels=("queue",),
    buckets=(0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600),
)
BATCH = histogram(
    "inventory_worker_batch_events", "Events that a transaction of a stock task applied", _WORKER, buckets=SIZES
)
_AUDITED = "this worker has run an audit"
SKUS = gauge(
    "inventory_skus",
    "SKUs by level, at the last audit: `short`, `out_of_stock`, `low` or `in_stock`",
    _WORKER,
    labels=("level",),
    when=_AUDITED,
)
HOLDS = gauge(
    "inventory_holds",
    "Running holds by their age, at the last audit: under `5m`, `1h`, `1d`, `7d`, or `older`",
    _WORKER,
    labels=("age",),
    when=_AUDITED,
)

BROKER_UP = gauge("inventory_broker_up", "1 if the broker told the length of the queues", _BEAT)
_ANSWERS = "the broker answers"
QUEUE_TASKS = gauge(
    "inventory_queue_tasks", "Tasks in a queue that no worker has taken yet", _BEAT, labels=("queue",), when=_ANSWERS
)
QUEUE_OLDEST = gauge(
    "inventory_queue_oldest_seconds",
    "Age of the oldest task in a queue, 0 without any. RabbitMQ does not tell it",
    _BEAT,
    labels=("queue",),
    when="the broker is Redis, and answers",
)
SENT = counter("inventory_beat_sent_total", "Jobs that beat has sent, by name", _BEAT, labels=("task",))
WITHHELD = counter(
    "inventory_beat_withheld_total",
    "Jobs that were due and not sent, because the broker was away or their queue full",
    _BEAT,
    labels=("task",),
)

OF_WORKER = (TASK_SECONDS, TASK_FAILURES, TASK_WAIT, BATCH, SKUS, HOLDS)
OF_BEAT = (BROKER_UP, QUEUE_TASKS, QUEUE_OLDEST, SENT, WITHHELD)
ALL = (*OF_WORKER, *OF_BEAT)
