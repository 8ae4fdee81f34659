"""Events that are not done yet, oldest first. Takes no lock."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console.reading.dead_letters import few
from inventory.database.tables import InboxPending
from inventory.inbox.parking import WAITING
from inventory.inbox.queries import StoredEvent
from inventory.reading.queries import Page

MAX_COUNTED = 10_000
"""Maximum number of pending events that are counted."""


class PendingCount(NamedTuple):
    """The number of pending events, `MAX_COUNTED` if there are as many or more."""

    events: int
    complete: bool


def count(session: Session) -> PendingCount:
    counted = select(InboxPending.id).limit(MAX_COUNTED).subquery()
    events = session.scalars(select(func.count()).select_from(counted)).one()
    return PendingCount(events, events < MAX_COUNTED)


def pending(session: Session, *, waiting: bool, after: int | None, limit: int) -> Page[StoredEvent, int]:
    """Return pending events, of those that wait for the catalogue alone if `waiting`. `after` is
    the last id that was seen.
    """
    query = select(InboxPending.id).order_by(InboxPending.id).limit(limit + 1)
    if waiting:
        query = query.where(WAITING)
    if after is not None:
        query = query.where(InboxPending.id > after)
    ids = list(session.scalars(query))
    found = few(session, ids[:limit])[::-1]
    return Page(found, ids[limit - 1] if len(ids) > limit else None)
