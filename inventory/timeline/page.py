"""Read a page of the timeline of an order, oldest entries first. Takes no lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import assert_never

from sqlalchemy.orm import Session

from inventory.database.tables import Movement
from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.domain.orders.held_units import require_reached
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.status import Status
from inventory.errors import UnknownReservation
from inventory.inbox.events import ACTOR_PREFIX
from inventory.inbox.queries import StoredEvent
from inventory.reading import queries
from inventory.timeline import sources
from inventory.timeline.entries import HeardEvent, Outcome, Position, StoredRefusal, TimelineEntry
from inventory.timeline.why import told


class OrderRecord(StrEnum):
    """The order's own record, beside its history."""

    KNOWN = "known"
    FORGOTTEN = "forgotten"
    """It is older than its retention. Its history goes when its own time is over (ADR 0013)."""
    NEVER_STORED = "never_stored"
    """Nothing came of it: its events wait or could not be used, or its calls were refused."""


Told = TimelineEntry[HeardEvent] | TimelineEntry[Movement] | TimelineEntry[Outcome] | TimelineEntry[StoredRefusal]
_Read = TimelineEntry[StoredEvent] | TimelineEntry[Movement] | TimelineEntry[Outcome] | TimelineEntry[StoredRefusal]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of the timeline. `last` is the position to go on behind, None at the end.

    `refusal` is the newest outcome that refused something, of an order that is rejected.
    """

    order_id: str
    as_of: datetime
    record: OrderRecord
    order: Reservation | None
    refusal: Outcome | None
    entries: list[Told]
    last: Position | None

    @property
    def is_rejected(self) -> bool:
        return self.order is not None and self.order.status is Status.REJECTED


def timeline(
    session: Session,
    order_id: str,
    *,
    now: datetime,
    after: Position | None = None,
    limit: int,
    allowance: Allowance = UNLIMITED,
) -> Timeline:
    """Return the entries behind `after`, at most `limit`.

    Raises `UnknownReservation` if nothing is known of the order at all, and `BeyondToken` if it is
    beyond the caller's limits. A caller with limited locations sees no history of an order without
    a record, because nothing tells where it had units.
    """
    allowance.require_order(order_id)
    order = queries.reservation(session, order_id)
    if order is not None:
        require_reached(allowance, order)
    elif allowance.locations is not None:
        raise UnknownReservation(order_id=order_id)
    entries = _entries(session, order_id, after, limit + 1, allowance.locations)
    record = OrderRecord.KNOWN if order is not None else _record(session, order_id, entries, after)
    page, more = entries[:limit], len(entries) > limit
    return Timeline(
        order_id,
        now,
        record,
        order,
        _refusal(session, order),
        _told(session, order_id, order, page),
        page[-1].position if more else None,
    )


def _refusal(session: Session, order: Reservation | None) -> Outcome | None:
    if order is None or order.status is not Status.REJECTED:
        return None
    return sources.last_refusal(session, order.order_id)


def _entries(
    session: Session, order_id: str, after: Position | None, limit: int, locations: frozenset[str] | None
) -> list[_Read]:
    read: Sequence[Sequence[_Read]] = (
        sources.events(session, order_id, after, limit),
        sources.movements(session, order_id, after, limit, locations=locations),
        sources.outcomes(session, order_id, after, limit),
        sources.refused_calls(session, order_id, after, limit, locations=locations),
    )
    return list(islice(merge(*read, key=attrgetter("position")), limit))


def _record(session: Session, order_id: str, entries: Sequence[_Read], after: Position | None) -> OrderRecord:
    """Tell an order that was forgotten from one that was never stored. Raises `UnknownReservation`
    if there is no trace of either.
    """
    first = entries if after is None else _entries(session, order_id, None, 1, None)
    if not first:
        raise UnknownReservation(order_id=order_id)
    if sources.movements(session, order_id, None, 1, locations=None) or sources.outcomes(session, order_id, None, 1):
        return OrderRecord.FORGOTTEN
    return OrderRecord.NEVER_STORED


def _told(session: Session, order_id: str, order: Reservation | None, page: Sequence[_Read]) -> list[Told]:
    """Return the entries with the effects of the events among them."""
    moved = sources.moved_by(session, order_id) if any(isinstance(one.what, StoredEvent) for one in page) else set()
    return [_with_effect(one, order, moved) for one in page]


def _with_effect(one: _Read, order: Reservation | None, moved: set[tuple[str, str]]) -> Told:
    position, what = one.position, one.what
    if isinstance(what, StoredEvent):
        has_moved = (f"{ACTOR_PREFIX}{what.source}", what.event_id) in moved
        return TimelineEntry(position, told(what, order, moved=has_moved))
    match what:
        case Movement():
            return TimelineEntry(position, what)
        case Outcome():
            return TimelineEntry(position, what)
        case StoredRefusal():
            return TimelineEntry(position, what)
        case _:
            assert_never(what)
