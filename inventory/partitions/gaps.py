"""Events that Kafka deleted before they were read into this database: their offsets, and the time
of the discovery (ADR 0032).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from inventory.database.tables import EventGap
from inventory.domain.representation import moment_json


class Gap(NamedTuple):
    """Offsets that are gone and were not read: from `first_offset` to just before `next_offset`."""

    topic: str
    partition: int
    topic_id: str
    first_offset: int
    next_offset: int

    @property
    def offsets(self) -> int:
        """Return the largest possible number of events in the gap. Markers of transactions have
        offsets as well, and compaction leaves holes.
        """
        return self.next_offset - self.first_offset


@dataclass(frozen=True, slots=True)
class FoundGap:
    """A gap, and the time at which a bridge found it."""

    gap: Gap
    found_at: datetime


_TABLE = EventGap.__table__
_INSERT = insert(EventGap).on_conflict_do_nothing().returning(*(_TABLE.c[name] for name in Gap._fields))


def record(session: Session, gaps: Sequence[Gap], *, now: datetime) -> list[Gap]:
    """Store these gaps. Return the new ones."""
    connection = session.connection()
    found = [connection.execute(_INSERT, {**gap._asdict(), "found_at": now}).one_or_none() for gap in sorted(gaps)]
    return [Gap(*row) for row in found if row is not None]


def gaps(session: Session) -> list[FoundGap]:
    """Return all gaps, the newest first."""
    newest = select(_TABLE).order_by(
        _TABLE.c.found_at.desc(), _TABLE.c.topic, _TABLE.c.partition, _TABLE.c.first_offset
    )
    return [
        FoundGap(Gap(*(getattr(row, name) for name in Gap._fields)), row.found_at)
        for row in session.connection().execute(newest)
    ]


def gap_json(found: FoundGap) -> dict[str, Any]:
    gap = found.gap
    return {
        "topic": gap.topic,
        "partition": gap.partition,
        "topic_id": gap.topic_id,
        "first_offset": gap.first_offset,
        "last_offset": gap.next_offset - 1,
        "offsets": gap.offsets,
        "found_at": moment_json(found.found_at),
    }
