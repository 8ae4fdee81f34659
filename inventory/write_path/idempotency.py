"""Apply requests once, by a key that their caller chose (`Idempotency-Key`).

Most commands are exact without a key: an order id or a reference makes their retry a replay. Not
all are: a release that is retried after the order was reserved anew would end the new hold. A key
is stored in the transaction of its effect. A refused request stores no key, so it may be tried
again under the same one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any, NamedTuple, assert_never

from sqlalchemy import LargeBinary, Text, delete, func, select, text, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database.arrays import for_each, is_one_of, parameters, rows
from inventory.database.calls import Call
from inventory.database.pipelining import Compiled, run, run_with_commit
from inventory.database.tables import IdempotencyKey
from inventory.domain.commands import AdjustStock, Move, OrderCommand, SetPolicy
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.outcome import MoveOutcome, OrderOutcome, Outcome, PolicyOutcome, Refused, StockOutcome
from inventory.errors import ConcurrentChange, IdempotencyKeyReused, UnknownReservation
from inventory.reading import queries
from inventory.write_path import apply as operations


class Name(NamedTuple):
    """A key of a caller. Two callers that choose the same key do not meet."""

    actor: str
    key: str


@dataclass(frozen=True, slots=True, eq=False)
class CallerRequest:
    """A request as its caller sends it: one command on an order or a policy, or adjustments, or
    moves.

    `name` is the key that the caller gave, if any. `digest` covers everything sent with that key.
    """

    commands: tuple[OrderCommand | AdjustStock | Move | SetPolicy, ...]
    name: Name | None = None
    digest: bytes = b""


class _Meaning(Enum):
    NEW = auto()
    REPLAY = auto()
    """The request took effect before."""
    TWIN = auto()
    """The request came more than once in this batch, and this is not the first."""
    MISTAKE = auto()
    """The key stands for another request."""


def apply_once(
    session: Session, requests: Sequence[CallerRequest], *, now: datetime, holds: HoldTimes
) -> list[list[Outcome]]:
    """Apply the requests in the caller's transaction. Returns one outcome per command, by request.

    A replay changes nothing, and its outcome shows the order as it is now. A key that was used for
    another request is refused with `IdempotencyKeyReused`. Keys are locked before anything else,
    sorted (G8). Raises the errors of `apply`.
    """
    firsts = _firsts(requests)
    known = _lock(session, firsts)
    meanings = {request: _meaning(request, firsts, known) for request in requests}
    outcomes = _apply(session, [one for one in requests if meanings[one] is _Meaning.NEW], now=now, holds=holds)
    _forget(session, [name for name in firsts.keys() - known.keys() if _refused(outcomes[firsts[name]])])
    for request, meaning in meanings.items():
        if meaning is not _Meaning.NEW:
            outcomes[request] = _without_applying(session, request, meaning, firsts, outcomes)
    return [outcomes[request] for request in requests]


def is_first(session: Session, name: Name, digest: bytes) -> bool:
    """Store the key of a request that is no command. Return False if it took effect before. Raises
    `IdempotencyKeyReused` if it stands for another request.
    """
    known = _lock(session, {name: CallerRequest((), name, digest)})
    if known.get(name, digest) != digest:
        raise IdempotencyKeyReused(key=name.key)
    return name not in known


def first_calls(requests: Sequence[CallerRequest]) -> list[Call]:
    """Return the calls that `apply_once` runs first if no key is known. A transaction may send them
    with its beginning (`Database.transaction`).
    """
    commands = [command for request in requests for command in request.commands]
    return [*_storing(_firsts(requests)), *operations.first_calls(commands, divisible=len(requests) > 1)]


def _firsts(requests: Sequence[CallerRequest]) -> dict[Name, CallerRequest]:
    """Return the first request of each key."""
    firsts: dict[Name, CallerRequest] = {}
    for request in requests:
        if request.name is not None:
            firsts.setdefault(request.name, request)
    return firsts


def _meaning(request: CallerRequest, firsts: Mapping[Name, CallerRequest], known: Mapping[Name, bytes]) -> _Meaning:
    if request.name is None:
        return _Meaning.NEW
    if request.digest != known.get(request.name, firsts[request.name].digest):
        return _Meaning.MISTAKE
    if isinstance(request.commands[0], (AdjustStock, Move, SetPolicy)):
        return _Meaning.NEW  # its references make it exact, and lines that were refused get another chance
    if request.name in known:
        return _Meaning.REPLAY
    return _Meaning.NEW if firsts[request.name] is request else _Meaning.TWIN


def _apply(
    session: Session, requests: Sequence[CallerRequest], *, now: datetime, holds: HoldTimes
) -> dict[CallerRequest, list[Outcome]]:
    commands = [command for request in requests for command in request.commands]
    outcomes = iter(
        operations.apply(session, commands, now=now, holds=holds, divisible=len(requests) > 1) if commands else ()
    )
    return {request: [next(outcomes) for _ in request.commands] for request in requests}


def _refused(outcomes: Sequence[Outcome]) -> bool:
    return all(outcome.error is not None for outcome in outcomes)


def _without_applying(
    session: Session,
    request: CallerRequest,
    meaning: _Meaning,
    firsts: Mapping[Name, CallerRequest],
    outcomes: Mapping[CallerRequest, list[Outcome]],
) -> list[Outcome]:
    assert request.name is not None  # a request without a key is always new
    match meaning:
        case _Meaning.TWIN:
            return [_once_more(outcome) for outcome in outcomes[firsts[request.name]]]
        case _Meaning.MISTAKE:
            return [Refused(command, IdempotencyKeyReused(key=request.name.key)) for command in request.commands]
        case _Meaning.REPLAY:
            return [_current(session, command) for command in request.commands if isinstance(command, OrderCommand)]
        case _Meaning.NEW:
            raise AssertionError("what is new is applied")
        case _:
            assert_never(meaning)


def _once_more(outcome: Outcome) -> Outcome:
    match outcome:
        case Refused(command=command, error=error, available=available):
            # An error of its own: an exception that two threads raise mixes their tracebacks.
            return Refused(command, type(error)(**vars(error)), available)
        case OrderOutcome() | StockOutcome() | MoveOutcome() | PolicyOutcome():
            return outcome._replace(changed=False, created=False)
        case _:
            assert_never(outcome)


def _current(session: Session, command: OrderCommand) -> Outcome:
    reservation = queries.reservation(session, command.order_id)
    if reservation is None:
        return Refused(command, UnknownReservation(order_id=command.order_id))
    return OrderOutcome(command, reservation)


_NAME: dict[str, TypeEngine[Any]] = {"actor": Text(), "key": Text()}
_new = rows({**_NAME, "digest": LargeBinary()})
_INSERT = Compiled(
    insert(IdempotencyKey)
    .from_select(
        [*_NAME, "digest", "created_at"],
        select(_new.c.actor, _new.c.key, _new.c.digest, func.now()).order_by(_new.c.position),
    )
    .on_conflict_do_nothing(index_elements=[*_NAME])
    .returning(IdempotencyKey.actor, IdempotencyKey.key)
)
_asked = rows(_NAME)
_IS_ASKED = (IdempotencyKey.actor == _asked.c.actor) & (IdempotencyKey.key == _asked.c.key)
_stored = for_each(
    select(IdempotencyKey.actor, IdempotencyKey.key, IdempotencyKey.digest).where(_IS_ASKED), name="stored"
)
_SELECT = Compiled(select(*_stored.c).join_from(_asked, _stored, true()))
_DELETE = Compiled(
    delete(IdempotencyKey).where(
        is_one_of(IdempotencyKey.actor, _NAME), is_one_of(IdempotencyKey.key, _NAME), _IS_ASKED
    )
)


def _lock(session: Session, firsts: Mapping[Name, CallerRequest]) -> dict[Name, bytes]:
    """Store the keys, and wait for transactions that have stored one but not committed.

    Returns the keys that were stored before, with their digests. Raises `ConcurrentChange` if one
    of them is removed meanwhile.
    """
    if not firsts:
        return {}
    (stored,) = run(session, *_storing(firsts))
    made = {Name(*row) for row in stored}
    older = [name for name in firsts if name not in made]
    if not older:
        return {}
    (found,) = run(session, _SELECT(parameters(_NAME, older)))
    known = {Name(actor, key): digest for actor, key, digest in found}
    if vanished := set(older) - known.keys():
        raise ConcurrentChange(row=f"Idempotency key {min(vanished).key!r}")
    return known


def _storing(firsts: Mapping[Name, CallerRequest]) -> list[Call]:
    names = sorted(firsts)
    given = {**parameters(_NAME, names), "digest_": [firsts[name].digest for name in names]}
    return [_INSERT(given)] if names else []


def _forget(session: Session, names: Collection[Name]) -> None:
    """Remove keys of requests that came to nothing. This transaction stored them to lock them."""
    if names:
        run_with_commit(session, _DELETE(parameters(_NAME, names)))


# By position on the disk: an index on the age would cost every request something.
_PRUNE = text(
    """
    DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM idempotency_key
        WHERE ctid >= CAST(:first AS tid) AND ctid < CAST(:last AS tid) AND created_at < :before
        FOR UPDATE SKIP LOCKED
    ))
    """
)


def prune(session: Session, *, before: datetime, pages: range) -> int:
    """Remove keys on these pages of the table that are older than `before`. Returns their number.

    A request with a removed key is no replay any more.
    """
    given = {"before": before, "first": f"({pages.start},0)", "last": f"({pages.stop},0)"}
    return session.connection().execute(_PRUNE, given).rowcount
