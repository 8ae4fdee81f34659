"""The outbox: outcomes written in the transaction that made them true (G6), until Kafka has acknowledged them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ARRAY, BigInteger, Text, bindparam, cast, delete, func, insert, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.announcements import Announcement
from inventory.arrays import parameters, rows
from inventory.models import OutboxEvent, Time


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """An outcome as it waits to be published; `event_id` stays the same however often it is sent."""

    id: int
    event_id: UUID
    type: str
    key: str
    sequence: int
    payload: dict[str, Any]
    occurred_at: datetime
    traceparent: str | None


_ROW: dict[str, TypeEngine[Any]] = {
    "type": Text(),
    "key": Text(),
    "sequence": BigInteger(),
    "payload": Text(),
    "traceparent": Text(),
}
_given = rows(_ROW)
_INSERT = insert(OutboxEvent).from_select(
    [*_ROW, "occurred_at"],
    select(
        *(cast(_given.c[name], JSONB) if name == "payload" else _given.c[name] for name in _ROW),
        bindparam("occurred_at_", type_=Time),
    ).order_by(_given.c.position),
)


def add(session: Session, announcements: Sequence[Announcement], *, now: datetime) -> None:
    """Queue the announcements, in this order. Call it under the locks of the rows that they speak of."""
    if announcements:
        given = parameters({name: type_ for name, type_ in _ROW.items() if name != "payload"}, announcements)
        given["payload_"] = [orjson.dumps(announcement.payload).decode() for announcement in announcements]
        session.connection().execute(_INSERT, {**given, "occurred_at_": now})


_FETCH = (
    select(
        OutboxEvent.id,
        OutboxEvent.event_id,
        OutboxEvent.type,
        OutboxEvent.key,
        OutboxEvent.sequence,
        OutboxEvent.payload,
        OutboxEvent.occurred_at,
        OutboxEvent.traceparent,
    )
    .order_by(OutboxEvent.id)
    .limit(bindparam("limit_", type_=BigInteger))
)


def fetch(session: Session, limit: int) -> list[OutboxRow]:
    """The outcomes with the lowest ids. Always from the bottom: a lower id may be committed after a higher one."""
    return [OutboxRow(*row) for row in session.connection().execute(_FETCH, {"limit_": limit})]


_DELETE = delete(OutboxEvent).where(OutboxEvent.id == func.any(bindparam("ids_", type_=ARRAY(BigInteger))))


def remove(session: Session, ids: Sequence[int]) -> None:
    """Kafka has acknowledged these."""
    session.connection().execute(_DELETE, {"ids_": list(ids)})
