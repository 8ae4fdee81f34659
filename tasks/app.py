"""The Celery application: routes and limits of the tasks, and the schedule of beat.

Celery gives speed, not safety. A task carries inbox ids and nothing else. An event stays in the
inbox until the transaction that applied it commits, and `redispatch` sends again every event that
stays there. So a message may be lost, doubled or late without harm. Tasks are acknowledged when
they start, and the broker never requeues them. There is no result backend, because outcomes live
in PostgreSQL.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from time import time
from typing import Any, TypeVar

from celery import Celery
from celery.signals import before_task_publish

from inventory.errors import InvalidSettings
from inventory.inbox.events import Operation
from inventory.logs.ending import ending_on
from inventory.settings import Settings, settings
from tasks import broker, jobs, logs
from tasks.failures import TaskFailed
from tasks.flower import login as flower_login

Function = TypeVar("Function", bound=Callable[..., None])


def create_app(settings: Settings) -> Celery:
    """Return the application for these settings. The processes that run its tasks import them."""
    app = Celery(
        "inventory",
        broker=settings.broker_url,
        include=["tasks.stock", "tasks.registry", "tasks.worker.process"],
    )
    app.conf.update(_broker(settings) | _tasks(settings) | _workers() | _beat(settings))
    return app


def _broker(settings: Settings) -> dict[str, Any]:
    return {
        "broker_transport_options": broker.transport_options(settings),
        "broker_connection_retry_on_startup": True,
        # Workers and beat wait for a broker that is away, however long that takes.
        "broker_connection_max_retries": None,
        # Senders do not: unsent events are in the inbox, and `redispatch` sends them again.
        "task_publish_retry_policy": broker.TWICE,
    }


def _tasks(settings: Settings) -> dict[str, Any]:
    return {
        "task_queues": broker.queues(jobs.QUEUES, settings),
        "task_default_queue": jobs.STOCK,
        "task_create_missing_queues": False,
        "task_routes": {
            **{operation.value: {"queue": jobs.STOCK} for operation in Operation},
            **{job.name: {"queue": job.queue} for job in jobs.JOBS},
        },
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_ignore_result": True,
        "task_acks_late": False,
        # A message that went back to the queue after its process died would kill the next process,
        # without end.
        "task_reject_on_worker_lost": False,
        # A batch takes milliseconds, and PostgreSQL bounds each statement. A task that still hangs
        # is killed, and its events are sent again.
        "task_time_limit": settings.stuck_seconds,
        # Flower shows a task from the moment it is sent.
        "task_send_sent_event": True,
    }


def _workers() -> dict[str, Any]:
    return {
        "worker_consumer": "tasks.worker.consumer:Consumer",
        "worker_send_task_events": True,
        # One task may carry five hundred events: fetching it is cheap beside them, and another
        # worker lacks the tasks that one hoards.
        "worker_prefetch_multiplier": 1,
        # A limit set in Flower would leave tasks lying in a worker that goes on marking liveness.
        "worker_disable_rate_limits": True,
        "worker_max_memory_per_child": 200_000,  # KiB; a process that outgrew it is replaced after its task
        # On a busy machine a child may need longer than the default of 4 seconds to come up, and
        # would be killed for it.
        "worker_proc_alive_timeout": 30,
        "worker_redirect_stdouts": False,
    }


def _beat(settings: Settings) -> dict[str, Any]:
    return {
        "beat_schedule": {job.name: job.entry(settings) for job in jobs.SCHEDULED},
        "beat_scheduler": "tasks.celery_beat:Scheduler",
        # Beat answers `celery inspect ping` while its schedule moves, and falls silent a minute
        # after it stops.
        "beat_enable_remote_control": True,
        "beat_max_loop_interval": 30,
        "enable_utc": True,
        "timezone": "UTC",
    }


logs.set_up_with_celery()
with ending_on(InvalidSettings, status=2):
    app = create_app(settings())
    if "flower" in sys.argv:
        flower_login.take(os.environ)
        logs.set_up_here()
        from tasks.flower.pages import guard

        guard()


def _note_time(*, headers: dict[str, Any], **_: object) -> None:
    """Let the worker know how long a task has waited."""
    headers[broker.SENT_AT] = time()


before_task_publish.connect(_note_time, weak=False)


def task(name: str, *, seconds: float | None = None) -> Callable[[Function], Function]:
    """Make a function the task `name`. Celery kills it after `seconds`, by default after the limit
    that all tasks have.

    A `TaskFailed` was logged where it happened, so Celery adds no traceback to it.
    """
    decorate: Callable[[Function], Function] = app.task(name=name, throws=(TaskFailed,), time_limit=seconds)
    return decorate
