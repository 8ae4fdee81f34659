"""What came of an event that is done: its effect on the order that it is about."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.orm import Session

from inventory.boundary.streams import Stream
from inventory.domain.orders.status import Status
from inventory.inbox.events import ACTOR_PREFIX
from inventory.inbox.namesakes import stream_of
from inventory.inbox.queries import State, StoredEvent
from inventory.reading import queries
from inventory.timeline import sources
from inventory.timeline.entries import HeardEvent
from inventory.timeline.timeline_json import NOT_RECORDED
from inventory.timeline.why import told


class CameOf(NamedTuple):
    """The event with its effect, and the reason if its order is not met now."""

    heard: HeardEvent
    not_met: str | None


def came_of(session: Session, event: StoredEvent) -> CameOf | None:
    """Return what came of an event about an order. None for any other, and before it is done."""
    if event.state is not State.DONE or event.key is None or stream_of(event.type) is Stream.PRODUCTS:
        return None
    order = queries.reservation(session, event.key)
    moved = (f"{ACTOR_PREFIX}{event.source}", event.event_id) in sources.moved_by(session, event.key)
    is_rejected = order is not None and order.status is Status.REJECTED
    return CameOf(told(event, order, moved=moved), _reason(session, event.key) if is_rejected else None)


def _reason(session: Session, order_id: str) -> str:
    refusal = sources.last_refusal(session, order_id)
    return NOT_RECORDED if refusal is None else str(refusal.decision.get("reason", NOT_RECORDED))
