"""What a worker finds in its queue and did not come from us: dropped and counted, in place of ending the worker.

Kombu reads what it pops from Redis as JSON of its own making, and Celery reads its headers. Both raise out of the worker's
event loop at anything else, and the message is gone by then: the next one would end the next worker.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import count
from queue import Empty
from typing import Any

from kombu.transport.redis import Channel as RedisChannel

from tasks import broker
from tasks.task_messages import wrong_part

logger = logging.getLogger(__name__)

_dropped = count(1)


def drop(why: str) -> None:
    """Say that a message was dropped, and how many so far. Its text is somebody else's, and is not shown."""
    logger.error(
        "a message in the queue is not one of ours, and is dropped (%d since this worker started): %s",
        next(_dropped),
        why,
    )


def dropping_what_is_no_message(connection: Any) -> Any:
    """Have this kombu connection survive what is no message of kombu's in Redis; returns the connection.

    RabbitMQ needs none of it: there a message is framed by the protocol.
    """
    found = connection.get_transport_cls()
    if issubclass(getattr(found, "Channel", object), RedisChannel):
        channel = type("Channel", (_Tolerant, found.Channel), {})
        connection.get_transport_cls = lambda: type("Transport", (found,), {"Channel": channel})
    return connection


class _Tolerant:
    """Goes before a channel of Redis."""

    def _brpop_read(self, **options: Any) -> Any:
        try:
            return super()._brpop_read(**options)  # type: ignore[misc] # of the channel behind it
        except (Empty, *broker.ERRORS):
            raise
        except Exception as error:  # noqa: BLE001 - whatever kombu makes of it: it was popped, and is gone
            drop(type(error).__name__)
            return None


def surviving(handle: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return Celery's handler of messages, which now never sees those that it could not bear."""

    def handled(message: Any) -> Any:
        try:
            wrong = wrong_part(message)
        except Exception as error:  # noqa: BLE001 - whatever kombu makes of a body
            wrong = type(error).__name__
        if wrong is None:
            return survived(message)
        drop(wrong)
        message.reject_log_error(logger, broker.ERRORS)
        return None

    def survived(message: Any) -> Any:
        try:
            return handle(message)
        except broker.ERRORS:
            raise
        except Exception as error:  # noqa: BLE001 - whatever Celery makes of what looks like a task
            drop(type(error).__name__)
            message.reject_log_error(logger, broker.ERRORS)
            return None

    return handled
