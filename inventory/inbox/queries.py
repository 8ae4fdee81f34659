"""The inbox as operators read it, without a lock: events, and their state."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, assert_never

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Select,
    Text,
    and_,
    case,
    func,
    literal,
    not_,
    null,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.boundary.streams import Stream
from inventory.database.arrays import for_each
from inventory.database.tables import DeadLetter, InboxEvent, InboxPending
from inventory.domain.representation import moment_json
from inventory.inbox.events import EventType
from inventory.inbox.namesakes import stated
from inventory.reading import blocks
from inventory.reading.queries import Page


class State(StrEnum):
    """Pending: still to be done. Dead: can't be done, or was abandoned. Superseded: was dead, and
    another event has its place. Done: none of these.
    """

    PENDING = "pending"
    DEAD = "dead"
    SUPERSEDED = "superseded"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event of the inbox. Pending events have `attempts` to `waits_for`, dead ones have `reason`
    to `superseded_by`.
    """

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
    waits_for: list[str] | None
    """The SKUs that an order waits for."""
    reason: str | None
    detail: str | None
    died_at: datetime | None
    record_key: bytes | None
    superseded_by: int | None

    @property
    def counts_at(self) -> datetime:
        """Return the time that counts: the stated time, but not after the receipt (ADR 0036)."""
        return min(self.occurred_at, self.received_at)

    @property
    def is_ahead(self) -> bool:
        return self.occurred_at > self.received_at


@dataclass(frozen=True, slots=True)
class EventContent:
    """The content of an event: the `payload` if it could be read. If it could not be used, the
    `raw` bytes, the headers and the time of its record.
    """

    payload: dict[str, Any] | None
    raw: bytes | None
    headers: list[dict[str, Any]] | None
    record_time: datetime | None


@dataclass(frozen=True, slots=True)
class EventFilter:
    """A choice of events. None takes all. `key` is the record's key. Only dead letters keep it."""

    state: State | None = None
    type: str | None = None
    reason: str | None = None
    topic: str | None = None
    source: str | None = None
    key: str | None = None
    order: str | None = None


_PRODUCTS = tuple(event_type.value for event_type in EventType if event_type.stream is Stream.PRODUCTS)


def _reading(pending: FromClause, letter: FromClause, *, each: bool) -> Select[*tuple[Any, ...]]:
    """Return the query for stored events. `each`: the two others look an event's row up."""
    state: ColumnElement[str] = case(
        (letter.c.superseded_by.is_not(None), State.SUPERSEDED.value),
        (letter.c.id.is_not(None), State.DEAD.value),
        (pending.c.id.is_not(None), State.PENDING.value),
        else_=State.DONE.value,
    )
    of_event = (
        "source",
        "event_id",
        "type",
        "key",
        "occurred_at",
        "received_at",
        "topic",
        "partition",
        "record_offset",
    )
    query: Select[*tuple[Any, ...]] = select(
        InboxEvent.id,
        state.label("state"),
        *(getattr(InboxEvent, name) for name in of_event),
        *(pending.c[name] for name in ("attempts", "not_before", "last_error")),
        func.nullif(pending.c.waits_for, literal([], ARRAY(Text))).label("waits_for"),
        *(letter.c[name] for name in ("reason", "detail", "died_at", "record_key", "superseded_by")),
    ).select_from(InboxEvent)
    for joined in (pending, letter):
        query = query.outerjoin(joined, true() if each else joined.c.id == InboxEvent.id)
    return query


EVENTS = _reading(InboxPending.__table__, DeadLetter.__table__, each=False)
"""Stored events, for a list of any of them."""
FEW_EVENTS = _reading(
    for_each(select(InboxPending).where(InboxPending.id == InboxEvent.id), name="pending"),
    for_each(select(DeadLetter).where(DeadLetter.id == InboxEvent.id), name="letter"),
    each=True,
)
"""The same for a few that an index finds, on connections that keep their plans (ADR 0050)."""


def events(session: Session, *, where: EventFilter, before: int | None, limit: int) -> Page[StoredEvent, int]:
    """Return the newest events first. `before` is the id of the last one that was seen."""
    query = _filtered(EVENTS, where).order_by(InboxEvent.id.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(InboxEvent.id < before)
    found = [stored_event(row) for row in session.execute(query)]
    return Page(found[:limit], found[limit - 1].id if len(found) > limit else None)


def event(session: Session, id_: int) -> tuple[StoredEvent, EventContent] | None:
    """Return one event and its content. None if there is no such event."""
    content = (InboxEvent.payload, DeadLetter.raw, DeadLetter.headers, DeadLetter.record_time)
    query = EVENTS.add_columns(*content).where(InboxEvent.id == id_)
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    *columns, payload, raw, headers, record_time = row
    return stored_event(columns), EventContent(payload, raw, headers, record_time)


def is_of_order(order_id: str, condition: str = blocks.EVENTS) -> ColumnElement[bool]:
    """Return the condition that an event is about this order. An event without a type may be."""
    is_of_product = InboxEvent.type.is_not(None) & InboxEvent.type.in_(_PRODUCTS)
    return and_(blocks.of_order(condition, order_id), not_(is_of_product))


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
        "counts_at": moment_json(stored.counts_at),
        "topic": stored.topic,
        "partition": stored.partition,
        "offset": stored.record_offset,
        "attempts": stored.attempts,
        "not_before": None if stored.not_before is None else moment_json(stored.not_before),
        "last_error": stored.last_error,
        "waits_for": stored.waits_for,
        "reason": stored.reason,
        "detail": stored.detail,
        "died_at": None if stored.died_at is None else moment_json(stored.died_at),
        "record_key": None if stored.record_key is None else record_key(stored.record_key),
        "superseded_by": stored.superseded_by,
    }


def record_key(key: bytes) -> str:
    """Return the key as text, with escapes for bytes that are not UTF-8."""
    return key.decode("utf-8", "backslashreplace")


def content_json(content: EventContent) -> dict[str, Any]:
    raw = None if content.raw is None else base64.b64encode(content.raw).decode()
    time = None if content.record_time is None else moment_json(content.record_time)
    return {"payload": content.payload, "raw_base64": raw, "headers": content.headers, "record_time": time}


def _filtered(query: Select[*tuple[Any, ...]], where: EventFilter) -> Select[*tuple[Any, ...]]:
    match where.state:
        case State.PENDING:
            query = query.where(InboxPending.id.is_not(None))
        case State.DEAD:
            query = query.where(DeadLetter.id.is_not(None), DeadLetter.superseded_by.is_(None))
        case State.SUPERSEDED:
            query = query.where(DeadLetter.superseded_by.is_not(None))
        case State.DONE:
            query = query.where(InboxPending.id.is_(null()), DeadLetter.id.is_(null()))
        case None:
            pass
        case _:
            assert_never(where.state)
    columns: list[tuple[ColumnElement[Any] | InstrumentedAttribute[Any], str | bytes | None]] = [
        (InboxEvent.type, where.type),
        (DeadLetter.reason, where.reason),
        (InboxEvent.topic, where.topic),
        (InboxEvent.source, where.source),
        (DeadLetter.record_key, None if where.key is None else where.key.encode()),
    ]
    if where.order is not None:
        query = query.where(is_of_order(where.order))
    return query.where(*(column == wanted for column, wanted in columns if wanted is not None))


def stored_event(columns: Any) -> StoredEvent:
    """Return the event in a row of `EVENTS`."""
    id_, state, source, event_id, *rest = columns
    return StoredEvent(id_, State(state), source, stated(event_id), *rest)
