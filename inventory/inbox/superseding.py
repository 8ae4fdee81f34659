"""An event that corrects a dead letter takes its id (ADR 0030), because a producer with an outbox
sends the corrected event under the id that it had. The dead letter keeps its content under another
name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, BigInteger, Text, bindparam, select, text, true, update
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.boundary.streams import Stream
from inventory.database.arrays import for_each, is_one_of, rows
from inventory.database.tables import DeadLetter, InboxEvent
from inventory.inbox.decoded import Identity
from inventory.inbox.namesakes import stream_of

ATTEMPTS_EXHAUSTED = "attempts_exhausted"
"""The reason of a dead letter that was usable, and was tried until its attempts were used up."""
ABANDONED = "abandoned"
"""The reason of a dead letter that an operator made."""
CONFLICTING_PAYLOAD = "conflicting_payload"
"""The reason of a dead letter whose id another event has."""
TOO_OLD = "too_old"
"""The reason of a dead letter that may have been done and forgotten before it came again."""
USABLE_ONCE = frozenset({ATTEMPTS_EXHAUSTED, ABANDONED, CONFLICTING_PAYLOAD})
"""Reasons that say nothing against the event itself. Such a letter keeps its id, even if
other events are sent under it.
"""
OWN_TIME = timedelta(days=1)
"""A dead letter whose time is older than its arrival by this much has the event's own time. Others
may have the time of their arrival.
"""


class IdentityHolder(NamedTuple):
    """The event that is stored under an identity. It has a `reason` if it is dead."""

    id: int
    digest: bytes
    occurred_at: datetime
    received_at: datetime
    place: tuple[str, int, int]
    type: str | None
    reason: str | None

    @property
    def stream(self) -> Stream | None:
        return stream_of(self.type)

    @property
    def never_usable(self) -> bool:
        return self.reason is not None and self.reason not in USABLE_ONCE

    def gives_way_to(self, digest: bytes, occurred_at: datetime) -> bool:
        """Return True if a usable event of this digest and time corrects it, or is the same event
        that can be read now.

        An event that was too old, and is not any more because more is remembered now, may have been
        done and forgotten meanwhile. So the same content has to state another time.
        """
        if not self.never_usable:
            return False
        if digest != self.digest or self.reason != TOO_OLD:
            return True
        return occurred_at != self.occurred_at and self.occurred_at <= self.received_at - OWN_TIME


_identities = rows({"source": Text(), "event_id": Text()})
_holder = for_each(
    select(
        InboxEvent.source,
        InboxEvent.event_id,
        InboxEvent.id,
        InboxEvent.digest,
        InboxEvent.occurred_at,
        InboxEvent.received_at,
        InboxEvent.topic,
        InboxEvent.partition,
        InboxEvent.record_offset,
        InboxEvent.type,
        select(DeadLetter.reason).where(DeadLetter.id == InboxEvent.id).scalar_subquery().label("reason"),
    ).where(InboxEvent.source == _identities.c.source, InboxEvent.event_id == _identities.c.event_id),
    name="holder",
)
_SELECT_KNOWN = select(*_holder.c).join_from(_identities, _holder, true())
_FREE = text("SELECT supersede_dead_letters(:ids)").bindparams(bindparam("ids", type_=ARRAY(BigInteger)))
_SUCCESSOR: dict[str, TypeEngine[Any]] = {"id": BigInteger(), "by": BigInteger()}
_successors = rows(_SUCCESSOR)
_NOTE = (
    update(DeadLetter)
    .where(is_one_of(DeadLetter.id, _SUCCESSOR), DeadLetter.id == _successors.c.id)
    .values(superseded_by=_successors.c.by)
)


def name(event_id: str, digest: bytes) -> str:
    """Return the name of a dead letter whose id another event has. It is the same each time the
    message is heard.
    """
    return f"{event_id}#{digest.hex()[:12]}"


def known(session: Session, identities: Iterable[Identity]) -> dict[Identity, IdentityHolder]:
    """Return the events that are stored under these identities."""
    asked = list(identities)
    if not asked:
        return {}
    given = {"source_": [source for source, _ in asked], "event_id_": [event_id for _, event_id in asked]}
    return {
        (source, event_id): IdentityHolder(
            id_, digest, occurred_at, received_at, (topic, partition, offset), type_, reason
        )
        for source, event_id, id_, digest, occurred_at, received_at, topic, partition, offset, type_, reason in (
            session.connection().execute(_SELECT_KNOWN, given)
        )
    }


def free(session: Session, ids: Collection[int]) -> list[int]:
    """Give each of these dead letters another name. Return the ids of the dead letters that had
    their own name until now.

    If two transactions want the same name, one waits for the other and does not get it.
    """
    return list(session.connection().execute(_FREE, {"ids": sorted(ids)}).scalars())


def note(session: Session, successors: Mapping[int, int]) -> None:
    """Store the event that has each dead letter's name now, by the dead letter's id."""
    if successors:
        session.connection().execute(_NOTE, {"id_": list(successors), "by_": list(successors.values())})
