"""Crash points: the places between two steps where a process of the service is made to die
(`crashing`).

The service knows nothing of them. A point names a function that stands on one side of the gap, and
the process dies just before that function begins or just after it has returned. The functions are
looked up by name when a process starts, so a point whose function was renamed fails at once instead
of never being reached.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from confluent_kafka import Consumer, KafkaError, KafkaException


class Moment(Enum):
    """The side of the function where the process dies."""

    BEFORE = auto()
    AFTER = auto()


@dataclass(frozen=True, slots=True)
class Point:
    """`function` of `module` ("Class.method" for a method), reached for the `nth` time by calls
    that `counts` is true of.

    `counts` and `first` take the arguments of the function. `first` is done just before the
    process dies.
    """

    module: str
    function: str
    moment: Moment
    nth: int = 1
    counts: Callable[..., bool] = lambda *_, **__: True
    first: Callable[..., object] = lambda *_, **__: None


def commit_offsets(owner: Any, *_: object) -> None:
    """Commit the stored offsets, as the client does by itself every second, here at the worst
    moment.
    """
    consumer: Consumer = owner._consumer
    try:
        consumer.commit(asynchronous=False)
    except KafkaException as error:
        if error.args[0].code() != KafkaError._NO_OFFSET:
            raise


def shared_by_several(_: object, requests: Sequence[object], *__: object, **___: object) -> bool:
    return len(requests) > 1


def any_due(due: Sequence[object], **_: object) -> bool:
    return bool(due)


def has_rows(_: object, rows: Sequence[object], *__: object) -> bool:
    return bool(rows)


def has_waiting(_: object, waiting: Mapping[int, Sequence[str]], **__: object) -> bool:
    return bool(waiting)


BEFORE, AFTER = Moment.BEFORE, Moment.AFTER

POINTS: dict[str, Point] = {
    # consumer: Kafka -> inbox -> offsets -> tasks
    "consumer: after the poll, before the transaction": Point(
        "bridge.consume.taking", "Taking._persist", BEFORE, first=commit_offsets
    ),
    "consumer: in the inbox transaction, before its commit": Point("inventory.inbox.store", "record", AFTER),
    "consumer: after the inbox commit, before the offsets": Point(
        "bridge.consume.reading", "Reading.dealt_with", BEFORE
    ),
    "consumer: after the offsets are committed, before the dispatch": Point(
        "bridge.consume.reading", "Reading.dealt_with", AFTER, first=commit_offsets
    ),
    "consumer: in the middle of the dispatch": Point("tasks.dispatch", "_send", BEFORE, nth=2),
    "consumer: after the dispatch": Point("bridge.consume.sending", "Sending.send", AFTER),
    "consumer: told to stop, before it closes": Point("bridge.consume.consumer", "Bridge._close", BEFORE),
    "consumer: told to stop, before it commits what it stored": Point(
        "bridge.consume.consumer", "Bridge._revoked", BEFORE
    ),
    "consumer: told to stop, while it commits what it stored": Point(
        "bridge.consume.consumer", "Bridge._revoked", AFTER
    ),
    # worker: one transaction from the claim to the stock
    "worker: a task is taken, nothing is begun": Point("tasks.stock", "process", BEFORE),
    "worker: in the stock transaction, before the claim": Point("inventory.inbox.claiming", "claim", BEFORE),
    "worker: in the stock transaction, after the claim": Point("inventory.inbox.claiming", "claim", AFTER),
    "worker: an order is left waiting, before the commit": Point(
        "inventory.inbox.parking", "park", AFTER, counts=has_waiting
    ),
    "worker: in the stock transaction, applied but not done": Point("inventory.inbox.claiming", "complete", BEFORE),
    "worker: in the stock transaction, before its commit": Point("inventory.inbox.claiming", "complete", AFTER),
    "worker: after the commit, before the task ends": Point("tasks.stock", "apply_events", AFTER),
    "worker: an event failed alone, before that is recorded": Point("tasks.stock", "record_failures", BEFORE),
    "worker: a failure is recorded, before the commit": Point("inventory.inbox.retries", "record_failure", AFTER),
    # sweeper: expiry, and sending silent events again
    "sweeper: in the transaction that counts attempts": Point("inventory.inbox.retries", "take_due", AFTER),
    "sweeper: an order need not wait any longer, before the commit": Point("inventory.inbox.parking", "release", AFTER),
    "sweeper: an order need not wait any longer, it is not sent": Point("tasks.sweeps", "release_waiting", AFTER),
    "sweeper: attempts are counted, nothing is sent": Point("tasks.sweeps", "send_again", BEFORE, counts=any_due),
    "sweeper: in the middle of sending again": Point("tasks.dispatch", "_send", BEFORE, nth=2),
    "sweeper: overdue holds are known, none is ended": Point("tasks.sweeps", "expire", BEFORE),
    "sweeper: in the expiry transaction, before its commit": Point("inventory.write_path.apply", "apply", AFTER),
    "sweeper: between two batches of overdue holds": Point("tasks.sweeps", "expire", AFTER),
    "sweeper: in the transaction that uncounts": Point("inventory.inbox.retries", "uncount", AFTER),
    # relay: outbox -> Kafka -> outbox
    "relay: the lock is won, nothing is done": Point("bridge.relay.leadership", "_stand_by", AFTER),
    "relay: rows are fetched, none is produced": Point("bridge.relay.relay", "Relay._deliver", BEFORE),
    "relay: in the middle of producing": Point("bridge.relay.relay", "encode", BEFORE, nth=4),
    "relay: all is produced, before the acknowledgement": Point("bridge.relay.relay", "Relay._wait", BEFORE),
    "relay: Kafka has acknowledged, nothing is deleted": Point(
        "inventory.outbox.store", "remove", BEFORE, counts=has_rows
    ),
    "relay: in the deleting transaction, before its commit": Point("inventory.outbox.store", "remove", AFTER),
    "relay: after the rows are gone": Point("bridge.relay.relay", "Relay._publish_batch", AFTER),
    # The first time it is the connection by which the schema was looked at.
    "relay: the lock is lost with the connection": Point(
        "inventory.database.transactions", "Database.dispose", BEFORE, nth=2
    ),
    # api: one transaction for all who wait
    "api: before the transaction": Point("api.turns.group_commit", "GroupCommit._transact", BEFORE),
    "api: in the transaction, before anything is written": Point("inventory.write_path.apply", "apply", BEFORE),
    "api: in the transaction, before its commit": Point("inventory.write_path.apply", "apply", AFTER),
    "api: several share the transaction, before its commit": Point(
        "inventory.write_path.idempotency", "_apply", AFTER, counts=shared_by_several
    ),
    "api: several share the transaction, after its commit": Point(
        "api.turns.group_commit", "GroupCommit._transact", AFTER, counts=shared_by_several
    ),
    "api: after the commit, before the callers are told": Point(
        "api.turns.group_commit", "GroupCommit._transact", AFTER
    ),
    "api: the caller is told, before the answer": Point("api.services", "_submit", AFTER),
}
"""Each begins with its process, by the name that it has in
`tools.devstack.processes.process_table`.
"""


def process_of(name: str) -> str:
    return name.partition(":")[0]
