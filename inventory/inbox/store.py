"""The inbox: the durable end of the line into the service (design section 5). What stays pending is sent again by `retries`.

An event stands in `inbox_event` for good; while it is not done it also stands in `inbox_pending`, and when it can't be
done in `dead_letter`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import orjson
from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    Integer,
    LargeBinary,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    join,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.boundary.streams import Stream
from inventory.database.arrays import json_parameter, json_rows, rows
from inventory.database.tables import DeadLetter, InboxEvent, InboxPending, Time
from inventory.inbox import superseding
from inventory.inbox.events import Event, EventType, Operation
from inventory.inbox.namesakes import own_name, stated, stream_of
from inventory.inbox.sent import Sent, headers_json
from inventory.inbox.superseding import CONFLICTING_PAYLOAD, Identity, Known


class Origin(NamedTuple):
    """Where in Kafka a message stood."""

    topic: str
    partition: int
    offset: int


class Heard(NamedTuple):
    """A message of a known type as the bridge read it: usable (`operation`, `payload`), or dead with reason and bytes."""

    source: str
    event_id: str
    digest: bytes
    occurred_at: datetime
    origin: Origin
    type: str | None = None
    key: str | None = None
    payload: dict[str, Any] | None = None
    operation: Operation | None = None
    traceparent: str | None = None
    dead_reason: str | None = None
    dead_detail: str = ""
    raw: bytes | None = None
    sent: Sent = Sent()
    """What the record had beside its value; kept of dead ones."""
    received_at: datetime | None = None
    """The moment of its receipt (`kept_offsets.receive`); None for that of the transaction."""
    claimed_source: str | None = None
    """Whose a message says that it is which has no name of its own, if it says so."""

    @property
    def identity(self) -> Identity:
        return self.source, self.event_id

    @property
    def stream(self) -> Stream | None:
        return stream_of(self.type)

    def under_own_name(self) -> Heard:
        """Return it under the name that it has where its plain one is another stream's."""
        return self._replace(event_id=own_name(self.event_id, self.stream))

    @property
    def blamed(self) -> str:
        """Whose it is where it can't be used: what it says, or else its topic."""
        return self.claimed_source or self.source


@dataclass(frozen=True, slots=True)
class Sendable:
    """An inbox row to send to Celery; `key` is the order or product it is about, for people who look for it in Flower."""

    id: int
    key: str


class Ahead(NamedTuple):
    """A usable event whose time was ahead of its receipt, and by how much. It counts as of its receipt (ADR 0036)."""

    heard: Heard
    by: timedelta


@dataclass(slots=True)
class Recorded:
    """What became of one poll: what to send now, the new dead letters, and how many messages were known already."""

    dispatch: dict[Operation, list[Sendable]] = field(default_factory=dict)
    redelivered: int = 0
    dead: list[Heard] = field(default_factory=list)
    superseded: list[Origin] = field(default_factory=list)
    """Where the dead letters stood whose ids went to events of this poll."""
    ahead: list[Ahead] = field(default_factory=list)
    """New events that are said to happen later than they were received."""


class Claimed(NamedTuple):
    """A pending event, locked by this transaction."""

    id: int
    operation: Operation
    attempts: int
    waited: bool
    """Whether it has waited for the catalogue, and is to wait no more."""
    event: Event


_EVENT: dict[str, TypeEngine[Any]] = {
    "source": Text(),
    "event_id": Text(),
    "type": Text(),
    "key": Text(),
    "digest": LargeBinary(),
    "payload": JSONB(),
    "occurred_at": Time,
    "received_at": Time,
    "traceparent": Text(),
    "topic": Text(),
    "partition": Integer(),
    "record_offset": BigInteger(),
}
_given = json_rows({**_EVENT, "operation": Text()}, name="events")
_heard = select(*_given.c).cte("heard")
_stored = (
    postgresql_insert(InboxEvent)
    .from_select(
        list(_EVENT),
        select(*(_heard.c[name] for name in _EVENT)).order_by(_heard.c.source, _heard.c.event_id),
    )
    .on_conflict_do_nothing(index_elements=["source", "event_id"])
    .returning(InboxEvent.id, InboxEvent.source, InboxEvent.event_id)
    .cte("stored")
)
_new = join(_stored, _heard, (_stored.c.source == _heard.c.source) & (_stored.c.event_id == _heard.c.event_id))
_pending = insert(InboxPending).from_select(
    ["id", "operation", "attempts", "not_before"],
    select(_stored.c.id, _heard.c.operation, literal(1), bindparam("not_before_", type_=Time))
    .select_from(_new)
    .where(_heard.c.operation.is_not(None)),
)
_INSERT = (
    select(_stored.c.id, _heard.c.position)
    .select_from(_new)
    .order_by(_heard.c.position)
    .add_cte(_pending.returning(InboxPending.id).cte("pending"))
)
"""Stores events, those that can be used also as pending, and answers which of them are new."""

_DEAD: dict[str, TypeEngine[Any]] = {
    "id": BigInteger(),
    "reason": Text(),
    "detail": Text(),
    "raw": LargeBinary(),
    "record_key": LargeBinary(),
    "record_time": Time,
}
_dead = rows({**_DEAD, "headers": Text()})
_INSERT_DEAD = insert(DeadLetter).from_select(
    [*_DEAD, "headers", "died_at"],
    select(*(_dead.c[name] for name in _DEAD), cast(_dead.c.headers, JSON), bindparam("died_at_", type_=Time)),
)


def record(session: Session, heard: Sequence[Heard], *, now: datetime, retry_after: timedelta) -> Recorded:
    """Store one poll's messages, each identity once; `retry_after` from now, what is still pending may be sent again.

    The same identity again is a redelivery when its digest is the same. With another digest it takes the place of a dead
    letter that was never usable (ADR 0030), and else is a dead letter of its own, `<event id>#<digest>`. An event of another
    stream has no other's identity (ADR 0035). The caller commits, then stores its offsets, then sends what is in `dispatch`.
    """
    recorded = Recorded()
    # Last, so that of two bridges neither waits for plain names while it holds others.
    if namesakes := _record(session, heard, recorded, now=now, retry_after=retry_after):
        _record(session, [each.under_own_name() for each in namesakes], recorded, now=now, retry_after=retry_after)
    return recorded


def stored(session: Session, message: Heard) -> Known:
    """Return what is stored as this message, which was recorded."""
    known = superseding.known(session, [message.identity])[message.identity]
    if known.stream is message.stream:
        return known
    own = message.under_own_name().identity
    return superseding.known(session, [own])[own]


def _record(
    session: Session, heard: Sequence[Heard], recorded: Recorded, *, now: datetime, retry_after: timedelta
) -> list[Heard]:
    """Store what can be under its name, and return those whose names are other streams'."""
    first: dict[tuple[str, str], Heard] = {}
    repeats = [message for message in heard if first.setdefault(message.identity, message) is not message]
    fresh = _insert(session, list(first.values()), recorded, now=now, retry_after=retry_after)
    repeats += [message for identity, message in first.items() if identity not in fresh]
    known = superseding.known(session, (message.identity for message in repeats))
    namesakes = [message for message in repeats if known[message.identity].stream is not message.stream]
    repeats = [message for message in repeats if known[message.identity].stream is message.stream]
    if successors := _successors(repeats, known):
        freed = _supersede(session, successors, known, recorded, now=now, retry_after=retry_after)
        taken = {id(successors[id_]) for id_ in freed}
        repeats = [message for message in repeats if id(message) not in taken]
        known = superseding.known(session, (message.identity for message in repeats))
    conflicting = _conflicting(repeats, known)
    recorded.redelivered += len(repeats) - len(conflicting)
    if conflicting:
        fresh = _insert(session, conflicting, recorded, now=now, retry_after=retry_after)
        recorded.redelivered += len(conflicting) - len(fresh)
    return namesakes


def _insert(
    session: Session, heard: Sequence[Heard], recorded: Recorded, *, now: datetime, retry_after: timedelta
) -> dict[Identity, int]:
    """Store those that are new, and return their ids."""
    if not heard:
        return {}
    connection = session.connection()
    heard = [message if message.received_at else message._replace(received_at=now) for message in heard]
    given = {"events_": json_parameter(map(_event_row, heard)), "not_before_": now + retry_after}
    new = [(row.id, heard[row.position]) for row in connection.execute(_INSERT, given)]
    usable = [(id_, message) for id_, message in new if message.operation is not None]
    dead = [(id_, message) for id_, message in new if message.operation is None]
    for id_, message in usable:
        assert message.operation is not None
        recorded.dispatch.setdefault(message.operation, []).append(Sendable(id_, message.key or ""))
        assert message.received_at is not None
        if message.occurred_at > message.received_at:
            recorded.ahead.append(Ahead(message, message.occurred_at - message.received_at))
    if dead:
        connection.execute(
            _INSERT_DEAD,
            {
                "id_": [id_ for id_, _ in dead],
                "reason_": [message.dead_reason for _, message in dead],
                "detail_": [message.dead_detail for _, message in dead],
                "raw_": [message.raw for _, message in dead],
                "record_key_": [message.sent.bounded_key for _, message in dead],
                "record_time_": [message.sent.time for _, message in dead],
                "headers_": [_headers_text(message) for _, message in dead],
                "died_at_": now,
            },
        )
    recorded.dead += [message for _, message in dead]
    return {message.identity: id_ for id_, message in new}


def _event_row(message: Heard) -> dict[str, Any]:
    return {
        "source": message.source,
        "event_id": message.event_id,
        "type": message.type,
        "key": message.key,
        "digest": f"\\x{message.digest.hex()}",  # PostgreSQL's way to write bytes as text
        "payload": message.payload,
        "occurred_at": message.occurred_at,
        "received_at": message.received_at,
        "traceparent": message.traceparent,
        "topic": message.origin.topic,
        "partition": message.origin.partition,
        "record_offset": message.origin.offset,
        "operation": message.operation,
    }


def _headers_text(message: Heard) -> str | None:
    stored = headers_json(message.sent.headers)
    return None if stored is None else orjson.dumps(stored).decode()


def _successors(repeats: Sequence[Heard], known: Mapping[Identity, Known]) -> dict[int, Heard]:
    """The first among `repeats` that takes the place of a dead letter, by the id of that."""
    successors: dict[int, Heard] = {}
    for message in repeats:
        before = known[message.identity]
        if message.operation is not None and before.gives_way_to(message.digest, message.occurred_at):
            successors.setdefault(before.id, message)
    return successors


def _supersede(
    session: Session,
    successors: Mapping[int, Heard],
    known: Mapping[Identity, Known],
    recorded: Recorded,
    *,
    now: datetime,
    retry_after: timedelta,
) -> set[int]:
    """Store those whose dead letter gives its id free, and return whose ids. It does not where another bridge was faster."""
    freed = superseding.free(session, successors)
    taken = [_as_of_first_receipt(successors[id_], known) for id_ in freed]
    # Nobody else can have these ids meanwhile: whoever wants one waits until the dead letter has its new name for good.
    stored = _insert(session, taken, recorded, now=now, retry_after=retry_after)
    superseding.note(session, {id_: stored[successors[id_].identity] for id_ in freed})
    recorded.superseded += [Origin(*known[successors[id_].identity].place) for id_ in freed]
    return set(freed)


def _as_of_first_receipt(successor: Heard, known: Mapping[Identity, Known]) -> Heard:
    """Have the same record of Kafka, which can be read now, count as of when it was received for the first time (ADR 0036)."""
    before = known[successor.identity]
    if successor.origin != before.place:
        return successor
    return successor._replace(occurred_at=min(successor.occurred_at, before.received_at))


def _conflicting(repeats: Sequence[Heard], known: Mapping[Identity, Known]) -> list[Heard]:
    """Those among `repeats` whose identity is stored with another digest, each as a dead letter under a name of its own.

    One that can't be used itself, like that before it, tells why: whoever corrects it wants to know.
    """
    conflicting: dict[Identity, Heard] = {}
    for message in repeats:
        before = known[message.identity]
        if before.digest == message.digest:
            continue
        name = superseding.name(message.event_id, message.digest)
        if message.dead_reason is not None and before.never_usable:
            conflicting[message.source, name] = message._replace(event_id=name)
            continue
        conflicting[message.source, name] = message._replace(
            event_id=name,
            operation=None,
            dead_reason=CONFLICTING_PAYLOAD,
            dead_detail=f"An event with id {stated(message.event_id)!r} was heard before with another payload; this one is not applied.",
        )
    return list(conflicting.values())


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
"""Payload of the events that share a transaction, as text: as commands it takes ten times as much."""
FEW = 8
"""Events that have no more payload than that, whatever is in them: one has at most half a MiB. They need no `portions`."""

_SIZES = select(InboxEvent.id, func.octet_length(cast(InboxEvent.payload, Text))).where(
    InboxEvent.id == func.any(bindparam("ids_", type_=ARRAY(BigInteger)))
)


def portions(session: Session, ids: Sequence[int]) -> list[list[int]]:
    """Divide events, in their order, into lists that have at most `MAX_CLAIMED_BYTES` of payload, or are of one event."""
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


def claim(session: Session, ids: Sequence[int]) -> list[Claimed]:
    """Lock those of `ids` that are still to be done. What is done, dead or claimed by another worker is left out."""
    found = session.connection().execute(_CLAIM, {"ids_": list(ids)})
    return [
        Claimed(
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
    """These events are done: in the transaction that did them, so that both happen or neither."""
    session.connection().execute(_COMPLETE, {"ids_": list(ids)})
