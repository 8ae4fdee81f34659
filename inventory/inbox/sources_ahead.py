"""Sources whose events were ahead of the database's clock when they were received (ADR 0036)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Interval, func, or_, select
from sqlalchemy.orm import Session

from inventory.database.tables import DeadLetter, InboxEvent
from inventory.domain.representation import moment_json
from inventory.inbox.superseding import TOO_OLD, USABLE_ONCE

MAX_SOURCES = 100
"""Maximum number of sources that are listed, because their names are other people's text."""


class SourceAhead(NamedTuple):
    """The number of a source's events in the inbox that were ahead, and their largest lead."""

    source: str
    topic: str
    events: int
    most: timedelta
    newest_id: int
    newest_at: datetime


_most: ColumnElement[timedelta] = func.max(InboxEvent.occurred_at - InboxEvent.received_at, type_=Interval)
_AHEAD = (
    select(
        InboxEvent.source,
        InboxEvent.topic,
        func.count(),
        _most,
        func.max(InboxEvent.id),
        func.max(InboxEvent.received_at),
    )
    .outerjoin(DeadLetter, DeadLetter.id == InboxEvent.id)
    # An unusable event may have the time of its arrival by the clock of the bridge.
    .where(
        InboxEvent.occurred_at > InboxEvent.received_at,
        or_(DeadLetter.id.is_(None), DeadLetter.reason.in_([*USABLE_ONCE, TOO_OLD])),
    )
    .group_by(InboxEvent.source, InboxEvent.topic)
    .order_by(_most.desc(), InboxEvent.source, InboxEvent.topic)
    .limit(MAX_SOURCES)
)


def sources_ahead(session: Session) -> list[SourceAhead]:
    """Return the sources, the furthest ahead first."""
    return [SourceAhead(*row) for row in session.connection().execute(_AHEAD)]


def source_json(one: SourceAhead) -> dict[str, Any]:
    return {
        "source": one.source,
        "topic": one.topic,
        "events": one.events,
        "most_ahead_seconds": one.most.total_seconds(),
        "newest_id": one.newest_id,
        "newest_received_at": moment_json(one.newest_at),
    }
