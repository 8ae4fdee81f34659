"""The receipt of messages: their times, and the partition's new position, in one write.

The write is the first of its transaction, before that waits for anything else. It locks the rows.
So if two bridges both believe that a partition is theirs, the second goes on after the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    FromClause,
    Integer,
    Interval,
    Text,
    Update,
    bindparam,
    case,
    cast,
    func,
    select,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database.arrays import rows
from inventory.database.pipelining import Compiled, run
from inventory.database.tables import KeptOffset, Time
from inventory.inbox.decoded import Origin, PartitionKey
from inventory.partitions.kept_offsets import Advance

TICK = timedelta(microseconds=1)
"""Least time between the receipts of two messages of a partition."""
MAX_STEP = timedelta(days=1)
"""Longest time that receipts run ahead of a clock that was set back. A receipt further ahead is
from a wrong clock, and is not followed.
"""


class Receipt(NamedTuple):
    """The time of receipt of each message, and the partitions whose row is not at the reader's
    place (`kept_offsets.keep`).
    """

    times: dict[Origin, datetime]
    differing: set[PartitionKey]


_STEP: dict[str, TypeEngine[Any]] = {"topic_id": Text(), "since": BigInteger(), "next_offset": BigInteger()}
_ARRIVED: dict[str, TypeEngine[Any]] = {"topic": Text(), "partition": Integer(), "messages": Integer(), **_STEP}
_arrived = rows(_ARRIVED, name="arrived")
# Rows of several partitions are locked in their order. A single one needs no lock before its write,
# and a lock would be a record of its own in the write-ahead log.
_locked = (
    select(*(_arrived.c[name] for name in _ARRIVED))
    .join(KeptOffset, (_arrived.c.topic == KeptOffset.topic) & (_arrived.c.partition == KeptOffset.partition))
    .order_by(KeptOffset.topic, KeptOffset.partition)
    .with_for_update(of=KeptOffset)
    .cte("locked")
)
_now = bindparam("now_", type_=Time)
_tick = bindparam("tick_", type_=Interval)
_newest = cast(KeptOffset.received_at, Time)
_first = case((_newest <= bindparam("latest_", type_=Time), func.greatest(_now, _newest + _tick)), else_=_now)


def _statement(given: FromClause) -> Update:
    is_at_place = (KeptOffset.topic_id == given.c.topic_id) & (KeptOffset.next_offset >= given.c.since)
    goes_on = is_at_place & (KeptOffset.next_offset < given.c.next_offset)
    return (
        update(KeptOffset)
        .where(KeptOffset.topic == given.c.topic, KeptOffset.partition == given.c.partition)
        .values(
            received_at=_first + (given.c.messages - 1) * _tick,
            next_offset=case((goes_on, given.c.next_offset), else_=KeptOffset.next_offset),
            begun=case((goes_on, 0), else_=KeptOffset.begun),
        )
        # By the new offset, which is never lower, and higher only where the old one was at the
        # place.
        .returning(KeptOffset.topic, KeptOffset.partition, KeptOffset.received_at, is_at_place.label("is_at_place"))
    )


_RECEIVE_ONE, _RECEIVE = Compiled(_statement(_arrived)), Compiled(_statement(_locked))


def receive(
    session: Session, messages: Iterable[Origin], *, now: datetime, advances: Sequence[Advance] = ()
) -> Receipt:
    """Return the time of receipt of each message: now, and in a partition each later than the one
    before it (ADR 0036). Store it, and the positions that `advances` reach.

    A clock that was set back does not turn messages around. The caller rolls back if any partition
    is `differing`.
    """
    arrived: dict[PartitionKey, list[Origin]] = {}
    for at in sorted(set(messages)):
        arrived.setdefault((at.topic, at.partition), []).append(at)
    if not arrived:
        return Receipt({}, {advance.place for advance in advances})
    steps = {advance.place: advance for advance in advances}
    given = {
        "topic_": [topic for topic, _ in arrived],
        "partition_": [partition for _, partition in arrived],
        "messages_": [len(origins) for origins in arrived.values()],
        **{f"{name}_": [getattr(steps.get(place), name, None) for place in arrived] for name in _STEP},
        "now_": now,
        "tick_": TICK,
        "latest_": now + MAX_STEP,
    }
    (found,) = run(session, (_RECEIVE_ONE if len(arrived) == 1 else _RECEIVE)(given))
    newest: dict[PartitionKey, datetime] = {
        (topic, partition): received_at for topic, partition, received_at, _ in found if received_at is not None
    }
    times = {
        at: newest.get(place, now + TICK * (len(origins) - 1)) - TICK * (len(origins) - 1 - number)
        for place, origins in arrived.items()
        for number, at in enumerate(origins)
    }
    return Receipt(times, {*steps} - {(topic, partition) for topic, partition, _, is_at_place in found if is_at_place})
