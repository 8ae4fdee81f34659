"""The position of each partition in this database (ADR 0022). Reading has to go on at
`next_offset`.

One promise holds in every state that the database was ever in: all events before `next_offset` are
stored. So it is raised only in the transaction that stores the earlier events, and only by a reader
that began at or before the row's position. It is never lowered, except for another topic of the
same name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Integer, Text, case, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database.arrays import parameters, rows
from inventory.database.tables import KeptOffset
from inventory.inbox.decoded import PartitionKey


class ReadPosition(NamedTuple):
    """A row: the position in a partition of the topic with this id. The id is None if no bridge has
    looked yet.
    """

    topic_id: str | None
    next_offset: int


class Advance(NamedTuple):
    """A reader's step: it has dealt with everything from `since` up to `next_offset`."""

    topic: str
    partition: int
    topic_id: str
    since: int
    next_offset: int

    @property
    def place(self) -> PartitionKey:
        return self.topic, self.partition


_ADVANCE: dict[str, TypeEngine[Any]] = {
    "topic": Text(),
    "partition": Integer(),
    "topic_id": Text(),
    "since": BigInteger(),
    "next_offset": BigInteger(),
}
_given = rows(_ADVANCE)
_reached = (
    select(KeptOffset.topic, KeptOffset.partition, _given.c.next_offset)
    .join(_given, (_given.c.topic == KeptOffset.topic) & (_given.c.partition == KeptOffset.partition))
    .where(KeptOffset.topic_id == _given.c.topic_id, KeptOffset.next_offset >= _given.c.since)
)
_locked = _reached.order_by(KeptOffset.topic, KeptOffset.partition).with_for_update(of=KeptOffset).cte("locked")
_KEEP = (
    update(KeptOffset)
    .where(KeptOffset.topic == _locked.c.topic, KeptOffset.partition == _locked.c.partition)
    .values(
        next_offset=func.greatest(KeptOffset.next_offset, _locked.c.next_offset),
        begun=case((KeptOffset.next_offset < _locked.c.next_offset, 0), else_=KeptOffset.begun),
    )
    .returning(KeptOffset.topic, KeptOffset.partition)
)


def keep(session: Session, advances: Sequence[Advance]) -> set[PartitionKey]:
    """Store the positions of these partitions. Run it last in its transaction, because its locks
    are the last that a transaction waits for.

    Returns the partitions whose row is not at the reader's place: the database was set back, or the
    topic is another one. The caller rolls back and reads on from `kept`.
    """
    if not advances:
        return set()
    return _differing(session, _KEEP, advances)


def check(session: Session, advances: Sequence[Advance]) -> set[PartitionKey]:
    """Return the same partitions as `keep`, without a lock or a write."""
    return _differing(session, _reached, advances) if advances else set()


def _differing(session: Session, statement: Any, advances: Sequence[Advance]) -> set[PartitionKey]:
    found = session.connection().execute(statement, parameters(_ADVANCE, advances))
    return {advance.place for advance in advances} - {(row.topic, row.partition) for row in found}


class End(NamedTuple):
    """The end of a partition at a moment, in the topic with this id."""

    topic_id: str
    offset: int
    moment: datetime


def mark_current(session: Session, ends: Mapping[PartitionKey, End]) -> None:
    """Note that these partitions are read to their end: all that Kafka had then is stored here."""
    for (topic, partition), end in sorted(ends.items()):
        session.connection().execute(
            update(KeptOffset)
            .where(
                KeptOffset.topic == topic,
                KeptOffset.partition == partition,
                KeptOffset.topic_id == end.topic_id,
                KeptOffset.next_offset >= end.offset,
            )
            .values(current_at=func.greatest(KeptOffset.current_at, end.moment))
        )


def kept(session: Session, places: Collection[PartitionKey]) -> dict[PartitionKey, ReadPosition]:
    """Return the positions of these partitions, and lock their rows. A missing one was never read
    into this database.
    """
    at = tuple_(KeptOffset.topic, KeptOffset.partition)
    query = select(KeptOffset.topic, KeptOffset.partition, KeptOffset.topic_id, KeptOffset.next_offset)
    locked = query.where(at.in_(list(places))).order_by(KeptOffset.topic, KeptOffset.partition).with_for_update()
    found = session.connection().execute(locked)
    return {(topic, partition): ReadPosition(topic_id, offset) for topic, partition, topic_id, offset in found}


_places = rows({"topic": Text(), "partition": Integer()})
_counted = (
    select(KeptOffset.topic, KeptOffset.partition)
    .join(_places, (_places.c.topic == KeptOffset.topic) & (_places.c.partition == KeptOffset.partition))
    .order_by(KeptOffset.topic, KeptOffset.partition)
    .with_for_update(of=KeptOffset)
    .cte("counted")
)
_COUNT = (
    update(KeptOffset)
    .where(KeptOffset.topic == _counted.c.topic, KeptOffset.partition == _counted.c.partition)
    .values(begun=KeptOffset.begun + 1)
    .returning(KeptOffset.topic, KeptOffset.partition, KeptOffset.begun)
)


def count_begun(session: Session, places: Collection[PartitionKey]) -> dict[PartitionKey, int]:
    """Count a beginning of reading in these partitions. Return the number of beginnings at their
    present positions.

    Commit it before anything is read, because a process that dies of a message can't count
    afterwards.
    """
    if not places:
        return {}
    given = {"topic_": [topic for topic, _ in places], "partition_": [partition for _, partition in places]}
    found = session.connection().execute(_COUNT, given)
    return {(topic, partition): begun for topic, partition, begun in found}


def begin(session: Session, starts: Iterable[Advance]) -> None:
    """Make a row with `next_offset` for each of these partitions without one. A row that may be of
    another topic is replaced.
    """
    for start in sorted(starts):
        values = {"topic_id": start.topic_id, "next_offset": start.next_offset}
        session.connection().execute(
            insert(KeptOffset)
            .values(topic=start.topic, partition=start.partition, **values)
            .on_conflict_do_update(
                index_elements=["topic", "partition"],
                set_=values,
                where=KeptOffset.topic_id.is_distinct_from(start.topic_id),
            )
        )
