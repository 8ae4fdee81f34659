"""Messages as the bridge hands them to the inbox, and the rows of the inbox's tables."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.database.tables import DeadLetter, InboxEvent, InboxPending
from inventory.inbox.decoded import Dead, DecodedEvent, Origin, Usable
from inventory.inbox.events import EventType
from inventory.inbox.insertion import RecordingResult
from inventory.inbox.retries import Backoff
from inventory.inbox.sent import NOTHING_SENT, MessageExtras
from inventory.inbox.store import record
from tests.inventory.making import NOON

BACKOFF = Backoff(first=timedelta(seconds=10), longest=timedelta(seconds=60), max_attempts=5)
RETRY_AFTER = timedelta(seconds=10)


def payment(event_id: str, order_id: str = "o1", *, type_: EventType = EventType.PAYMENT_SUCCEEDED) -> Usable:
    """A usable event about a payment."""
    payload = {"order_id": order_id}
    return Usable(
        source="shop",
        event_id=event_id,
        digest=hashlib.sha256(orjson.dumps([type_, payload])).digest(),
        occurred_at=NOON,
        origin=Origin("payments", 3, 1_234),
        type=type_,
        key=order_id,
        payload=payload,
        operation=type_.operation,
        traceparent="00-trace-span-01",
    )


def garbage(offset: int, raw: bytes = b"\x00{") -> Dead:
    """A message that nobody can read."""
    return Dead(
        source="payments",
        event_id=f"payments-3-{offset}",
        digest=hashlib.sha256(raw).digest(),
        occurred_at=NOON,
        origin=Origin("payments", 3, offset),
        reason="malformed_json",
        detail="not JSON",
        raw=raw,
    )


def poll(session: Session, *heard: DecodedEvent) -> RecordingResult:
    return record(session, heard, now=NOON, retry_after=RETRY_AFTER)


def spoilt(event: Usable, raw: bytes, *, digest: bytes, detail: str = "", sent: MessageExtras = NOTHING_SENT) -> Dead:
    """Return the same event where nothing but its name can be used."""
    return replace(event.as_dead("invalid_data", detail), payload=None, digest=digest, raw=raw, sent=sent)


def reason_of(event: DecodedEvent) -> str | None:
    """Why it is dead, if it is."""
    return event.reason if isinstance(event, Dead) else None


def detail_of(event: DecodedEvent) -> str:
    """The same in words."""
    return event.detail if isinstance(event, Dead) else ""


def known(session: Session) -> list[str]:
    """The ids of all events ever heard."""
    return list(session.scalars(select(InboxEvent.event_id).order_by(InboxEvent.event_id)))


def pending(session: Session) -> dict[str, Any]:
    """Return the pending events by event id: attempts, and the time of the next send."""
    found = session.execute(
        select(InboxEvent.event_id, InboxPending.attempts, InboxPending.not_before).join(
            InboxEvent, InboxEvent.id == InboxPending.id
        )
    )
    return {row.event_id: (row.attempts, row.not_before - NOON) for row in found}


def dead(session: Session) -> dict[str, str]:
    """The reason of each dead letter, by event id."""
    found = session.execute(
        select(InboxEvent.event_id, DeadLetter.reason).join(InboxEvent, InboxEvent.id == DeadLetter.id)
    )
    return {row.event_id: row.reason for row in found}
