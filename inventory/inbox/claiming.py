"""Claiming pending events: which a transaction takes, in which portions, and that they are done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ARRAY, BigInteger, Text, bindparam, cast, delete, func, literal, select
from sqlalchemy.orm import Session

from inventory.database.tables import InboxEvent, InboxPending, Time
from inventory.inbox.events import Event, EventType, Operation
from inventory.inbox.namesakes import stated


class ClaimedEvent(NamedTuple):
    """A pending event, locked by this transaction."""

    id: int
    operation: Operation
    attempts: int
    waited: bool
    """True where it has waited for the catalogue, and is to wait no more."""
    event: Event


COUNTS_AT = func.least(InboxEvent.occurred_at, InboxEvent.received_at, type_=Time)
"""When a stored event counts as having happened: when it says so, but not after it was received (ADR 0036).

Both times are stored once and never change, so whoever does the event, and whenever, sees the same.
"""

_CLAIMED = bindparam("ids_", type_=ARRAY(BigInteger))
_CLAIM = (
    select(
        InboxPending.id,
        InboxPending.operation,
        InboxPending.attempts,
        func.coalesce(InboxPending.waits_for == literal([], ARRAY(Text)), False).label("waited"),
        InboxEvent.source,
        InboxEvent.event_id,
        InboxEvent.type,
        InboxEvent.payload,
        COUNTS_AT.label("counts_at"),
        InboxEvent.traceparent,
    )
    .join(InboxEvent, InboxEvent.id == InboxPending.id)
    # Said of both: else a plan made in a new shop reads all events to find those of the join.
    .where(InboxPending.id == func.any(_CLAIMED), InboxEvent.id == func.any(_CLAIMED))
    .order_by(InboxPending.id)
    .with_for_update(of=InboxPending, skip_locked=True)
)


MAX_CLAIMED_BYTES = 4 * 1_048_576
"""Payload of the events that share a transaction, as text: as commands it takes ten times as much.
"""
FEW = 8
"""Events that have no more payload than that, whatever is in them: one has at most half a MiB. They
need no `portions`.
"""

_SIZES = select(InboxEvent.id, func.octet_length(cast(InboxEvent.payload, Text))).where(
    InboxEvent.id == func.any(bindparam("ids_", type_=ARRAY(BigInteger)))
)


def portions(session: Session, ids: Sequence[int]) -> list[list[int]]:
    """Divide events, in their order, into lists that have at most `MAX_CLAIMED_BYTES` of payload,
    or are of one event.
    """
    sizes: dict[int, int] = {id_: size or 0 for id_, size in session.connection().execute(_SIZES, {"ids_": list(ids)})}
    found: list[list[int]] = []
    left = 0
    for id_ in ids:
        size = sizes.get(id_, 0)
        if not found or size > left:
            found.append([])
            left = MAX_CLAIMED_BYTES
        found[-1].append(id_)
        left -= size
    return found


def claim(session: Session, ids: Sequence[int]) -> list[ClaimedEvent]:
    """Lock those of `ids` that are still to be done. What is done, dead or claimed by another
    worker is left out.
    """
    found = session.connection().execute(_CLAIM, {"ids_": list(ids)})
    return [
        ClaimedEvent(
            id_,
            Operation(operation),
            attempts,
            waited,
            Event(source, stated(event_id), EventType(type_), payload, at, traceparent),
        )
        for id_, operation, attempts, waited, source, event_id, type_, payload, at, traceparent in found
    ]


_COMPLETE = delete(InboxPending).where(InboxPending.id == func.any(bindparam("ids_", type_=ARRAY(BigInteger))))


def complete(session: Session, ids: Sequence[int]) -> None:
    """Have these events done, in the transaction that did them, so that both happen or neither."""
    session.connection().execute(_COMPLETE, {"ids_": list(ids)})
