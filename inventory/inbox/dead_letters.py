"""Operators' commands for stuck events: replay a dead letter, or abandon a pending event.

Both leave the event's row in the inbox, and with it the event's identity. So the event takes effect
once, however often it is replayed (G3).
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, true
from sqlalchemy.orm import Session

from inventory.database.arrays import for_each
from inventory.database.tables import DeadLetter, InboxEvent, InboxPending
from inventory.errors import InventoryError
from inventory.inbox.errors import EventForgotten, EventNotDead, EventNotPending, UnknownEvent
from inventory.inbox.events import EventType
from inventory.inbox.rereading import Read, reread
from inventory.inbox.superseding import ABANDONED, ATTEMPTS_EXHAUSTED

REPLAYABLE = (ATTEMPTS_EXHAUSTED, ABANDONED)
"""Reasons of dead letters that were usable and may be tried again as they are. Dead letters with
other reasons have to be read again.
"""

_event = for_each(
    select(InboxEvent.type, InboxEvent.payload.is_not(None).label("has_payload")).where(InboxEvent.id == DeadLetter.id),
    name="event",
)


def replayable(session: Session, *, reason: str | None, after: int, limit: int) -> list[int]:
    """Return the ids of the next `limit` dead letters after the id `after`, with this `reason` or
    with any.

    Letters are left out if another event has their place, or if neither payload nor bytes are kept.
    """
    query = (
        select(DeadLetter.id)
        .join(_event, true())
        .where(
            DeadLetter.superseded_by.is_(None),
            _event.c.has_payload | DeadLetter.raw.is_not(None),
            DeadLetter.id > after,
        )
    )
    if reason is not None:
        query = query.where(DeadLetter.reason == reason)
    return list(session.scalars(query.order_by(DeadLetter.id).limit(limit)))


def replay(
    session: Session, ids: Sequence[int], *, now: datetime, read: Read | None = None
) -> dict[int, InventoryError | None]:
    """Make dead letters pending again, due at once with no attempt counted. Redispatch sends them.

    Letters that were never usable are read again with `read`, and give way to the event that is
    found (ADR 0030). The detail of the dead letter stays as the event's last error. Returns for
    each id None or the refusal: `UnknownEvent`, `EventNotDead`, `EventUnusable`, `EventSuperseded`
    or `EventForgotten`.
    """
    letters = session.execute(
        select(
            DeadLetter.id,
            DeadLetter.reason,
            DeadLetter.detail,
            *_event.c,
        )
        .join(_event, true())
        .where(DeadLetter.id.in_(ids))
        .order_by(DeadLetter.id)
        .with_for_update(of=DeadLetter)
    ).all()
    refusals: dict[int, InventoryError] = {}
    reread_: dict[int, InventoryError | None] = {}
    pending: dict[int, dict[str, object]] = {}
    for letter in letters:
        if letter.reason not in REPLAYABLE:
            reread_[letter.id] = reread(session, letter.id, now=now, read=read)
            continue
        if not letter.has_payload:
            refusals[letter.id] = EventForgotten(id=letter.id)
            continue
        operation = EventType(letter.type).operation
        pending[letter.id] = {
            "id": letter.id,
            "operation": operation.value,
            "attempts": 0,
            "not_before": now,
            "last_error": letter.detail,
        }
    if pending:
        session.execute(delete(DeadLetter).where(DeadLetter.id.in_(pending)))
        session.execute(insert(InboxPending), list(pending.values()))
    for id_ in _known(session, set(ids) - {letter.id for letter in letters}):
        refusals[id_] = EventNotDead(id=id_)
    return _answers(ids, pending, refusals) | reread_


def abandon(
    session: Session, ids: Sequence[int], *, actor: str, why: str, now: datetime
) -> dict[int, InventoryError | None]:
    """Make pending events dead letters, by an operator's word. Returns for each id None,
    `UnknownEvent` or `EventNotPending`.

    Waits for a worker that has locked one of them. An event that the worker has done by then is not
    abandoned.
    """
    pending = session.execute(
        select(InboxPending.id, InboxPending.last_error)
        .where(InboxPending.id.in_(ids))
        .order_by(InboxPending.id)
        .with_for_update()
    ).all()
    if pending:
        session.execute(delete(InboxPending).where(InboxPending.id.in_([row.id for row in pending])))
        session.execute(
            insert(DeadLetter),
            [
                {
                    "id": row.id,
                    "reason": ABANDONED,
                    "detail": f"{actor}: {why}" + (f" (last error: {row.last_error})" if row.last_error else ""),
                    "died_at": now,
                }
                for row in pending
            ],
        )
    abandoned = {row.id for row in pending}
    refusals = {id_: EventNotPending(id=id_) for id_ in _known(session, set(ids) - abandoned)}
    return _answers(ids, abandoned, refusals)


def _known(session: Session, ids: set[int]) -> set[int]:
    return set(session.scalars(select(InboxEvent.id).where(InboxEvent.id.in_(ids)))) if ids else set()


def _answers(
    ids: Sequence[int], moved: Container[int], refusals: Mapping[int, InventoryError]
) -> dict[int, InventoryError | None]:
    return {id_: None if id_ in moved else refusals.get(id_) or UnknownEvent(id=id_) for id_ in ids}
