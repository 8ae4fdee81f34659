"""The statements that store decoded events: usable ones as pending, the others as dead letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import orjson
from sqlalchemy import (
    JSON,
    BigInteger,
    Integer,
    LargeBinary,
    Text,
    bindparam,
    cast,
    insert,
    join,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database.arrays import json_parameter, json_rows, rows
from inventory.database.pipelining import Compiled, run
from inventory.database.tables import DeadLetter, InboxEvent, InboxPending, Time
from inventory.inbox.decoded import Dead, DecodedEvent, Identity, Origin, Usable
from inventory.inbox.events import Operation
from inventory.inbox.sent import headers_json


@dataclass(frozen=True, slots=True)
class PendingEvent:
    """An inbox row to send to Celery. `key` is its order or product, for people who use Flower."""

    id: int
    key: str


class EventAhead(NamedTuple):
    """A usable event whose stated time was ahead of its receipt, and the difference. It counts as
    of its receipt (ADR 0036).
    """

    event: Usable
    by: timedelta


@dataclass(slots=True)
class RecordingResult:
    """The effect of storing one poll: events to send now, new dead letters, and the number of
    messages that were known already.
    """

    dispatch: dict[Operation, list[PendingEvent]] = field(default_factory=dict)
    redelivered: int = 0
    dead: list[Dead] = field(default_factory=list)
    superseded: list[Origin] = field(default_factory=list)
    """The places of the dead letters whose ids went to events of this poll."""
    ahead: list[EventAhead] = field(default_factory=list)
    """New events whose stated time is later than their receipt."""
    identities: set[Identity] = field(default_factory=set)
    """New events and dead letters, by the identities that they are stored under."""


_EVENT: dict[str, TypeEngine[Any]] = {
    "source": Text(),
    "event_id": Text(),
    "type": Text(),
    "key": Text(),
    "digest": LargeBinary(),
    "payload": JSONB(),
    "occurred_at": Time,
    "received_at": Time,
    "traceparent": Text(),
    "topic": Text(),
    "partition": Integer(),
    "record_offset": BigInteger(),
}
_given = json_rows({**_EVENT, "operation": Text()}, name="events")
_heard = select(*_given.c).cte("heard")
_stored = (
    postgresql_insert(InboxEvent)
    .from_select(
        list(_EVENT),
        select(*(_heard.c[name] for name in _EVENT)).order_by(_heard.c.source, _heard.c.event_id),
    )
    .on_conflict_do_nothing(index_elements=["source", "event_id"])
    .returning(InboxEvent.id, InboxEvent.source, InboxEvent.event_id)
    .cte("stored")
)
_new = join(_stored, _heard, (_stored.c.source == _heard.c.source) & (_stored.c.event_id == _heard.c.event_id))
_pending = insert(InboxPending).from_select(
    ["id", "operation", "attempts", "not_before"],
    select(_stored.c.id, _heard.c.operation, literal(1), bindparam("not_before_", type_=Time))
    .select_from(_new)
    .where(_heard.c.operation.is_not(None)),
)
_INSERT = Compiled(
    select(_stored.c.id, _heard.c.position)
    .select_from(_new)
    .order_by(_heard.c.position)
    .add_cte(_pending.returning(InboxPending.id).cte("pending"))
)
"""Stores events, and usable ones also as pending. Returns the id and position of each new event."""

_DEAD: dict[str, TypeEngine[Any]] = {
    "id": BigInteger(),
    "reason": Text(),
    "detail": Text(),
    "raw": LargeBinary(),
    "record_key": LargeBinary(),
    "record_time": Time,
}
_dead = rows({**_DEAD, "headers": Text()})
_INSERT_DEAD = insert(DeadLetter).from_select(
    [*_DEAD, "headers", "died_at"],
    select(*(_dead.c[name] for name in _DEAD), cast(_dead.c.headers, JSON), bindparam("died_at_", type_=Time)),
)


def insert_new(
    session: Session, events: Sequence[DecodedEvent], result: RecordingResult, *, now: datetime, retry_after: timedelta
) -> dict[Identity, int]:
    """Store the events that are new, add them to `result`, and return their ids."""
    if not events:
        return {}
    events = [each if each.received_at else replace(each, received_at=now) for each in events]
    given = {"events_": json_parameter(map(_event_row, events)), "not_before_": now + retry_after}
    (found,) = run(session, _INSERT(given))
    new = [(id_, events[position]) for id_, position in found]
    for id_, event in new:
        if isinstance(event, Usable):
            result.dispatch.setdefault(event.operation, []).append(PendingEvent(id_, event.key))
            assert event.received_at is not None
            if event.occurred_at > event.received_at:
                result.ahead.append(EventAhead(event, event.occurred_at - event.received_at))
    dead = [(id_, event) for id_, event in new if isinstance(event, Dead)]
    if dead:
        session.connection().execute(
            _INSERT_DEAD,
            {
                "id_": [id_ for id_, _ in dead],
                "reason_": [event.reason for _, event in dead],
                "detail_": [event.detail for _, event in dead],
                "raw_": [event.raw for _, event in dead],
                "record_key_": [event.sent.bounded_key for _, event in dead],
                "record_time_": [event.sent.time for _, event in dead],
                "headers_": [_headers_text(event) for _, event in dead],
                "died_at_": now,
            },
        )
    result.dead += [event for _, event in dead]
    stored = {event.identity: id_ for id_, event in new}
    result.identities.update(stored)
    return stored


def _event_row(event: DecodedEvent) -> dict[str, Any]:
    return {
        "source": event.source,
        "event_id": event.event_id,
        "type": event.type,
        "key": event.key,
        "digest": f"\\x{event.digest.hex()}",  # PostgreSQL's way to write bytes as text
        "payload": event.payload,
        "occurred_at": event.occurred_at,
        "received_at": event.received_at,
        "traceparent": event.traceparent,
        "topic": event.origin.topic,
        "partition": event.origin.partition,
        "record_offset": event.origin.offset,
        "operation": event.operation if isinstance(event, Usable) else None,
    }


def _headers_text(event: Dead) -> str | None:
    stored = headers_json(event.sent.headers)
    return None if stored is None else orjson.dumps(stored).decode()
