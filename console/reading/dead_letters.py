"""Dead letters by reason and source. Takes no lock.

No index has their reasons, and one would cost each dead letter something. So a page looks at the
newest of them, or at the next ones, and says how far it has looked.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session

from inventory.database.arrays import for_each
from inventory.database.tables import DeadLetter, InboxEvent
from inventory.inbox.queries import FEW_EVENTS, StoredEvent, stored_event
from inventory.reading.queries import Page

SEARCHED_LETTERS = 10_000
"""Maximum number of dead letters that one page looks at."""
MAX_GROUPS = 100


class LetterGroup(NamedTuple):
    """Dead letters of one source with one reason."""

    reason: str
    source: str
    letters: int
    newest_id: int
    newest_at: datetime


class LetterGroups(NamedTuple):
    """The largest groups first. `complete`: every dead letter was looked at."""

    groups: list[LetterGroup]
    complete: bool


def _window(before: int | None) -> Select[int, str, int | None, datetime]:
    """Return the query for the dead letters that a page looks at."""
    query = select(DeadLetter.id, DeadLetter.reason, DeadLetter.superseded_by, DeadLetter.died_at)
    query = query.order_by(DeadLetter.id.desc()).limit(SEARCHED_LETTERS)
    return query if before is None else query.where(DeadLetter.id < before)


def groups(session: Session) -> LetterGroups:
    """Return the groups of the newest dead letters that no event has replaced."""
    looked = _window(None).subquery("looked")
    event = for_each(select(InboxEvent.source).where(InboxEvent.id == looked.c.id), name="event")
    letters = func.count().label("letters")
    query = (
        select(looked.c.reason, event.c.source, letters, func.max(looked.c.id), func.max(looked.c.died_at))
        .join(event, true())
        .where(looked.c.superseded_by.is_(None))
        .group_by(looked.c.reason, event.c.source)
        .order_by(letters.desc(), looked.c.reason, event.c.source)
        .limit(MAX_GROUPS + 1)
    )
    found = [LetterGroup(*row) for row in session.execute(query)]
    complete = len(found) <= MAX_GROUPS and _end(session, None) is None
    return LetterGroups(found[:MAX_GROUPS], complete)


def _end(session: Session, before: int | None) -> int | None:
    """Return the last dead letter that a page looks at, None if there are not that many."""
    return session.scalar(_window(before).with_only_columns(DeadLetter.id).offset(SEARCHED_LETTERS - 1).limit(1))


def letters(session: Session, *, reason: str, source: str, before: int | None, limit: int) -> Page[StoredEvent, int]:
    """Return the dead letters of a group, newest first. `before` is the last id that was seen.

    A page may have fewer entries than `limit`, even none, and still not be the last.
    """
    ids = of_group(session, reason=reason, source=source, before=before, limit=limit + 1)
    found = few(session, ids[:limit])
    return Page(found, ids[limit - 1] if len(ids) > limit else _end(session, before))


def of_group(session: Session, *, reason: str, source: str, before: int | None = None, limit: int) -> list[int]:
    """Return the ids of the newest dead letters of a group, of one look."""
    looked = _window(before).subquery("looked")
    event = for_each(select(InboxEvent.source).where(InboxEvent.id == looked.c.id), name="event")
    query = (
        select(looked.c.id)
        .join(event, true())
        .where(looked.c.superseded_by.is_(None), looked.c.reason == reason, event.c.source == source)
        .order_by(looked.c.id.desc())
        .limit(limit)
    )
    return list(session.scalars(query))


def with_content(session: Session, ids: list[int]) -> list[int]:
    """Return those of these dead letters whose content or bytes are kept: others can't be replayed,
    as in `inventory.inbox.dead_letters.replayable`.
    """
    event = for_each(
        select(InboxEvent.payload.is_not(None).label("is_kept")).where(InboxEvent.id == DeadLetter.id), name="event"
    )
    query = select(DeadLetter.id).join(event, true())
    query = query.where(DeadLetter.id.in_(ids), event.c.is_kept | DeadLetter.raw.is_not(None))
    return list(session.scalars(query.order_by(DeadLetter.id.desc()))) if ids else []


def few(session: Session, ids: list[int]) -> list[StoredEvent]:
    """Return these events, the newest first."""
    query = FEW_EVENTS.where(InboxEvent.id.in_(ids)).order_by(InboxEvent.id.desc())
    return [stored_event(row) for row in session.execute(query)] if ids else []
