"""Celery's consumer with one more step: it marks liveness while the worker consumes (ADR 0014)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from time import monotonic
from typing import Any

from celery import bootsteps
from celery.worker import state
from celery.worker.consumer import Consumer as CeleryConsumer
from celery.worker.consumer.tasks import Tasks

from inventory.process.liveness import Liveness
from inventory.settings import settings
from tasks import broker
from tasks.worker.foreign import reject, survive_what_is_no_message, surviving, unpack_nothing
from tasks.worker.rejected import Rejections
from tasks.worker.waiting import closes_in_any_case, waits_openly

LOOK_SECONDS = 1.0
ASK_SHARE = 1 / 12
"""The part of `INVENTORY_STUCK_SECONDS` that an idle worker lets pass between two questions to the
broker, a second at least. While a task is left lying it asks at each look.
"""

logger = logging.getLogger(__name__)


class Consuming(bootsteps.StartStopStep):  # type: ignore[misc] # Celery publishes no types
    """Checks every second if the worker does the work that it was started for, and marks liveness
    if so.

    Later commands do not count. A cancelled consumer or a shrunk pool, by Flower or by Celery's
    commands, leaves a worker that runs and answers, and work that nobody does.

    Only the process that Celery calls the consumer leaves a mark. It checks its pool here, because
    nobody would miss the mark of a pool process that has stopped: the process may just be idle.
    """

    requires = (Tasks,)

    def __init__(self, consumer: Any, **options: Any) -> None:
        super().__init__(consumer, **options)
        self._liveness = consumer.liveness
        self._queues = tuple(consumer.app.amqp.queues.consume_from)
        self._processes = max(consumer.controller.min_concurrency or 0, 1)
        self._waiting: set[str] = set()
        self._taken = 0
        self._ask_seconds = max(LOOK_SECONDS, ASK_SHARE * settings().stuck_seconds)
        self._ask_from = 0.0
        self._timer: Any = None

    def start(self, consumer: Any) -> None:
        self._timer = consumer.timer.call_repeatedly(LOOK_SECONDS, self._look, (consumer,))

    def stop(self, consumer: Any) -> None:
        if self._timer is not None:
            consumer.timer.cancel(self._timer)
            self._timer = None

    shutdown = stop

    def _look(self, consumer: Any) -> None:
        if self._consumes(consumer):
            self._liveness.mark()

    def _consumes(self, consumer: Any) -> bool:
        """Return False while a pool process is free although a task waits, here since the last look
        or in the queue. A process that the worker was started with and has lost counts as free. A
        queue that it was started for counts as its own.

        Returns True while all processes are busy. The time limit of tasks bounds that.
        """
        free = len(state.active_requests) < max(consumer.pool.num_processes, self._processes)
        waiting = {request.id for request in state.reserved_requests if request not in state.active_requests}
        left, self._waiting = self._waiting & waiting, waiting
        idle, self._taken = self._taken == state.all_total_count[0], state.all_total_count[0]
        if not free:
            return True
        return not left and not (idle and self._left_lying(consumer))

    def _left_lying(self, consumer: Any) -> bool:
        """Return True if tasks wait in the worker's queues. An answer that none does holds for a
        while, and spares the broker of an idle shop most of its questions.
        """
        if monotonic() < self._ask_from:
            return False
        found = tasks_left_lying(consumer.app, self._queues)
        if not found:
            self._ask_from = monotonic() + self._ask_seconds
        return found


def tasks_left_lying(app: Any, queues: Sequence[str]) -> bool:
    """Return True if tasks wait in these queues. Returns False while the broker is away, because
    nobody can take them then.
    """
    try:
        return any(broker.waiting_tasks(app, name) for name in queues)
    except broker.ERRORS:
        return False


class Consumer(CeleryConsumer):  # type: ignore[misc] # Celery publishes no types
    """Celery's consumer. It marks liveness also while the broker is away: a new process could only
    wait as well.
    """

    class Blueprint(CeleryConsumer.Blueprint):  # type: ignore[misc]
        # Delayed delivery would declare 28 queues in RabbitMQ for tasks with `eta`. None has one.
        default_steps = (
            *(step for step in CeleryConsumer.Blueprint.default_steps if not str(step).endswith(":DelayedDelivery")),
            Consuming,
        )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.liveness = Liveness(settings().progress_file)
        self.event_dispatcher: Any = None
        self.rejections = Rejections(lambda: self.event_dispatcher)
        unpack_nothing()
        super().__init__(*arguments, **options)

    def ensure_connected(self, connection: Any) -> Any:
        ours = closes_in_any_case(waits_openly(survive_what_is_no_message(connection, self.rejections), self.liveness))
        return super().ensure_connected(ours)

    def on_decode_error(self, message: Any, exc: Exception) -> None:
        """Drop a message that kombu can't unpack. Celery would show all of it in the log."""
        reject(message, type(exc).__name__, self.rejections)

    def create_task_handler(self, *arguments: Any, **options: Any) -> Any:
        return surviving(super().create_task_handler(*arguments, **options), self.rejections, self.app.tasks)
