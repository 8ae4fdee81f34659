"""The tables that a timeline is read from: each gives its next entries in order. Takes no lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, and_, false, literal, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.database.tables import InboxEvent, Movement, RefusedCallRow
from inventory.inbox.queries import FEW_EVENTS, StoredEvent, is_of_order, stored_event
from inventory.outbox.announced import decision_of
from inventory.reading import blocks
from inventory.timeline.entries import EntryKind, Outcome, Position, StoredRefusal, TimelineEntry

SEARCHED_OUTCOMES = 20_000
"""Maximum number of waiting outcomes that one page looks at. No index finds those of an order."""


def events(session: Session, order_id: str, after: Position | None, limit: int) -> list[TimelineEntry[StoredEvent]]:
    """Return the events about the order, by the times of their receipt. Dead letters whose Kafka
    record had its id as the key are among them.
    """
    query = FEW_EVENTS.where(is_of_order(order_id, blocks.EVENTS_AND_LETTERS))
    query = query.where(_behind(after, EntryKind.EVENT, InboxEvent.received_at, InboxEvent.id))
    query = query.order_by(InboxEvent.received_at, InboxEvent.id).limit(limit)
    found = [stored_event(row) for row in session.execute(query)]
    return [TimelineEntry(Position(one.received_at, EntryKind.EVENT.rank, one.id), one) for one in found]


def movements(
    session: Session, order_id: str, after: Position | None, limit: int, *, locations: frozenset[str] | None
) -> list[TimelineEntry[Movement]]:
    """Return the movements of the order, at these locations if they are given."""
    query = select(Movement).where(blocks.of_order(blocks.MOVEMENTS, order_id))
    if locations is not None:
        query = query.where(Movement.location.in_(sorted(locations)))
    query = query.where(_behind(after, EntryKind.MOVEMENT, Movement.occurred_at, Movement.id))
    query = query.order_by(Movement.occurred_at, Movement.id).limit(limit)
    rank = EntryKind.MOVEMENT.rank
    return [TimelineEntry(Position(one.occurred_at, rank, one.id), one) for one in session.scalars(query)]


# One statement, so that an outcome that the relay removes meanwhile is in one of the two.
_OUTCOMES = f"""
    SELECT id, event_id::text, type, sequence, occurred_at, announced_at, partition, record_offset, decision
    FROM (
        SELECT id, event_id, type, sequence, occurred_at, announced_at, partition, record_offset, decision
        FROM announced_outcome WHERE {blocks.OUTCOMES}
        UNION ALL
        SELECT id, event_id, type, sequence, occurred_at, NULL, NULL, NULL, {decision_of("waiting.payload")}
        FROM (SELECT * FROM outbox_event ORDER BY id LIMIT {SEARCHED_OUTCOMES}) AS waiting
        WHERE key = :order_ AND type <> 'StockLevelChanged'
    ) AS told
"""  # noqa: S608 - our own text
_NEXT_OUTCOMES = text(
    f"""{_OUTCOMES}
    WHERE CAST(:at AS timestamptz) IS NULL OR occurred_at > :at OR (occurred_at = :at AND id > :behind)
    ORDER BY occurred_at, id LIMIT :limit
    """
)
_LAST_REFUSAL = text(
    f"""{_OUTCOMES}
    WHERE type IN ('StockReservationRejected', 'StockConfirmationRejected') ORDER BY sequence DESC LIMIT 1
    """
)


def outcomes(session: Session, order_id: str, after: Position | None, limit: int) -> list[TimelineEntry[Outcome]]:
    """Return the outcomes of the order, announced or waiting."""
    behind = None if after is None else after.id_after(EntryKind.OUTCOME)
    given = {
        "order_": order_id,
        "at": None if after is None else after.at,
        "behind": _NONE if behind is None else behind,
        "limit": limit,
    }
    found = [_outcome(row) for row in session.execute(_NEXT_OUTCOMES, given)]
    return [TimelineEntry(Position(one.occurred_at, EntryKind.OUTCOME.rank, one.id), one) for one in found]


_NONE = 2**63 - 1
"""An id that no row exceeds."""


def last_refusal(session: Session, order_id: str) -> Outcome | None:
    """Return the newest outcome of the order that refused something, if it is kept."""
    row = session.execute(_LAST_REFUSAL, {"order_": order_id}).one_or_none()
    return None if row is None else _outcome(row)


def _outcome(row: Sequence[Any]) -> Outcome:
    id_, event_id, type_, sequence, occurred_at, announced_at, partition, offset, decision = row
    return Outcome(id_, event_id, type_, sequence, occurred_at, announced_at, partition, offset, decision or {})


_REFUSALS = select(
    *(
        getattr(RefusedCallRow, name)
        for name in ("id", "order_id", "skus", "action", "code", "lines", "actor", "request_id", "calls")
    ),
    RefusedCallRow.first_at,
    RefusedCallRow.last_at,
)


def refused_calls(
    session: Session, order_id: str, after: Position | None, limit: int, *, locations: frozenset[str] | None
) -> list[TimelineEntry[StoredRefusal]]:
    """Return the refused calls of the order, each by the time of its first one. Of the units that
    were there, those at these locations are told, if they are given.
    """
    query = _REFUSALS.where(RefusedCallRow.order_id == order_id)
    query = query.where(_behind(after, EntryKind.REFUSED_CALL, RefusedCallRow.first_at, RefusedCallRow.id))
    query = query.order_by(RefusedCallRow.first_at, RefusedCallRow.id).limit(limit)
    found = [_within(StoredRefusal(*row), locations) for row in session.execute(query)]
    return [TimelineEntry(Position(one.first_at, EntryKind.REFUSED_CALL.rank, one.id), one) for one in found]


def _within(one: StoredRefusal, locations: frozenset[str] | None) -> StoredRefusal:
    if locations is None:
        return one
    lines = [
        {**line, "locations": [place for place in line.get("locations", ()) if place["location"] in locations]}
        for line in one.lines
    ]
    return replace(one, lines=lines)


def refusals(
    session: Session, *, sku: str | None, since: datetime | None, until: datetime | None, before: int | None, limit: int
) -> list[StoredRefusal]:
    """Return the newest refused calls first, of a SKU if it is given."""
    query = _REFUSALS.order_by(RefusedCallRow.id.desc()).limit(limit)
    if sku is not None:
        query = query.where(RefusedCallRow.skus.op("@>")(literal([sku], ARRAY(Text))))
    if since is not None:
        query = query.where(RefusedCallRow.last_at >= since)
    if until is not None:
        query = query.where(RefusedCallRow.first_at < until)
    if before is not None:
        query = query.where(RefusedCallRow.id < before)
    return [StoredRefusal(*row) for row in session.execute(query)]


_MOVED_BY = text(f"SELECT DISTINCT actor, reference FROM stock_movement WHERE {blocks.MOVEMENTS}")  # noqa: S608 - our own text


def moved_by(session: Session, order_id: str) -> set[tuple[str, str]]:
    """Return the actors and references of all movements of the order."""
    return {(actor, reference) for actor, reference in session.execute(_MOVED_BY, {"order_": order_id})}


def _behind(
    after: Position | None, kind: EntryKind, at: InstrumentedAttribute[datetime], id_: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    if after is None:
        return literal(True)
    last = after.id_after(kind)
    same = false() if last is None else and_(at == after.at, id_ > last)
    return or_(at > after.at, same)
