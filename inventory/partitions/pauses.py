"""Partitions that a bridge of an earlier version stopped reading, because too much was unusable
(ADR 0012), and the operator's word to go on. Unusable events are set aside now (ADR 0042), and no
partition is stopped any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.orm import Session

from inventory.database.calls import Call
from inventory.database.pipelining import Compiled, run
from inventory.database.tables import PausedPartition
from inventory.domain.representation import moment_json
from inventory.inbox.decoded import Origin, PartitionKey
from inventory.partitions.errors import PartitionNotPaused


@dataclass(frozen=True, slots=True)
class Excess:
    """The message that exceeds its partition's cap: the `dead`th dead letter of the last
    `among`.
    """

    at: Origin
    dead: int
    among: int
    reasons: str
    """The reasons of the dead ones, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A partition that was paused for `excess`. `accepted_through` is set once it is resumed."""

    excess: Excess
    paused_at: datetime
    accepted_through: int | None

    @property
    def place(self) -> PartitionKey:
        return self.excess.at.topic, self.excess.at.partition

    @property
    def waits(self) -> bool:
        """Return True if no operator has resumed the partition yet."""
        return self.accepted_through is None

    def withholds(self, message: Origin) -> bool:
        """Return True if a message of this partition must not be taken now. Messages before the
        pause were taken, and change nothing again.
        """
        return self.waits and message.offset >= self.excess.at.offset

    def accepts(self, message: Origin) -> bool:
        """Return True if the message may become a dead letter that is not counted."""
        return self.accepted_through is not None and message.offset <= self.accepted_through


_TABLE = PausedPartition.__table__
_COLUMNS = [
    _TABLE.c[name]
    for name in ("topic", "partition", "record_offset", "dead", "among", "reasons", "paused_at", "accepted_through")
]
_SELECT = Compiled(select(*_COLUMNS).order_by(_TABLE.c.topic, _TABLE.c.partition))


def pauses(session: Session) -> dict[PartitionKey, Pause]:
    """Return each partition that is paused, or was resumed and is not past the accepted offsets."""
    (found,) = run(session, *first_calls())
    return {pause.place: pause for pause in map(_pause, found)}


def first_calls() -> list[Call]:
    """Return the calls of `pauses`. A transaction may send them with its beginning."""
    return [_SELECT({})]


def resume(session: Session, place: PartitionKey, *, through: int | None) -> Pause:
    """Resume a partition. Dead letters up to the offset `through` are accepted, and in any case the
    one that it stopped at.

    Counting starts afresh behind them. Raises `PartitionNotPaused`.
    """
    topic, partition = place
    accepted = func.greatest(PausedPartition.record_offset, through)  # GREATEST leaves null out
    row = session.execute(
        update(PausedPartition)
        .where(PausedPartition.topic == topic, PausedPartition.partition == partition)
        .values(accepted_through=accepted)
        .returning(*_COLUMNS)
    ).one_or_none()
    if row is None:
        raise PartitionNotPaused(topic=topic, partition=partition)
    return _pause(row)


def forget(session: Session, places: Iterable[PartitionKey]) -> None:
    """Remove the pauses of these partitions, which are past the accepted offsets."""
    at = tuple_(PausedPartition.topic, PausedPartition.partition)
    session.execute(delete(PausedPartition).where(at.in_(list(places)), PausedPartition.accepted_through.is_not(None)))


def pause_json(found: Pause) -> dict[str, Any]:
    excess = found.excess
    return {
        "topic": excess.at.topic,
        "partition": excess.at.partition,
        "offset": excess.at.offset,
        "state": "paused" if found.waits else "resumed",
        "accepted_through": found.accepted_through,
        "dead": excess.dead,
        "among": excess.among,
        "reasons": excess.reasons,
        "paused_at": moment_json(found.paused_at),
    }


def _pause(row: Sequence[Any]) -> Pause:
    topic, partition, offset, dead, among, reasons, paused_at, accepted_through = row
    return Pause(Excess(Origin(topic, partition, offset), dead, among, reasons), paused_at, accepted_through)
