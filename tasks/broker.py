"""The broker that carries the tasks: the one module that knows which one it is, what it raises and how long its queues are.

Redis, Redis behind Sentinel, and RabbitMQ do (ADR 0025). None of them is a guarantee: what one of them loses, the inbox sends
again.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from typing import Any, assert_never
from urllib.parse import urlsplit

from amqp.exceptions import AMQPError, MessageNacked
from celery import Celery
from kombu.entity import Exchange, Queue
from kombu.exceptions import KombuError, OperationalError
from redis.exceptions import RedisError

from inventory.errors import InvalidSettings
from inventory.settings import BrokerKind, Settings

ITS_OWN = (OperationalError, AMQPError, MessageNacked, RedisError, OSError)
"""Raised by the broker itself, or by the way to it. Kombu raises others at messages that it can't read."""
ERRORS = (KombuError, *ITS_OWN)
"""Raised when the broker is away, full, still starting, or refuses."""

PREFIX = "inventory:"
"""Stands before every key in Redis, so that a key of somebody else's can't stop the line."""

TWICE: dict[str, Any] = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
"""Senders try twice: a pooled connection may have died since it was used. What they can't send is in the inbox."""

_SENTINELS = "sentinel_kwargs"
ASKED_ONCE: dict[str, Any] = {"socket_timeout": 1, "socket_connect_timeout": 1, "retry": None}
"""For each Sentinel, since one that hangs is asked before those that answer. Its client would ask each four times."""
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
    """Return how the broker is spoken to. Raises `InvalidSettings` for an option that would be unsafe."""
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
    """Return how the Sentinels themselves are spoken to. Raises `InvalidSettings` for what is no JSON object."""
    found = given.get(_SENTINELS)
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        why = f'{_SENTINELS} must be a JSON object, such as {{"password": "of the Sentinels"}}'
        raise InvalidSettings(problems=[("INVENTORY_CELERY_TRANSPORT_OPTIONS", why)])
    return found


def _verified(url: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Have RabbitMQ's certificate checked, and its name. Left to itself its client takes any."""
    parts = urlsplit(url.partition(";")[0])
    if parts.scheme != "amqps":
        return {}
    return {"ssl": {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": parts.hostname, **given}}


def _options(family: _Family) -> dict[str, Any]:
    # Opening a connection to look at a queue gives up at once: whoever asked comes back by itself. And without the timeouts
    # a broker that vanishes behind a firewall is waited for without end.
    match family:
        case _Family.REDIS:
            return {
                **TWICE,
                "socket_timeout": 5,
                "socket_connect_timeout": 3,
                "socket_keepalive": True,
                "global_keyprefix": PREFIX,
            }
        case _Family.AMQP:
            # RabbitMQ takes what it is sent without a word. Confirmed, a task is in its queue, or was not sent.
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
    """Return how many tasks of a queue no worker has taken yet. Raises one of `ERRORS`.

    The queue is declared on the way, as the application declares it and with its binding: to Redis an empty queue is one
    that does not exist, and a RabbitMQ that was emptied knows of none.
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


def send_task(app: Celery, name: str, **options: Any) -> None:
    """Send a task through the application's pool. Raises one of `ERRORS` when the broker did not take it."""
    with app.producer_or_acquire() as producer, _forgotten_on_errors(producer.connection):
        app.send_task(name, producer=producer, ignore_result=True, **options)


@contextmanager
def _forgotten_on_errors(connection: Any) -> Iterator[None]:
    """Let nobody have this pooled connection again after an error: the answer that was waited for may still come on it."""
    try:
        yield
    except ERRORS:
        connection.collect()
        raise
