"""Send pending events again: back-off, counted attempts, burial. Nothing but the inbox retries (ADR
0002, ADR 0026).

The first send counts as an attempt before the event is sent. Each later attempt counts when a
worker begins with it, before the event is tried. So an attempt that kills its process is counted,
and a send that the broker lost is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Float,
    SQLColumnExpression,
    bindparam,
    delete,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session

from inventory.database.arrays import for_each
from inventory.database.tables import DeadLetter, InboxEvent, InboxPending, Time
from inventory.inbox.events import Operation
from inventory.inbox.insertion import PendingEvent
from inventory.inbox.superseding import ATTEMPTS_EXHAUSTED


@dataclass(frozen=True, slots=True)
class Due(PendingEvent):
    """A pending event that has to be sent again."""

    operation: Operation
    attempts: int
    """The number of attempts, this one included."""
    counted: bool
    """True if this one is counted already. If not, the worker that begins with it counts it."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """The wait after an attempt: `first`, doubled with each attempt up to `longest`. After
    `max_attempts` attempts an event is dead.
    """

    first: timedelta
    longest: timedelta
    max_attempts: int

    def until(self, now: datetime, attempts: SQLColumnExpression[int]) -> ColumnElement[datetime]:
        """Return the time when an event with so many attempts is due again. PostgreSQL computes it
        for each row.

        It is computed in seconds. A time plus an interval depends on the session's time zone, so a
        distributed planner calls it unstable and refuses the statement.
        """
        doubled = self.first.total_seconds() * func.power(2, attempts - 1, type_=Float())
        seconds = func.least(doubled, self.longest.total_seconds())
        return func.to_timestamp(now.timestamp() + seconds, type_=Time)


# A row whose event is gone (somebody deleted it by hand) can be neither sent nor buried, and must
# not stand in the way of others.
_event = for_each(select(InboxEvent.key).where(InboxEvent.id == InboxPending.id), name="event")
_PENDING = select(InboxPending.id).join(_event, true())

SILENT = "Tried {} times, and no attempt told how it ended: its process died, or lost PostgreSQL, in the middle of it."


def record_failure(session: Session, id_: int, error: str, *, now: datetime, backoff: Backoff) -> None:
    """Store the error of this event, tried alone, and leave it until its back-off is over. Bury it
    when its attempts are used up.
    """
    attempts = session.execute(
        update(InboxPending)
        .where(InboxPending.id == id_)
        .values(last_error=error, not_before=backoff.until(now, InboxPending.attempts))
        .returning(InboxPending.attempts)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if attempts is not None and attempts >= backoff.max_attempts:
        _bury(session, [id_], now=now)


def bury_exhausted(session: Session, *, now: datetime, backoff: Backoff, limit: int = 1_000) -> int:
    """Turn events whose attempts are used up, and whose last back-off is over, into dead letters.
    Returns their number.
    """
    exhausted = session.scalars(
        _PENDING.where(InboxPending.not_before <= now, InboxPending.attempts >= backoff.max_attempts)
        .order_by(InboxPending.not_before)
        .limit(limit)
        .with_for_update(of=InboxPending, skip_locked=True)
    ).all()
    return _bury(session, exhausted, now=now)


def _bury(session: Session, ids: Sequence[int], *, now: datetime) -> int:
    if not ids:
        return 0
    buried = session.execute(
        delete(InboxPending)
        .where(InboxPending.id.in_(ids))
        .returning(InboxPending.id, InboxPending.attempts, InboxPending.last_error)
    ).all()
    session.execute(
        insert(DeadLetter),
        [
            {
                "id": row.id,
                "reason": ATTEMPTS_EXHAUSTED,
                "detail": row.last_error or SILENT.format(row.attempts),
                "died_at": now,
            }
            for row in buried
        ],
    )
    return len(buried)


def take_due(
    session: Session, *, now: datetime, backoff: Backoff, limit: int, counted: bool, older_than: timedelta
) -> list[Due]:
    """Take at most `limit` events whose back-off has been over for `older_than`. The caller
    commits, then sends them.

    Events whose attempts are used up are left to `bury_exhausted`.

    With `counted`, a first send counts as an attempt. It must not count while the queue is long,
    because an event may merely wait in the queue. A taken event is due again after the first
    back-off. If a worker has begun with it by then, `begin` has moved that time on. If none has,
    the broker lost it.
    """
    due = (
        _PENDING.add_columns(InboxPending.operation, InboxPending.attempts, _event.c.key)
        .where(InboxPending.not_before <= now - older_than, InboxPending.attempts < backoff.max_attempts)
        .order_by(InboxPending.not_before)
        .limit(limit)
        .with_for_update(of=InboxPending, skip_locked=True)
        .cte("due")
    )
    taken = (
        update(InboxPending)
        .where(InboxPending.id == func.any(func.array(select(due.c.id).scalar_subquery())))
        .values(attempts=func.greatest(InboxPending.attempts, int(counted)), not_before=now + backoff.first)
        .cte("taken")
    )
    return [
        Due(row.id, row.key or "", Operation(row.operation), row.attempts + 1, counted=counted and row.attempts == 0)
        for row in session.connection().execute(select(*due.c).add_cte(taken))
    ]


_unbegun = (
    select(InboxPending.id)
    .where(InboxPending.id == func.any(bindparam("ids_", type_=ARRAY(BigInteger))))
    .with_for_update(skip_locked=True)  # a worker that has locked one is trying it
    .cte()
)
_IS_UNBEGUN = InboxPending.id == func.any(func.array(select(_unbegun.c.id).scalar_subquery()))


def begin(session: Session, ids: Sequence[int], attempt: int, *, now: datetime, backoff: Backoff) -> list[int]:
    """Count this attempt of these events for the worker that begins with it, and leave them until
    their back-off is over.

    Returns the ids that the worker is to try. Events that are done, locked by another worker, or
    begun by another delivery of the same attempt are left out. The caller commits before it tries
    them, because one of them may kill its process.
    """
    begun = session.connection().execute(
        update(InboxPending)
        .where(_IS_UNBEGUN, InboxPending.attempts == attempt - 1)
        .values(attempts=attempt, not_before=backoff.until(now, InboxPending.attempts + 1))
        .returning(InboxPending.id),
        {"ids_": list(ids)},
    )
    return sorted(begun.scalars())


_UNCOUNT = update(InboxPending).where(_IS_UNBEGUN).values(attempts=func.greatest(InboxPending.attempts - 1, 0))


def uncount(session: Session, ids: Sequence[int]) -> None:
    """Take the first send of these events back: the broker did not take it, or its worker could not
    begin, so it was no attempt.

    Their back-off stays. Never uncount an event that was begun, however it ended: it may be the
    cause.
    """
    session.connection().execute(_UNCOUNT, {"ids_": list(ids)})
