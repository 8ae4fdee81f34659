"""Waiting until nothing is left to be done after the last fault."""

import time
from dataclasses import dataclass

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from inventory.database.transactions import Database
from tasks.broker import PREFIX
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.rabbitmq import RabbitMQ, RabbitMQError
from tools.devstack.stack import Stack

DRAIN_SECONDS = 120.0
QUEUES = ("stock", "sweeps")
# Supervisord's words for a process that it does not start again by itself.
GIVEN_UP = {"FATAL", "EXITED", "STOPPED"}

_WAITING = text(
    """
    SELECT (SELECT count(*) FROM inbox_event) AS heard, (SELECT count(*) FROM inbox_pending) AS pending,
           (SELECT count(*) FROM outbox_event) AS unannounced,
           (SELECT count(*) FROM location WHERE version <> settled_version) AS unsettled,
           (SELECT count(*) FROM reservation WHERE dispatch_due_at < now() + interval '1 hour') AS assumed,
           (SELECT count(*) FROM reservation WHERE status = 'pending' AND expires_at < now() + interval '1 minute') AS ending
    """
)


@dataclass(frozen=True, slots=True)
class Drained:
    """The time from the last fault until nothing was waiting any more. If that took too long,
    `waiting` has the numbers that were left.
    """

    seconds: float
    waiting: dict[str, int]
    slowest: str = ""
    """The queues that were empty last."""
    given_up: tuple[str, ...] = ()
    """Processes that the supervisor had given up. They were started by hand."""


def drain(stack: Stack, database: Database, expected: int, *, healed: float, patience: float) -> Drained:
    """Return when all `expected` events are stored and done and all outcomes announced, or when
    that takes more than `patience`.

    `healed` is the end of the last fault, on the monotonic clock.
    """
    given_up = _start_again(stack)
    waiting: dict[str, int] = {"everything": 1}
    slowest = ""

    def empty() -> bool:
        nonlocal waiting, slowest
        try:
            waiting = _waiting(stack, database, expected)
        except (SQLAlchemyError, RedisError, RabbitMQError):
            return False
        slowest = ", ".join(name for name, count in waiting.items() if count) or slowest
        return not any(waiting.values())

    wait_until(empty, seconds=healed + patience - time.monotonic(), interval=0.1)
    return Drained(time.monotonic() - healed, waiting, slowest, given_up)


def _waiting(stack: Stack, database: Database, expected: int) -> dict[str, int]:
    with database.transaction() as session:
        heard, pending, unannounced, unsettled, assumed, ending = session.execute(_WAITING).one()
    return {
        "events in Kafka": abs(expected - heard),
        "events in the inbox": pending,
        "outcomes in the outbox": unannounced,
        "tasks in the broker": _tasks(stack),
        "places that stock does not follow": unsettled,
        "paid units about to be taken for gone": assumed,
        "holds about to end": ending,
    }


def _tasks(stack: Stack) -> int:
    if isinstance(broker := stack.servers.get("rabbitmq"), RabbitMQ):
        return broker.waiting(QUEUES)
    with Redis.from_url(stack.endpoints.broker_url, socket_timeout=2) as redis:
        return sum(int(redis.llen(PREFIX + queue)) for queue in QUEUES)


def _start_again(stack: Stack) -> tuple[str, ...]:
    names = [name for name in (*stack.servers, *stack.processes) if stack.supervisor.state(name).name in GIVEN_UP]
    for name in names:
        stack.start_process(name)
    return tuple(names)
