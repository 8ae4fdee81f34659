"""Drop and count messages that did not come from us, so that none of them ends a worker.

Kombu takes everything that it pops from Redis for its own JSON, and Celery reads the headers. Both
raise out of the worker's event loop at anything else, and the message is gone by then: the next one
would end the next worker.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Container
from contextlib import suppress
from json import JSONDecodeError
from queue import Empty
from typing import Any, NoReturn

from kombu import compression
from kombu.transport.redis import Channel as RedisChannel
from redis.exceptions import DataError

from tasks import broker
from tasks.worker.rejected import Rejections, described
from tasks.worker.task_messages import wrong_part

logger = logging.getLogger(__name__)


def survive_what_is_no_message(connection: Any, rejections: Rejections) -> Any:
    """Make this kombu connection survive data in Redis that is no message of kombu's. Returns the
    connection.

    RabbitMQ needs none of it, because its protocol frames a message.
    """
    found = connection.get_transport_cls()
    if issubclass(getattr(found, "Channel", object), RedisChannel):
        channel = type("Channel", (_Tolerant, found.Channel), {"rejections": rejections})
        made = type("Transport", (_Delivering, found), {"Channel": channel, "rejections": rejections})
        connection.get_transport_cls = lambda: made
    return connection


def unpack_nothing() -> None:
    """Make this process refuse compressed messages: we send none, and some unpack to any size."""
    for content_type in compression.encoders():  # type: ignore[no-untyped-call] # kombu publishes types in part
        compression.register(_refuse, _refuse, content_type)  # type: ignore[no-untyped-call]


class Packed(Exception):
    """The body of a message is compressed."""


def _refuse(_: Any) -> NoReturn:
    raise Packed


class _Tolerant:
    """A channel of Redis that drops bytes that are no JSON, from a queue or from a broadcast."""

    rejections: Rejections
    connection: Any

    def _connparams(self, asynchronous: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - kombu's signature
        """Make the event loop forget a connection before it is closed.

        After a broadcast that Celery fails at, a worker connects anew. A pool process that was
        forked meanwhile still has the old connection, so the system goes on reporting its close,
        under the descriptor that the new connection gets. Kombu would wait there for a broadcast,
        and take no task until one comes.
        """
        found: dict[str, Any] = super()._connparams(asynchronous=asynchronous)  # type: ignore[misc]
        if asynchronous:
            found["connection_class"] = type("Connection", (_Forgotten, found["connection_class"]), {"channel": self})
        return found

    def _brpop_read(self, **options: Any) -> Any:
        return self._survived(super()._brpop_read, **options)  # type: ignore[misc] # of the channel behind it

    def _receive_one(self, client: Any) -> Any:
        return self._survived(super()._receive_one, client)  # type: ignore[misc]

    def _survived(self, read: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        try:
            return read(*arguments, **options)
        except (Empty, *broker.ITS_OWN):
            raise  # the rest is the fault of the message
        except Exception as error:  # noqa: BLE001 - whatever kombu makes of it: it was popped, and is gone
            about = f"{len(error.doc)} characters" if isinstance(error, JSONDecodeError) else ""
            self.rejections.tell(type(error).__name__, about=about)
            return None


class _Forgotten:
    """A connection that leaves the event loop before it closes."""

    channel: Any
    pid: int
    _sock: Any

    def disconnect(self, *arguments: Any, **options: Any) -> None:
        poller = getattr(getattr(self.channel.connection, "cycle", None), "poller", None)
        # A pool process leaves an inherited connection to its parent, because they share the
        # poller.
        if poller is not None and self._sock is not None and self.pid == os.getpid():
            with suppress(OSError):
                poller.unregister(self._sock)
        super().disconnect(*arguments, **options)  # type: ignore[misc] # of the connection behind it


class _Delivering:
    """A transport of Redis that drops JSON that is no envelope of kombu's."""

    rejections: Rejections

    def _deliver(self, message: Any, queue: Any) -> None:
        try:
            super()._deliver(message, queue)  # type: ignore[misc]
        except DataError as error:
            self._tell(error, message, queue)  # a tag that Redis can't have
        except (Empty, *broker.ITS_OWN):
            raise  # the rest is the fault of the message
        except Exception as error:  # noqa: BLE001 - whatever kombu makes of it: it was popped, and is gone
            self._tell(error, message, queue)

    def _tell(self, error: Exception, message: Any, queue: Any) -> None:
        about = described(message.get("headers"), message.get("body")) if isinstance(message, dict) else ""
        self.rejections.tell(type(error).__name__, queue=queue, about=about)


def surviving(
    handle: Callable[[Any], Any], rejections: Rejections, known: Container[str] | None = None
) -> Callable[[Any], Any]:
    """Return Celery's message handler with a check before it, to reject messages that would
    break the handler. `known` are our tasks.
    """

    def handled(message: Any) -> Any:
        try:
            wrong = wrong_part(message, known)
        except Exception as error:  # noqa: BLE001 - whatever kombu makes of a body
            wrong = type(error).__name__
        if wrong is None:
            return survived(message)
        reject(message, wrong, rejections)
        return None

    def survived(message: Any) -> Any:
        try:
            return handle(message)
        except broker.ITS_OWN:
            raise  # the rest is the fault of the message
        except Exception as error:  # noqa: BLE001 - whatever Celery makes of what looks like a task
            reject(message, type(error).__name__, rejections)
            return None

    return handled


def reject(message: Any, why: str, rejections: Rejections) -> None:
    """Drop a message for good, and report it. Never raises for a broker that is away: the message
    comes again then, and is dropped.
    """
    where = message.delivery_info.get("routing_key") if isinstance(message.delivery_info, dict) else None
    rejections.tell(why, queue=where, about=described(message.headers, message.body))
    message.reject_log_error(logger, broker.ERRORS)
