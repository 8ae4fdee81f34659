"""How long the queue of the stock operations is: whether what was sent is tried soon, and whether more may be sent at all."""

from __future__ import annotations

from inventory.settings import settings
from tasks import broker
from tasks.app import app
from tasks.jobs import STOCK

ANSWER_SECONDS = 1.0
"""How long workers are waited for when asked."""


def waiting_tasks() -> int:
    """How many stock tasks no worker has taken yet. Raises one of `broker.ERRORS`, as do the others here."""
    return broker.waiting_tasks(app, STOCK)


def is_short(waiting: int) -> bool:
    """Whether what was sent before has been tried by now, or will be in a moment."""
    return waiting == 0 or (waiting < settings().short_queue and worker_answers())


def is_long(waiting: int) -> bool:
    """Whether more tasks would only fill the broker's memory: nothing would be done any sooner for them."""
    return waiting >= settings().long_queue


def worker_answers() -> bool:
    """Whether any worker says that it takes stock tasks."""
    answers = (app.control.inspect(timeout=ANSWER_SECONDS).active_queues() or {}).values()
    # A worker in which the question fails answers with its error, and who else answers says what he likes.
    queues = (queue for told in answers if isinstance(told, list) for queue in told)
    return any(isinstance(queue, dict) and queue.get("name") == STOCK for queue in queues)
