"""A beat that shows whether it ticks (ADR 0014), and sends no more than anybody takes."""

from __future__ import annotations

import logging
from typing import Any

from celery.beat import PersistentScheduler

from inventory.process.liveness import Liveness
from inventory.settings import settings
from tasks import broker

MAX_WAITING = 100
"""So many tasks of a queue say all that there is to say. Those that nobody takes expire, but stay in the broker's memory."""

logger = logging.getLogger(__name__)


class Scheduler(PersistentScheduler):  # type: ignore[misc] # Celery publishes no types
    """Celery's, which remembers in a file when it sent what; each tick of it is progress, also while the broker is away."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._liveness = Liveness(settings().progress_file)
        super().__init__(*arguments, **options)

    @property
    def producer(self) -> None:
        """None, so that each task goes through the application's pool.

        Celery's scheduler keeps one producer for life. After RabbitMQ was killed, that one never sends again.
        """
        return

    def tick(self, *arguments: Any, **options: Any) -> float:
        """Send what is due; returns how long to sleep until the next tick."""
        seconds: float = super().tick(*arguments, **options)
        self._liveness.mark()
        return seconds

    def apply_async(self, entry: Any, *arguments: Any, **options: Any) -> Any:
        """Send what an entry asks for, unless nobody takes such tasks. Raises what the broker raises."""
        queue = self.app.amqp.router.route({}, entry.task)["queue"].name
        try:
            waiting = broker.waiting_tasks(self.app, queue)
        except broker.ERRORS as error:
            logger.warning("the broker does not answer, %s is not sent: %s", entry.task, error)
            return None
        if waiting >= MAX_WAITING:
            logger.error(
                "%d tasks wait in the queue %s, and nobody takes them: %s is not sent", waiting, queue, entry.task
            )
            return None
        return super().apply_async(entry, *arguments, **options)
