"""Read dead letters again that were never usable. A newer version, other settings, or an id that is
free now may make them usable.

The event that is found goes the way of any other through the inbox (`inbox.record`): it takes the
place of the dead letter. The form of messages is not known here. The caller passes in a `Read` that
knows it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from inventory.database.tables import DeadLetter, InboxEvent
from inventory.errors import InventoryError
from inventory.inbox import retries, superseding
from inventory.inbox import store as inbox
from inventory.inbox.decoded import Origin, Usable
from inventory.inbox.errors import EventSuperseded, EventUnusable
from inventory.inbox.events import EventType
from inventory.inbox.namesakes import stated
from inventory.inbox.sent import MessageExtras, headers_of
from inventory.inbox.superseding import CONFLICTING_PAYLOAD
from inventory.settings import Settings

NOT_KEPT = "its record is not kept in full"


class KeptMessage(NamedTuple):
    """A message as its dead letter keeps it. `reason` is the dead letter's."""

    origin: Origin
    value: bytes
    sent: MessageExtras
    reason: str


class Read(Protocol):
    """Reads kept messages, one at a time."""

    def __call__(self, session: Session, kept: KeptMessage, now: datetime) -> Usable | str:
        """Return the usable event that the message is, or the reason why it is none."""

    def forbidden(self, heard: Usable) -> str | None:
        """Return the reason why its topic does not carry such an event. None if it does."""


def installed_reader(settings: Settings) -> Read | None:
    """Return the reader of messages, None without a bridge: the core does not import that."""
    if find_spec("bridge") is None:
        return None
    read: Read = import_module("bridge.decode.kept").reader(settings)
    return read


def reread(session: Session, id_: int, *, now: datetime, read: Read | None) -> InventoryError | None:
    """Make the event in this dead letter pending, if it can be used now: due at once, with no
    attempt counted.

    Returns `EventUnusable` or `EventSuperseded` if it can't, and changes nothing then.
    """
    letter = session.execute(_LETTER.where(DeadLetter.id == id_)).one()
    if letter.superseded_by is not None:
        return EventSuperseded(id=id_, by=letter.superseded_by)
    found = _heard(session, letter, read, now)
    if isinstance(found, str):
        return EventUnusable(id=id_, reason=letter.reason, detail=found)
    # The event did not happen after its first receipt, however late it is read again (ADR 0036).
    found = replace(found, occurred_at=min(found.occurred_at, letter.received_at))
    with session.begin_nested() as savepoint:
        recorded = inbox.record(session, [found], now=now, retry_after=timedelta(0))
        held = inbox.stored(session, found)
        if held.id == id_ or held.digest != found.digest:
            savepoint.rollback()
            why = "it may have been done before, and forgotten" if held.id == id_ else "another event has its id"
            return EventUnusable(id=id_, reason=letter.reason, detail=why)
    # The recorded event is not sent here, so it had no attempt. A letter that had a name of its own
    # is superseded as well.
    retries.uncount(session, [sendable.id for sent in recorded.dispatch.values() for sendable in sent])
    superseding.note(session, {id_: held.id})
    return None


_LETTER = select(
    DeadLetter.reason,
    DeadLetter.raw,
    DeadLetter.record_key,
    DeadLetter.headers,
    DeadLetter.record_time,
    DeadLetter.superseded_by,
    InboxEvent.source,
    InboxEvent.event_id,
    InboxEvent.type,
    InboxEvent.key,
    InboxEvent.digest,
    InboxEvent.payload,
    InboxEvent.occurred_at,
    InboxEvent.received_at,
    InboxEvent.traceparent,
    InboxEvent.topic,
    InboxEvent.partition,
    InboxEvent.record_offset,
).join(InboxEvent, InboxEvent.id == DeadLetter.id)


def _heard(session: Session, letter: Row[Any], read: Read | None, now: datetime) -> Usable | str:
    origin = Origin(letter.topic, letter.partition, letter.record_offset)
    if letter.reason == CONFLICTING_PAYLOAD and letter.payload is not None:
        found = _as_it_was(letter, origin)
        return found if read is None else read.forbidden(found) or found
    if letter.raw is None or read is None:
        return NOT_KEPT if letter.raw is None else "only the bridge can read it, and that is not installed here"
    # A letter of an earlier version has no headers. Its value alone may be enough.
    headers = () if letter.headers is None else headers_of(letter.headers)
    if headers is None:
        return NOT_KEPT
    kept = KeptMessage(origin, letter.raw, MessageExtras(letter.record_key, headers, letter.record_time), letter.reason)
    reread_ = read(session, kept, now)
    if isinstance(reread_, str) and letter.headers is None:
        return f"{reread_} (the headers of its record were not kept)"
    return reread_


def _as_it_was(letter: Row[Any], origin: Origin) -> Usable:
    """Return the event of a letter that was unusable for its id alone."""
    suffix = superseding.name("", letter.digest)
    return Usable(
        source=letter.source,
        event_id=stated(letter.event_id.removesuffix(suffix)),
        digest=letter.digest,
        occurred_at=letter.occurred_at,
        origin=origin,
        type=letter.type,
        key=letter.key or "",
        payload=letter.payload,
        operation=EventType(letter.type).operation,
        traceparent=letter.traceparent,
    )
