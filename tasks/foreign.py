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

logger = logging.getLogger(__name__)

_dropped = count(1)


def drop(error: Exception) -> None:
    """Say that a message was dropped, and how many so far. Its text is somebody else's, and is not shown."""
    logger.error(
        "a message in the queue is not one of ours, and is dropped (%d since this worker started): %s",
        next(_dropped),
        type(error).__name__,
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
            drop(error)
            return None


def surviving(handle: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return Celery's handler of messages, which now takes the ones that it can't read for foreign."""

    def handled(message: Any) -> Any:
        try:
            return handle(message)
        except broker.ERRORS:
            raise
        except Exception as error:  # noqa: BLE001 - headers without an id, and whatever else there may be
            drop(error)
            message.reject_log_error(logger, broker.ERRORS)
            return None

    return handled
