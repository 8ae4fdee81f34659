"""The broker that carries the tasks. No other module knows its kind, its errors, or the length of
its queues.

Redis, Redis behind Sentinel, and RabbitMQ are supported (ADR 0025). None of them is a guarantee: if
one loses a task, the inbox sends the events again.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from typing import Any, assert_never
from urllib.parse import urlsplit

import orjson
from amqp.exceptions import AMQPError, MessageNacked
from celery import Celery
from kombu.entity import Exchange, Queue
from kombu.exceptions import KombuError, OperationalError
from redis.exceptions import RedisError

from inventory.errors import InvalidSettings
from inventory.settings import BrokerKind, Settings

ITS_OWN = (OperationalError, AMQPError, MessageNacked, RedisError, OSError)
"""Errors of the broker itself, or of the way to it. Kombu raises others at unreadable messages."""
ERRORS = (KombuError, *ITS_OWN)
"""Errors of a broker that is away, full, still starting, or refuses."""

PREFIX = "inventory:"
"""Begins every key in Redis, so that somebody else's key can't stop our tasks."""

SENT_AT = "inventory_sent_at"
"""The header of a task with the time of its sending, in seconds since 1970. A worker of another
version ignores it.
"""

TWICE: dict[str, Any] = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
"""Senders try twice, because a pooled connection may have died. Unsent events are in the inbox."""

_SENTINELS = "sentinel_kwargs"
ASKED_ONCE: dict[str, Any] = {"socket_timeout": 1, "socket_connect_timeout": 1, "retry": None}
"""Options for each Sentinel. A hanging one may be asked before the one that answers, and by default
its client asks each four times.
"""
_OTHER_PATIENCE = ("retry_on_timeout", "retry_on_error", "socket_read_timeout")

_BOUNDED = "a broker that hangs would hold the bridge, the workers and beat for longer than liveness allows"
_BY_URL = "set CELERY_BROKER_URL instead"
_REASONS = {
    "confirm_publish": "a task that RabbitMQ has lost would count as an attempt, and its events could die untried",
    **dict.fromkeys(("socket_timeout", "socket_connect_timeout", "read_timeout", "write_timeout"), _BOUNDED),
    **dict.fromkeys(("connect_timeout", "connect_retries_timeout", "polling_interval"), _BOUNDED),
    **dict.fromkeys(TWICE, _BOUNDED),
    **dict.fromkeys((f"{_SENTINELS}.{name}" for name in (*ASKED_ONCE, *_OTHER_PATIENCE)), _BOUNDED),
    **dict.fromkeys(("host", "userid", "password", "virtual_host"), _BY_URL),
}


class _Family(Enum):
    """Brokers that take the same options."""

    REDIS = "redis"
    AMQP = "amqp"


def _family(kind: BrokerKind) -> _Family:
    match kind:
        case BrokerKind.REDIS | BrokerKind.SENTINEL:
            return _Family.REDIS
        case BrokerKind.RABBITMQ:
            return _Family.AMQP
        case _:
            assert_never(kind)


def transport_options(settings: Settings) -> dict[str, Any]:
    """Return kombu's transport options. Raises `InvalidSettings` for an option that is unsafe."""
    given = settings.celery_transport_options
    sentinels = _options_of_sentinels(given)
    if unsafe := [name for name in (*given, *(f"{_SENTINELS}.{name}" for name in sentinels)) if name in _REASONS]:
        raise InvalidSettings(
            problems=[
                ("INVENTORY_CELERY_TRANSPORT_OPTIONS", f"must not set {name}: {_REASONS[name]}") for name in unsafe
            ]
        )
    if settings.broker_kind is BrokerKind.SENTINEL:
        given = given | {_SENTINELS: {**ASKED_ONCE, "socket_keepalive": True, **sentinels}}
    return _options(_family(settings.broker_kind)) | given | _verified(settings.broker_url, given.get("ssl") or {})


def _options_of_sentinels(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the options for Sentinels. Raises `InvalidSettings` if they are no JSON object."""
    found = given.get(_SENTINELS)
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        why = f'{_SENTINELS} must be a JSON object, such as {{"password": "of the Sentinels"}}'
        raise InvalidSettings(problems=[("INVENTORY_CELERY_TRANSPORT_OPTIONS", why)])
    return found


def _verified(url: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Have RabbitMQ's certificate checked, and its name. By default its client accepts any."""
    parts = urlsplit(url.partition(";")[0])
    if parts.scheme != "amqps":
        return {}
    return {"ssl": {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": parts.hostname, **given}}


def _options(family: _Family) -> dict[str, Any]:
    # A look at a queue that finds no connection gives up at once, because the caller comes back by
    # itself. Without the timeouts, a broker that vanishes behind a firewall is waited for without
    # end.
    match family:
        case _Family.REDIS:
            return {
                **TWICE,
                "socket_timeout": 5,
                "socket_connect_timeout": 3,
                "socket_keepalive": True,
                "global_keyprefix": PREFIX,
                # No task of ours has a priority. By default kombu keeps four lists for each queue,
                # and asks for the length of each.
                "priority_steps": [0],
            }
        case _Family.AMQP:
            # By default RabbitMQ acknowledges nothing. With confirmation a task is in its queue, or
            # the sender gets an error.
            return {**TWICE, "read_timeout": 5, "write_timeout": 5, "confirm_publish": True}
        case _:
            assert_never(family)


def queues(names: Iterable[str], settings: Settings) -> list[Queue]:
    """Declare the queues of the service, all of the type that the settings name."""
    arguments = {"x-queue-type": settings.queue_type} if settings.queue_type else {}
    exchanges = {name: Exchange(name) for name in names}  # type: ignore[no-untyped-call] # kombu publishes types in part
    return [
        Queue(name, exchange, routing_key=name, queue_arguments=dict(arguments))  # type: ignore[no-untyped-call]
        for name, exchange in exchanges.items()
    ]


def waiting_tasks(app: Celery, queue: str) -> int:
    """Return the number of tasks in a queue that no worker has taken yet. Raises one of `ERRORS`.

    The queue and its binding are declared first, as the application declares them. In Redis an
    empty queue does not exist, and a RabbitMQ that was emptied has no queues.
    """
    declared = app.amqp.queues[queue]

    def count(*, channel: Any) -> int:
        bound = declared.bind(channel)
        bound.exchange.declare()
        told: int = bound.queue_declare().message_count
        bound.queue_bind()
        return told

    with app.connection_or_acquire() as connection, _forgotten_on_errors(connection):
        waiting, _ = connection.autoretry(count, **TWICE)()
    return int(waiting)


def oldest_seconds(app: Celery, queue: str, *, now: float) -> float | None:
    """Return the age of the task in a queue that has waited longest, 0 without any. `now` is in
    seconds since 1970. Raises one of `ERRORS`.

    Returns None where the age is not known: RabbitMQ shows a message only to who takes it.
    """
    with app.connection_or_acquire() as connection, _forgotten_on_errors(connection):
        client = getattr(connection.default_channel, "client", None)
        if client is None:
            return None
        oldest = client.execute_command("LINDEX", f"{PREFIX}{queue}", -1)
    if oldest is None:
        return 0.0
    try:
        sent_at = float(orjson.loads(oldest)["headers"][SENT_AT])
    except (ValueError, TypeError, KeyError):
        return None  # of another version, or no message of ours
    return max(now - sent_at, 0.0)


def send_task(app: Celery, name: str, **options: Any) -> None:
    """Send a task through the application's pool. Raises one of `ERRORS` if it was not sent."""
    with app.producer_or_acquire() as producer, _forgotten_on_errors(producer.connection):
        app.send_task(name, producer=producer, ignore_result=True, **options)


@contextmanager
def _forgotten_on_errors(connection: Any) -> Iterator[None]:
    """Throw this pooled connection away after an error: the awaited answer may still come on it."""
    try:
        yield
    except ERRORS:
        connection.collect()
        raise
