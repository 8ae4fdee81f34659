"""The inbox: the durable end of the line into the service. `retries` sends pending events again.

An event stands in `inbox_event` for good. It also stands in `inbox_pending` while it is to be done,
or in `dead_letter` if it can't be done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy.orm import Session

from inventory.inbox import superseding
from inventory.inbox.decoded import Dead, DecodedEvent, Identity, Origin, Usable
from inventory.inbox.insertion import RecordingResult, insert_new
from inventory.inbox.namesakes import stated
from inventory.inbox.superseding import CONFLICTING_PAYLOAD, IdentityHolder


def record(
    session: Session, events: Sequence[DecodedEvent], *, now: datetime, retry_after: timedelta
) -> RecordingResult:
    """Store one poll's events, each identity once. Events that are still pending `retry_after` from
    now may be sent again.

    The same identity with the same digest is a redelivery. With another digest, the event takes the
    place of a dead letter that was never usable (ADR 0030). Otherwise it becomes a dead letter of
    its own, `<event id>#<digest>`. Events of different streams never share an identity (ADR 0035).
    The caller commits, then stores its offsets, then sends the events in `dispatch`.
    """
    recorded = RecordingResult()
    # Namesakes come last, so that of two bridges neither waits for plain names while it holds
    # others.
    if namesakes := _record(session, events, recorded, now=now, retry_after=retry_after):
        _record(session, [each.under_own_name() for each in namesakes], recorded, now=now, retry_after=retry_after)
    return recorded


def stored(session: Session, message: DecodedEvent) -> IdentityHolder:
    """Return the event that is stored for this message. The message was recorded before."""
    known = superseding.known(session, [message.identity])[message.identity]
    if known.stream is message.stream:
        return known
    own = message.under_own_name().identity
    return superseding.known(session, [own])[own]


def _record(
    session: Session,
    events: Sequence[DecodedEvent],
    recorded: RecordingResult,
    *,
    now: datetime,
    retry_after: timedelta,
) -> list[DecodedEvent]:
    """Store the events whose plain name is free or their stream's. Return the others, to be stored
    under their stream's own name.
    """
    first: dict[Identity, DecodedEvent] = {}
    repeats = [message for message in events if first.setdefault(message.identity, message) is not message]
    fresh = insert_new(session, list(first.values()), recorded, now=now, retry_after=retry_after)
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
        fresh = insert_new(session, conflicting, recorded, now=now, retry_after=retry_after)
        recorded.redelivered += len(conflicting) - len(fresh)
    return namesakes


def _successors(repeats: Sequence[DecodedEvent], known: Mapping[Identity, IdentityHolder]) -> dict[int, Usable]:
    """Return the first of `repeats` that replaces each dead letter, by the dead letter's id."""
    successors: dict[int, Usable] = {}
    for message in repeats:
        before = known[message.identity]
        if isinstance(message, Usable) and before.gives_way_to(message.digest, message.occurred_at):
            successors.setdefault(before.id, message)
    return successors


def _supersede(
    session: Session,
    successors: Mapping[int, Usable],
    known: Mapping[Identity, IdentityHolder],
    recorded: RecordingResult,
    *,
    now: datetime,
    retry_after: timedelta,
) -> set[int]:
    """Store the successors of dead letters that give their name free. Return the ids of these dead
    letters. A dead letter keeps its name if another bridge was faster.
    """
    freed = superseding.free(session, successors)
    taken = [_as_of_first_receipt(successors[id_], known) for id_ in freed]
    # Nobody else can take these names meanwhile: another bridge waits until the dead letter's new
    # name is committed.
    stored = insert_new(session, taken, recorded, now=now, retry_after=retry_after)
    superseding.note(session, {id_: stored[successors[id_].identity] for id_ in freed})
    recorded.superseded += [Origin(*known[successors[id_].identity].place) for id_ in freed]
    return set(freed)


def _as_of_first_receipt(successor: Usable, known: Mapping[Identity, IdentityHolder]) -> Usable:
    """Return the successor. If it is the same message, and only readable now, it counts as no later
    than its first receipt (ADR 0036).
    """
    before = known[successor.identity]
    if successor.origin != before.place:
        return successor
    return replace(successor, occurred_at=min(successor.occurred_at, before.received_at))


def _conflicting(repeats: Sequence[DecodedEvent], known: Mapping[Identity, IdentityHolder]) -> list[Dead]:
    """Return the events of `repeats` whose identity is stored with another digest, each as a dead
    letter under a name of its own.
    """
    conflicting: dict[Identity, Dead] = {}
    for message in repeats:
        before = known[message.identity]
        if before.digest == message.digest:
            continue
        letter = _refused(message, before)
        name = superseding.name(message.event_id, message.digest)
        conflicting[message.source, name] = replace(letter, event_id=name)
    return list(conflicting.values())


def _refused(message: DecodedEvent, before: IdentityHolder) -> Dead:
    """Return the dead letter of an event whose id another event has.

    If neither was ever usable, the letter keeps its own reason, for the person who corrects it.
    """
    detail = (
        f"An event with id {stated(message.event_id)!r} was heard before with another payload; this one is not applied."
    )
    match message:
        case Usable():
            return message.as_dead(CONFLICTING_PAYLOAD, detail)
        case Dead():
            return message if before.never_usable else replace(message, reason=CONFLICTING_PAYLOAD, detail=detail)
        case _:
            assert_never(message)
