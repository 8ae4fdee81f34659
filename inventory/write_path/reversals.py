"""Reversals of movements: the command that takes one back, and the record that it was taken back.

The ledger only grows, and an index of it would read all of it while nobody may write. So the link
between both movements is a row of a table of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Text, insert, literal_column, select, true
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database.arrays import for_each, is_one_of, parameters, rows
from inventory.database.pipelining import Compiled, run
from inventory.database.tables import Movement, Reversal
from inventory.domain.adjustments import AdjustmentReason, Change
from inventory.domain.commands import AdjustStock, Cause, Move
from inventory.domain.moves import MoveReason
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.domain.stock.reversing import (
    AlreadyReversed,
    NotReversible,
    ReversalRecord,
    UnknownMovement,
    require_reversible,
)
from inventory.write_path import writing

NEAR = 10_000
"""Both movements of a move have ids of one statement, so they are no further apart than this."""
_units = Movement.on_hand_delta - Movement.shortfall_delta


def taking_back(
    session: Session, movement_id: int, *, reference: str, cause: Cause, note: str | None = None
) -> AdjustStock | Move:
    """Return the command that takes this movement back. Movements never change, so no lock is due.

    Raises `UnknownMovement`, `AlreadyReversed` for one that has left the ledger since,
    `NotReversible`, and `BeyondToken` for one at a location out of the caller's reach.
    """
    movement = session.get(Movement, movement_id)
    if movement is None:
        raise _missing(session, movement_id)
    cause.allowance.require_location(movement.location, named=f"movement {movement_id}")
    kind, units = MovementKind(movement.kind), movement.on_hand_delta - movement.shortfall_delta
    require_reversible(movement_id, kind, reason=movement.reason, units=units)
    if kind is MovementKind.MOVED:
        return _move_back(session, movement, units, reference=reference, cause=cause, note=note)
    return AdjustStock(
        sku=movement.sku,
        adjustment=Change(-units),
        reason=AdjustmentReason(movement.reason or ""),
        reference=reference,
        cause=cause,
        location=movement.location,
        note=note,
        create=False,
        reverses=(movement.id,),
    )


def _missing(session: Session, movement_id: int) -> UnknownMovement | AlreadyReversed:
    """Return the refusal for a movement that the ledger does not have. Its reversal may outlive
    it.
    """
    made = known(session, [movement_id])
    if movement_id in made:
        return AlreadyReversed(movement_id=movement_id, reference=made[movement_id])
    return UnknownMovement(movement_id=movement_id)


def _move_back(
    session: Session, movement: Movement, units: int, *, reference: str, cause: Cause, note: str | None
) -> Move:
    other = _other_end(session, movement, units)
    left, came = (movement, other) if units < 0 else (other, movement)
    return Move(
        sku=movement.sku,
        from_location=came.location,
        to_location=left.location,
        quantity=abs(units),
        reason=MoveReason(movement.reason or ""),
        reference=reference,
        cause=cause,
        note=note,
        reverses=(left.id, came.id),
    )


def _other_end(session: Session, movement: Movement, units: int) -> Movement:
    """Return the other movement of the same move. Raises `NotReversible` if it has left the
    ledger.
    """
    # Units leave before they come, so the other end is the next one, or the last one before.
    leaves = units < 0
    near = Movement.id.between(movement.id, movement.id + NEAR)
    if not leaves:
        near = Movement.id.between(movement.id - NEAR, movement.id)
    other = session.scalars(
        select(Movement)
        .where(Movement.sku == movement.sku, Movement.kind == literal_column("'moved'"), near)
        .where(Movement.location == movement.other_location, Movement.other_location == movement.location)
        .where(Movement.reference == movement.reference, _units == -units)
        .order_by(Movement.id if leaves else Movement.id.desc())
        .limit(1)
    ).one_or_none()
    if other is None:
        gone = "its other end has become part of an opening balance. Move the units back by a new move."
        raise NotReversible(movement_id=movement.id, kind=movement.kind, reason=gone)
    return other


_KNOWN: dict[str, TypeEngine[Any]] = {"reverses": BigInteger()}
# A join would let PostgreSQL read all reversals in the order of the other index (ADR 0050).
_reference = select(Movement.reference).where(Movement.id == Reversal.reversed_by).scalar_subquery()
_SELECT = Compiled(select(Reversal.reverses, _reference).where(is_one_of(Reversal.reverses, _KNOWN)))


def known(session: Session, movements: Iterable[int]) -> dict[int, str | None]:
    """Return the references of the reversals of these movements, by the ids of the movements.

    Reads nothing for none. Needs the row locks, where a decision hangs on it.
    """
    wanted = sorted(set(movements))
    if not wanted:
        return {}
    (found,) = run(session, _SELECT({"reverses_": wanted}))
    return dict(found)


_NEW: dict[str, TypeEngine[Any]] = {
    "reverses": BigInteger(),
    "sku": Text(),
    "location": Text(),
    "kind": Text(),
    "reference": Text(),
    "other_location": Text(),
    "units": BigInteger(),
}
_new = rows(_NEW)
# The newest movement of the SKU that fits is the one that this transaction has just written.
_made = for_each(
    select(Movement.id)
    .where(
        Movement.sku == _new.c.sku,
        Movement.location == _new.c.location,
        Movement.kind == _new.c.kind,
        Movement.reference == _new.c.reference,
        Movement.other_location.is_not_distinct_from(_new.c.other_location),
        _units == _new.c.units,
    )
    .order_by(Movement.id.desc())
    .limit(1),
    name="made",
)
_INSERT = Compiled(
    insert(Reversal).from_select(
        ["reverses", "reversed_by"],
        select(_new.c.reverses, _made.c.id).join_from(_new, _made, true()).order_by(_new.c.reverses),
    )
)


def add(session: Session, made: Sequence[ReversalRecord], *, send: writing.Send = run) -> None:
    """Store these reversals, behind their movements. No other transaction reverses one of them: it
    would wait for the rows.
    """
    if made:
        send(session, _INSERT(parameters(_NEW, made)))
