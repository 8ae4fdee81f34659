"""The length of the stock queue: it tells if sent tasks are tried soon, and if more may be sent."""

from __future__ import annotations

from inventory.settings import settings
from tasks import broker
from tasks.app import app
from tasks.jobs import STOCK

ANSWER_SECONDS = 1.0
"""Seconds that workers have for an answer."""


def waiting_tasks() -> int:
    """Return the number of stock tasks that no worker has taken yet. Raises one of `broker.ERRORS`,
    as do `is_short` and `worker_answers`.
    """
    return broker.waiting_tasks(app, STOCK)


def is_short(waiting: int) -> bool:
    """Return True if earlier tasks have been tried by now, or will be in a moment."""
    return waiting == 0 or (waiting < settings().short_queue and worker_answers())


def is_long(waiting: int) -> bool:
    """Return True if more tasks would fill the broker's memory and nothing would be done sooner."""
    return waiting >= settings().long_queue


def worker_answers() -> bool:
    """Return True if any worker reports that it takes stock tasks."""
    answers = (app.control.inspect(timeout=ANSWER_SECONDS).active_queues() or {}).values()
    # A worker that fails to answer sends its error, and strangers may send anything.
    queues = (queue for told in answers if isinstance(told, list) for queue in told)
    return any(isinstance(queue, dict) and queue.get("name") == STOCK for queue in queues)
