"""Divide pending events into portions, claim them for a transaction, and mark them done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ARRAY, BigInteger, Text, bindparam, cast, delete, func, literal, select, true
from sqlalchemy.orm import Session

from inventory.database.arrays import for_each
from inventory.database.calls import Call
from inventory.database.pipelining import Compiled, run, run_with_commit
from inventory.database.tables import InboxEvent, InboxPending, Time
from inventory.inbox.events import Event, EventType, Operation
from inventory.inbox.namesakes import stated


class ClaimedEvent(NamedTuple):
    """A pending event, locked by this transaction."""

    id: int
    operation: Operation
    attempts: int
    waited: bool
    """True if the event has waited for the catalogue. It must not wait again."""
    event: Event


COUNTS_AT = func.least(InboxEvent.occurred_at, InboxEvent.received_at, type_=Time)
"""The time that counts for a stored event: the stated time, but not after its receipt (ADR 0036).

Both times are stored once and never change, so every worker sees the same time.
"""

_event = for_each(
    select(
        InboxEvent.source,
        InboxEvent.event_id,
        InboxEvent.type,
        InboxEvent.payload,
        COUNTS_AT.label("counts_at"),
        InboxEvent.traceparent,
    ).where(InboxEvent.id == InboxPending.id),
    name="event",
)
_CLAIM = Compiled(
    select(
        InboxPending.id,
        InboxPending.operation,
        InboxPending.attempts,
        func.coalesce(InboxPending.waits_for == literal([], ARRAY(Text)), False).label("waited"),
        *_event.c,
    )
    .join(_event, true())
    .where(InboxPending.id == func.any(bindparam("ids_", type_=ARRAY(BigInteger))))
    .order_by(InboxPending.id)
    .with_for_update(of=InboxPending, skip_locked=True)
)


MAX_CLAIMED_BYTES = 4 * 1_048_576
"""Maximum payload of a transaction's events, as text. Commands take ten times as much."""
FEW = 8
"""Number of events that never exceed `MAX_CLAIMED_BYTES`, because one has at most half a MiB. So
few events need no `portions`.
"""

_SIZES = Compiled(
    select(InboxEvent.id, func.octet_length(cast(InboxEvent.payload, Text))).where(
        InboxEvent.id == func.any(bindparam("ids_", type_=ARRAY(BigInteger)))
    )
)


def portions(session: Session, ids: Sequence[int]) -> list[list[int]]:
    """Divide events, in their order, into lists with at most `MAX_CLAIMED_BYTES` of payload. A
    larger event is a list of its own.
    """
    (stored,) = run(session, _SIZES({"ids_": list(ids)}))
    sizes: dict[int, int] = {id_: size or 0 for id_, size in stored}
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


def first_calls(ids: Sequence[int]) -> list[Call]:
    """Return the calls of `claim`. A transaction may send them with its beginning."""
    return [_CLAIM({"ids_": list(ids)})]


def claim(session: Session, ids: Sequence[int]) -> list[ClaimedEvent]:
    """Lock and return the events that are still to be done. Events that are done, dead or claimed
    by another worker are left out.
    """
    (found,) = run(session, *first_calls(ids))
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


_COMPLETE = Compiled(
    delete(InboxPending).where(InboxPending.id == func.any(bindparam("ids_", type_=ARRAY(BigInteger))))
)


def complete(session: Session, ids: Sequence[int], *, first: Sequence[Call] = ()) -> None:
    """Mark these events done, in the transaction that did them, so that both happen or neither. The
    calls in `first` go before. All of them share the round trip of the COMMIT.
    """
    run_with_commit(session, *first, _COMPLETE({"ids_": list(ids)}))
