"""The inbox as operators read it, without a lock: what was heard, and whether it is pending, dead or done."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Select, case, null, select
from sqlalchemy.orm import Session

from inventory.models import DeadLetter, InboxEvent, InboxPending
from inventory.queries import Page
from inventory.representation import moment_json


class State(StrEnum):
    """Pending: still to be done. Dead: can't be done, or was given up. Done: neither."""

    PENDING = "pending"
    DEAD = "dead"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event of the inbox. `attempts` to `last_error` are of a pending one, `reason` to `died_at` of a dead one."""

    id: int
    state: State
    source: str
    event_id: str
    type: str | None
    key: str | None
    occurred_at: datetime
    received_at: datetime
    topic: str
    partition: int
    record_offset: int
    attempts: int | None
    not_before: datetime | None
    last_error: str | None
    reason: str | None
    detail: str | None
    died_at: datetime | None


@dataclass(frozen=True, slots=True)
class EventContent:
    """What an event said: the `payload` of one that could be read, and the `raw` bytes of one that could not be used."""

    payload: dict[str, Any] | None
    raw: bytes | None


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events; None takes all."""

    state: State | None = None
    type: str | None = None
    reason: str | None = None


_STATE: ColumnElement[str] = case(
    (DeadLetter.id.is_not(None), State.DEAD.value),
    (InboxPending.id.is_not(None), State.PENDING.value),
    else_=State.DONE.value,
)
_EVENTS = (
    select(
        InboxEvent.id,
        _STATE.label("state"),
        InboxEvent.source,
        InboxEvent.event_id,
        InboxEvent.type,
        InboxEvent.key,
        InboxEvent.occurred_at,
        InboxEvent.received_at,
        InboxEvent.topic,
        InboxEvent.partition,
        InboxEvent.record_offset,
        InboxPending.attempts,
        InboxPending.not_before,
        InboxPending.last_error,
        DeadLetter.reason,
        DeadLetter.detail,
        DeadLetter.died_at,
    )
    .outerjoin(InboxPending, InboxPending.id == InboxEvent.id)
    .outerjoin(DeadLetter, DeadLetter.id == InboxEvent.id)
)


def events(session: Session, *, where: EventFilter, before: int | None, limit: int) -> Page[StoredEvent, int]:
    """The newest events first; `before` is the id of the last one that was seen."""
    query = _filtered(_EVENTS, where).order_by(InboxEvent.id.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(InboxEvent.id < before)
    found = [_stored(row) for row in session.execute(query)]
    return Page(found[:limit], found[limit - 1].id if len(found) > limit else None)


def event(session: Session, id_: int) -> tuple[StoredEvent, EventContent] | None:
    """One event with what it said."""
    query = _EVENTS.add_columns(InboxEvent.payload, DeadLetter.raw).where(InboxEvent.id == id_)
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    *columns, payload, raw = row
    return _stored(columns), EventContent(payload, raw)


def event_json(stored: StoredEvent) -> dict[str, Any]:
    return {
        "id": stored.id,
        "state": stored.state,
        "source": stored.source,
        "event_id": stored.event_id,
        "type": stored.type,
        "key": stored.key,
        "occurred_at": moment_json(stored.occurred_at),
        "received_at": moment_json(stored.received_at),
        "topic": stored.topic,
        "partition": stored.partition,
        "offset": stored.record_offset,
        "attempts": stored.attempts,
        "not_before": None if stored.not_before is None else moment_json(stored.not_before),
        "last_error": stored.last_error,
        "reason": stored.reason,
        "detail": stored.detail,
        "died_at": None if stored.died_at is None else moment_json(stored.died_at),
    }


def content_json(content: EventContent) -> dict[str, Any]:
    raw = None if content.raw is None else base64.b64encode(content.raw).decode()
    return {"payload": content.payload, "raw_base64": raw}


def _filtered(query: Select[*tuple[Any, ...]], where: EventFilter) -> Select[*tuple[Any, ...]]:
    match where.state:
        case State.PENDING:
            query = query.where(InboxPending.id.is_not(None))
        case State.DEAD:
            query = query.where(DeadLetter.id.is_not(None))
        case State.DONE:
            query = query.where(InboxPending.id.is_(null()), DeadLetter.id.is_(null()))
        case None:
            pass
        case _:
            assert_never(where.state)
    if where.type is not None:
        query = query.where(InboxEvent.type == where.type)
    if where.reason is not None:
        query = query.where(DeadLetter.reason == where.reason)
    return query


def _stored(columns: Any) -> StoredEvent:
    id_, state, *rest = columns
    return StoredEvent(id_, State(state), *rest)
