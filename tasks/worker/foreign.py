"""What a worker finds in its queue and did not come from us: dropped and counted, in place of ending the worker.

Kombu reads what it pops from Redis as JSON of its own making, and Celery reads its headers. Both raise out of the worker's
event loop at anything else, and the message is gone by then: the next one would end the next worker.
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
from tasks.worker.rejected import Rejections, described, shown
from tasks.worker.task_messages import wrong_part

logger = logging.getLogger(__name__)


def survive_what_is_no_message(connection: Any, rejections: Rejections) -> Any:
    """Have this kombu connection survive what is no message of kombu's in Redis; returns the connection.

    RabbitMQ needs none of it: there a message is framed by the protocol.
    """
    found = connection.get_transport_cls()
    if issubclass(getattr(found, "Channel", object), RedisChannel):
        channel = type("Channel", (_Tolerant, found.Channel), {"rejections": rejections})
        made = type("Transport", (_Delivering, found), {"Channel": channel, "rejections": rejections})
        connection.get_transport_cls = lambda: made
    return connection


def unpack_nothing() -> None:
    """Have no message of this process unpacked: we pack none, and what it becomes may have any size."""
    for content_type in compression.encoders():  # type: ignore[no-untyped-call] # kombu publishes types in part
        compression.register(_refuse, _refuse, content_type)  # type: ignore[no-untyped-call]


class Packed(Exception):
    """The body of a message is compressed."""


def _refuse(_: Any) -> NoReturn:
    raise Packed


class _Tolerant:
    """Goes before a channel of Redis: bytes that are no JSON, from a queue or from a broadcast."""

    rejections: Rejections
    connection: Any

    def _connparams(self, asynchronous: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - kombu's signature
        """Have the event loop forget a connection before it is closed.

        After a broadcast that Celery fails at, a worker connects anew. A pool process that was forked meanwhile has the old
        connection still, so the system goes on telling that it is closed, by the number that the new one gets: kombu would
        wait there for a broadcast, and take no task until one comes.
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
            about = f"it begins with {shown(error.doc)}" if isinstance(error, JSONDecodeError) else ""
            self.rejections.tell(type(error).__name__, about=about)
            return None


class _Forgotten:
    """Goes before a connection that the event loop watches."""

    channel: Any
    pid: int
    _sock: Any

    def disconnect(self, *arguments: Any, **options: Any) -> None:
        poller = getattr(getattr(self.channel.connection, "cycle", None), "poller", None)
        # What a pool process inherits is its parent's to close: they share the poller.
        if poller is not None and self._sock is not None and self.pid == os.getpid():
            with suppress(OSError):
                poller.unregister(self._sock)
        super().disconnect(*arguments, **options)  # type: ignore[misc] # of the connection behind it


class _Delivering:
    """Goes before a transport of Redis: JSON that is no envelope of kombu's."""

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
    """Return Celery's handler of messages, which now never sees those that it could not bear; `known` are our tasks."""

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
    """Drop a message for good, and tell of it. Never raises for a broker that is away: then it comes again, and is dropped."""
    where = message.delivery_info.get("routing_key") if isinstance(message.delivery_info, dict) else None
    rejections.tell(why, queue=where, about=described(message.headers, message.body))
    message.reject_log_error(logger, broker.ERRORS)
