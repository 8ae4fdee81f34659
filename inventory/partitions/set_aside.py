"""Unusable events that are left in Kafka until an operator has them read again (ADR 0042).

A source with too many of them is set aside. So neither its partition stops nor the table of dead
letters fills up. Nothing is copied: a row names the offset from which on a source's unusable events
are left. It is written in the transaction that moves the partition's offset on. It stays until the
partition was read again from there, or an operator gave the events up.
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
"""Stands for all sources. No event has it, since an empty source is refused."""
MAX_SOURCES = 20
"""Maximum number of sources of a partition that are told apart, because producers make up their
names. With more, the source is `ANYBODY`.
"""


@dataclass(frozen=True, slots=True)
class Overrun:
    """The message that exceeds its source's cap: the `dead`th dead letter of the last `among`."""

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
    """An operator's word to read a source's set-aside events again."""

    source: str
    resumed_at: datetime


@dataclass(frozen=True, slots=True)
class SetAsideRange:
    """The unusable events of a source from `overrun.at` on. An operator had them read again at
    `resumed_at`.
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
        """Return True if this unusable message is left in Kafka."""
        return self.resumed_at is None and self.covers(at, source) and at.offset >= self.overrun.at.offset

    def accepts(self, at: Origin, source: str) -> bool:
        """Return True if the message becomes a dead letter without being counted."""
        return self.accepted_through is not None and self.covers(at, source) and at.offset <= self.accepted_through


_TABLE = SetAside.__table__
_SELECT = select(_TABLE).order_by(_TABLE.c.topic, _TABLE.c.partition, _TABLE.c.source)


def left(session: Session) -> list[SetAsideRange]:
    """Return all set-aside ranges, including those that are being read again."""
    return [_left(row) for row in session.connection().execute(_SELECT)]


def locked(session: Session, places: Collection[PartitionKey]) -> list[SetAsideRange]:
    """Return the set-aside ranges of these partitions, and lock them. An operator who has one read
    again or gives it up waits meanwhile.
    """
    if not places:
        return []
    at = tuple_(_TABLE.c.topic, _TABLE.c.partition)
    found = session.connection().execute(_SELECT.where(at.in_(sorted(places))).with_for_update())
    return [_left(row) for row in found]


def begin(
    session: Session, overrun: Overrun, known: Sequence[SetAsideRange], heard: Collection[Word], *, now: datetime
) -> None:
    """Leave this source's unusable events from here on. With too many sources, leave those of every
    source.

    Events that are read again and are too many again are left from here on, and `last_offset`
    stays. `heard` are the words by which this partition is read again. A bridge that has not heard
    a word has read nothing again because of it.
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
    # If reading began further back than the events were left, they are left from the new place on:
    # an excess must not be found again for ever.
    first = overrun.at.offset if is_read_again else func.least(SetAside.first_offset, overrun.at.offset)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["topic", "partition", "source"], set_=values | {"first_offset": first}
        )
    )


def leave(session: Session, messages: Iterable[tuple[Origin, SetAsideRange]]) -> None:
    """Note messages that are left, each with the row that covers it. A message that is read again
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
    """Note that partitions are read again up to these offsets, by a bridge that heard these words.
    Remove rows that the bridge is past.
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
    """Have a partition read again from the place where events of `source`, or of any source, were
    left. Counting starts afresh.

    Events that are still unusable up to the offset `through`, and the first one in any case, become
    dead letters. Raises `NothingSetAside`.
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
    """Give up the events that were left, and count afresh from now on. Raises `NothingSetAside`."""
    statement = delete(SetAside).where(SetAside.topic == place[0], SetAside.partition == place[1])
    if source is not None:
        statement = statement.where(SetAside.source == source)
    found = session.execute(statement.returning(*_TABLE.columns)).all()
    if not found:
        raise NothingSetAside(topic=place[0], partition=place[1])
    return [_left(row) for row in found]


def left_json(one: SetAsideRange) -> dict[str, Any]:
    """Return the range as JSON. `source` is null if it stands for every source."""
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
