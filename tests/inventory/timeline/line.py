"""The line around the core, in one transaction: events come in, are done, and outcomes go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from inventory.domain.commands import Command
from inventory.inbox import claiming
from inventory.inbox import store as inbox
from inventory.inbox.decoded import DecodedEvent, Origin, Usable
from inventory.inbox.events import EventType, commands_of
from inventory.outbox import store as outbox
from inventory.outbox.announced import KafkaPlace
from inventory.timeline.entries import HeardEvent
from inventory.timeline.page import Timeline, Told, timeline
from inventory.write_path.apply import apply
from tests.inventory.making import HOLDS, NOON
from tests.inventory.post import RETRY_AFTER, payment


def event(type_: EventType, event_id: str, minutes: float = -30, offset: int = 7, **data: Any) -> Usable:
    """An event about order o1 that happened some minutes after noon."""
    made = payment(event_id, "o1", type_=type_)
    at = NOON + timedelta(minutes=minutes)
    topic = f"{type_.stream}"
    return replace(made, payload={"order_id": "o1", **data}, occurred_at=at, origin=Origin(topic, 3, offset))


def hear(session: Session, *heard: DecodedEvent) -> None:
    inbox.record(session, heard, now=NOON, retry_after=RETRY_AFTER)


def work(session: Session) -> None:
    """Do all events that are pending."""
    claimed = claiming.claim(session, list(range(1, 1_000)))
    for one in claimed:
        act(session, *commands_of(one.event))
    claiming.complete(session, [one.id for one in claimed])


def act(session: Session, *commands: Command) -> None:
    apply(session, commands, now=NOON, holds=HOLDS)


def announce(session: Session, count: int = 1_000_000) -> list[outbox.OutboxRow]:
    """Have Kafka take the first outcomes."""
    rows = outbox.fetch(session, count) if count else []
    outbox.remove(session, rows, {row.id: KafkaPlace(2, 100 + row.id) for row in rows})
    return rows


def read(session: Session, order_id: str = "o1", *, limit: int = 1_000) -> Timeline:
    return timeline(session, order_id, now=NOON, limit=limit)


def read_all(session: Session, order_id: str, *, limit: int) -> list[Told]:
    """Read all pages of this length."""
    found: list[Told] = []
    after = None
    while True:
        page = timeline(session, order_id, now=NOON, after=after, limit=limit)
        assert len(page.entries) <= limit
        found += page.entries
        after = page.last
        if after is None:
            return found


def effects(entries: Sequence[Told]) -> dict[str, str]:
    """Return the effect of each event by its id."""
    heard = [one.what for one in entries if isinstance(one.what, HeardEvent)]
    return {one.event.event_id: str(one.effect) for one in heard}
