"""The waiting work and its age. It is read from PostgreSQL when somebody asks, so no process has to
be alive to tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, literal_column, select
from sqlalchemy.orm import Session

from inventory.database.tables import (
    DeadLetter,
    EventGap,
    InboxEvent,
    InboxPending,
    OutboxEvent,
    PausedPartition,
    Reservation,
    SetAside,
    Time,
)
from inventory.inbox.parking import WAITING

MAX_COUNTED = 100_000
"""Rows are counted up to this number. A look at a large backlog must not take longer than the
others, or the service would seem to be away just then.
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """`count` waiting things, `MAX_COUNTED` standing for any higher number. The oldest has waited
    for `oldest_seconds`, 0 without any.
    """

    count: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class Backlog:
    inbox_pending: Waiting
    """Events received and not done yet, without those in `waiting_orders`."""
    waiting_orders: Waiting
    """Orders that wait for the catalogue to name their SKUs."""
    outbox: Waiting
    """Outcomes that Kafka has not acknowledged."""
    dead_letters: Waiting
    paused_partitions: Waiting
    """Partitions that are read no further until an operator resumes them."""
    set_aside_sources: Waiting
    """Sources whose unusable messages are left in Kafka until an operator resumes the source."""
    event_gaps: Waiting
    """Gaps: Kafka deleted events before they were read. A gap stays listed."""
    overdue_holds: Waiting
    """Holds that are overdue."""


# The oldest row is the one with the lowest id, which an index has at hand. To find the oldest time
# would take a scan.
_AT_WORK = WAITING.is_not(True)
_FIRST_PENDING = select(func.min(InboxPending.id)).where(_AT_WORK).scalar_subquery()
_FIRST_WAITING = select(func.min(InboxPending.id)).where(WAITING).scalar_subquery()
_FIRST_ANNOUNCED = select(func.min(OutboxEvent.id)).scalar_subquery()


def _counted(rows: Select[Any]) -> ScalarSelect[int]:
    """Return the number of these rows, `MAX_COUNTED` at most. In the order of an index PostgreSQL
    stops there. Else it may pass over many rows that do not count.
    """
    return select(func.count()).select_from(rows.limit(MAX_COUNTED).subquery()).scalar_subquery()


_INBOX = select(
    _counted(select(InboxPending.id).where(_AT_WORK).order_by(InboxPending.id)),
    select(InboxEvent.received_at).where(InboxEvent.id == _FIRST_PENDING).scalar_subquery(),
)
_WAITING = select(
    _counted(select(InboxPending.id).where(WAITING).order_by(InboxPending.id)),
    select(InboxEvent.received_at).where(InboxEvent.id == _FIRST_WAITING).scalar_subquery(),
)
_OUTBOX = select(
    _counted(select(OutboxEvent.id).order_by(OutboxEvent.id)),
    select(OutboxEvent.occurred_at).where(OutboxEvent.id == _FIRST_ANNOUNCED).scalar_subquery(),
)
_LETTERS = select(DeadLetter.died_at).where(DeadLetter.superseded_by.is_(None)).order_by(DeadLetter.id)
_DEAD = select(func.count(), func.min(literal_column("died_at", Time))).select_from(
    _LETTERS.limit(MAX_COUNTED).subquery()
)
_PAUSED = select(func.count(), func.min(PausedPartition.paused_at)).where(PausedPartition.accepted_through.is_(None))
_SET_ASIDE = select(func.count(), func.min(SetAside.since)).where(SetAside.resumed_at.is_(None))
_GAPS = select(func.count(), func.min(EventGap.found_at))
# A literal, so that the planner sees that the partial index fits.
_OVER = (
    select(Reservation.expires_at)
    .where(Reservation.status == literal_column("'pending'"), Reservation.expires_at <= func.now())
    .order_by(Reservation.expires_at)
)
_OVERDUE = select(_counted(_OVER), _OVER.limit(1).scalar_subquery())


def backlog(session: Session, *, now: datetime) -> Backlog:
    """Return the waiting work of this moment."""

    def waiting(count: int, since: datetime | None) -> Waiting:
        return Waiting(count, 0.0 if since is None else max((now - since).total_seconds(), 0.0))

    return Backlog(
        inbox_pending=waiting(*session.execute(_INBOX).one()),
        waiting_orders=waiting(*session.execute(_WAITING).one()),
        outbox=waiting(*session.execute(_OUTBOX).one()),
        dead_letters=waiting(*session.execute(_DEAD).one()),
        paused_partitions=waiting(*session.execute(_PAUSED).one()),
        set_aside_sources=waiting(*session.execute(_SET_ASIDE).one()),
        event_gaps=waiting(*session.execute(_GAPS).one()),
        overdue_holds=waiting(*session.execute(_OVERDUE).one()),
    )
