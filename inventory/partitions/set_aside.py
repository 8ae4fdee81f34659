"""What can't be used is left in Kafka where there is too much of it, so that neither its partition is stopped nor the table of dead letters
filled; and the operator's word to read it again (ADR 0042).

Nothing is copied: a row says from which offset on what a source sends is left. It is written in the transaction that moves the
partition's offset on, and stays until an operator has had the partition read again from there, or has given it up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from inventory.database.tables import SetAside
from inventory.domain.representation import moment_json
from inventory.inbox.decoded import Origin, PartitionKey
from inventory.partitions.errors import NothingSetAside

ANYBODY = ""
"""In the place of a source: all of them. No event has it, since an empty source is refused."""
MAX_SOURCES = 20
"""Sources of a partition that are told apart. They are what others say they are called: with more,
it is `ANYBODY`.
"""


@dataclass(frozen=True, slots=True)
class Overrun:
    """The first message of its source that would be one dead letter too many: the `dead`th of the
    last `among`.
    """

    at: Origin
    source: str
    dead: int
    among: int
    reasons: str
    """The reasons of the dead ones, the most frequent first."""

    @property
    def place(self) -> PartitionKey:
        return self.at.topic, self.at.partition


class Word(NamedTuple):
    """An operator's word to read again what was left of a source."""

    source: str
    resumed_at: datetime


@dataclass(frozen=True, slots=True)
class SetAsideRange:
    """What can't be used of a source is left from `overrun.at` on. `resumed_at` when an operator
    has had it read again.
    """

    overrun: Overrun
    last_offset: int
    messages: int
    since: datetime
    resumed_at: datetime | None
    accepted_through: int | None

    @property
    def word(self) -> Word | None:
        return None if self.resumed_at is None else Word(self.overrun.source, self.resumed_at)

    def covers(self, at: Origin, source: str) -> bool:
        return self.overrun.place == (at.topic, at.partition) and self.overrun.source in {source, ANYBODY}

    def leaves(self, at: Origin, source: str) -> bool:
        """Return whether this message, which can't be used, is left in Kafka."""
        return self.resumed_at is None and self.covers(at, source) and at.offset >= self.overrun.at.offset

    def accepts(self, at: Origin, source: str) -> bool:
        """Return whether it becomes a dead letter without being counted."""
        return self.accepted_through is not None and self.covers(at, source) and at.offset <= self.accepted_through


_TABLE = SetAside.__table__
_SELECT = select(_TABLE).order_by(_TABLE.c.topic, _TABLE.c.partition, _TABLE.c.source)


def left(session: Session) -> list[SetAsideRange]:
    """Return all that is left in Kafka, or was and is read again now."""
    return [_left(row) for row in session.connection().execute(_SELECT)]


def locked(session: Session, places: Collection[PartitionKey]) -> list[SetAsideRange]:
    """Return what is left of these partitions, and lock it: an operator who has it read again, or
    gives it up, waits meanwhile.
    """
    if not places:
        return []
    at = tuple_(_TABLE.c.topic, _TABLE.c.partition)
    found = session.connection().execute(_SELECT.where(at.in_(sorted(places))).with_for_update())
    return [_left(row) for row in found]


def begin(
    session: Session, overrun: Overrun, known: Sequence[SetAsideRange], heard: Collection[Word], *, now: datetime
) -> None:
    """Leave what can't be used of this source from here on. With too many sources it is that of everybody.

    What is read again and turns out to be too much again is left from here on. How far it reaches stays known. `heard` are the
    words by which this partition is read again. Whoever has not heard one yet has read nothing of that again.
    """
    others = {one.overrun.source for one in known if one.overrun.place == overrun.place} - {ANYBODY, overrun.source}
    source = ANYBODY if len(others) >= MAX_SOURCES else overrun.source
    values = {
        "first_offset": overrun.at.offset,
        "dead": overrun.dead,
        "among": overrun.among,
        "reasons": overrun.reasons,
        "since": now,
        "resumed_at": None,
    }
    statement = insert(SetAside).values(
        topic=overrun.at.topic,
        partition=overrun.at.partition,
        source=source,
        last_offset=overrun.at.offset - 1,
        messages=0,
        **values,
    )
    is_read_again = any(
        one.word in heard for one in known if one.overrun.place == overrun.place and one.overrun.source == source
    )
    # Read from further back than where it is left, it is left from there on: what is too much must not be found too much for ever.
    first = overrun.at.offset if is_read_again else func.least(SetAside.first_offset, overrun.at.offset)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["topic", "partition", "source"], set_=values | {"first_offset": first}
        )
    )


def leave(session: Session, messages: Iterable[tuple[Origin, SetAsideRange]]) -> None:
    """Take note of messages that are left, each by the row that has it so. One that is read again
    counts once.
    """
    counts: Counter[tuple[str, int, str]] = Counter()
    last: dict[tuple[str, int, str], int] = {}
    for at, by in messages:
        if at.offset <= by.last_offset:
            continue
        key = (*by.overrun.place, by.overrun.source)
        counts[key] += 1
        last[key] = max(last.get(key, 0), at.offset)
    for (topic, partition, source), count in sorted(counts.items()):
        session.execute(
            _of(topic, partition, source).values(
                messages=SetAside.messages + count,
                last_offset=func.greatest(SetAside.last_offset, last[topic, partition, source]),
            )
        )


def go_on(session: Session, read: Mapping[PartitionKey, int], words: Mapping[PartitionKey, Collection[Word]]) -> None:
    """Keep that partitions are read again up to these offsets, by whoever heard these words. Rows
    that this is past go.
    """
    for (topic, partition), next_offset in sorted(read.items()):
        for word in sorted(words.get((topic, partition), ())):
            session.execute(
                _of(topic, partition, word.source)
                .where(SetAside.resumed_at == word.resumed_at, SetAside.first_offset < next_offset)
                .values(first_offset=next_offset)
            )
            session.execute(
                delete(SetAside).where(
                    SetAside.topic == topic,
                    SetAside.partition == partition,
                    SetAside.source == word.source,
                    SetAside.resumed_at == word.resumed_at,
                    SetAside.last_offset < next_offset,
                )
            )


def resume(
    session: Session, place: PartitionKey, source: str | None, *, through: int | None, now: datetime
) -> list[SetAsideRange]:
    """Have a partition read again from where something of `source`, or of any, was left. Counting starts afresh.

    What still can't be used up to the offset `through`, and in any case the first that was left, becomes dead letters. Raises
    `NothingSetAside`.
    """
    statement = update(SetAside).where(SetAside.topic == place[0], SetAside.partition == place[1])
    if source is not None:
        statement = statement.where(SetAside.source == source)
    accepted = func.greatest(SetAside.first_offset, through)  # GREATEST leaves null out
    found = session.execute(
        statement.values(resumed_at=now, accepted_through=accepted).returning(*_TABLE.columns)
    ).all()
    if not found:
        raise NothingSetAside(topic=place[0], partition=place[1])
    return [_left(row) for row in found]


def discard(session: Session, place: PartitionKey, source: str | None) -> list[SetAsideRange]:
    """Give up what was left, and leave nothing more: what comes is counted afresh. Raises
    `NothingSetAside`.
    """
    statement = delete(SetAside).where(SetAside.topic == place[0], SetAside.partition == place[1])
    if source is not None:
        statement = statement.where(SetAside.source == source)
    found = session.execute(statement.returning(*_TABLE.columns)).all()
    if not found:
        raise NothingSetAside(topic=place[0], partition=place[1])
    return [_left(row) for row in found]


def left_json(one: SetAsideRange) -> dict[str, Any]:
    """`source` is null where it is that of everybody."""
    overrun = one.overrun
    return {
        "topic": overrun.at.topic,
        "partition": overrun.at.partition,
        "source": overrun.source or None,
        "state": "set_aside" if one.resumed_at is None else "resumed",
        "first_offset": overrun.at.offset,
        "last_offset": one.last_offset,
        "messages": one.messages,
        "dead": overrun.dead,
        "among": overrun.among,
        "reasons": overrun.reasons,
        "since": moment_json(one.since),
        "resumed_at": None if one.resumed_at is None else moment_json(one.resumed_at),
        "accepted_through": one.accepted_through,
    }


def _of(topic: str, partition: int, source: str) -> Any:
    return update(SetAside).where(SetAside.topic == topic, SetAside.partition == partition, SetAside.source == source)


def _left(row: Row[Any]) -> SetAsideRange:
    at = Origin(row.topic, row.partition, row.first_offset)
    overrun = Overrun(at, row.source, row.dead, row.among, row.reasons)
    return SetAsideRange(overrun, row.last_offset, row.messages, row.since, row.resumed_at, row.accepted_through)
