"""A beat that marks its liveness (ADR 0014), and sends nothing to a queue that nobody works off."""

from __future__ import annotations

import logging
from typing import Any

from celery.beat import PersistentScheduler

from inventory.process.liveness import Liveness
from inventory.settings import settings
from tasks import beat_metrics, broker

MAX_WAITING = 100
"""Beat sends nothing more to a queue with so many tasks. One more would add nothing: it expires,
but stays in the broker's memory.
"""

logger = logging.getLogger(__name__)


class Scheduler(PersistentScheduler):  # type: ignore[misc] # Celery publishes no types
    """Celery's scheduler, with its file of the last time that each job was sent. Each tick marks
    liveness, also while the broker is away.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._liveness = Liveness(settings().progress_file)
        super().__init__(*arguments, **options)
        if not options.get("lazy"):  # Celery makes one more, to show it at the start
            beat_metrics.open_port(self.app)

    @property
    def producer(self) -> None:
        """None, so that each task goes through the application's pool.

        Celery's scheduler keeps one producer for life. After RabbitMQ was killed, that producer
        never sends again.
        """
        return

    def tick(self, *arguments: Any, **options: Any) -> float:
        """Send the jobs that are due. Returns the seconds until the next tick."""
        seconds: float = super().tick(*arguments, **options)
        self._liveness.mark()
        return seconds

    def apply_async(self, entry: Any, *arguments: Any, **options: Any) -> Any:
        """Send the task of an entry, unless `MAX_WAITING` tasks wait in its queue or the broker
        can't count them. Raises `SchedulingError` if the task could not be sent.
        """
        queue = self.app.amqp.router.route({}, entry.task)["queue"].name
        try:
            waiting = broker.waiting_tasks(self.app, queue)
        except broker.ERRORS as error:
            logger.warning("the broker does not answer, %s is not sent: %s", entry.task, error)
            beat_metrics.WITHHELD.labels(entry.task).inc()
            return None
        if waiting >= MAX_WAITING:
            logger.error(
                "%d tasks wait in the queue %s, and nobody takes them: %s is not sent. Check its workers",
                waiting,
                queue,
                entry.task,
            )
            beat_metrics.WITHHELD.labels(entry.task).inc()
            return None
        sent = super().apply_async(entry, *arguments, **options)
        beat_metrics.SENT.labels(entry.task).inc()
        return sent
