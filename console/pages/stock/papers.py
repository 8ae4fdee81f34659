"""Papers that were booked before, under the same number or almost the same."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.orm import Session

from console.reading.papers import booked, booked_alike
from console.words.orders import units
from inventory.database.tables import Movement
from inventory.domain.commands import AdjustStock, Move
from inventory.errors import InventoryError, ReferenceConflict

Change = AdjustStock | Move


class PaperUsed(InventoryError):
    """{was} at {location!r} under the number {reference!r} on {on}. Nothing was changed now. Look
    at that movement. If this is another delivery or job, type its own number.
    """

    code = "reference_conflict"
    location: str
    reference: str
    was: str
    on: str

    movement_id: int


class Paper(NamedTuple):
    """A movement that was booked before, and the sentence about it."""

    movement_id: int
    sentence: str


def used(session: Session, command: Change, refused: ReferenceConflict) -> InventoryError:
    """Return the refusal with the movement that has the number of the paper."""
    made = _booked(session, command)
    if made is None:
        return refused
    return PaperUsed(
        location=_place(command),
        reference=command.reference,
        was=_was(made),
        on=_on(made),
        movement_id=made.id,
    )


def same(session: Session, command: Change) -> Paper | None:
    """Return the paper that a replay repeats."""
    made = _booked(session, command)
    return None if made is None else Paper(made.id, f"{_was(made)} under this number on {_on(made)}.")


def alike(session: Session, command: Change) -> Paper | None:
    """Return the paper of this SKU and place that differs in letters' case or blanks alone."""
    made = booked_alike(session, command.sku, _place(command), command.reference)
    if made is None:
        return None
    return Paper(
        made.id,
        f"{_was(made)} under {made.reference!r} on {_on(made)}, which differs from {command.reference!r} in capital "
        "letters or blanks alone. If it is the same paper, change nothing.",
    )


def _booked(session: Session, command: Change) -> Movement | None:
    return booked(session, command.sku, _place(command), command.reference, is_move=isinstance(command, Move))


def _place(command: Change) -> str:
    return command.from_location if isinstance(command, Move) else command.location


def _was(made: Movement) -> str:
    change = made.on_hand_delta - made.shortfall_delta
    if not change:
        return f"A count of {made.sku!r} that agreed was booked"
    return f"{units(abs(change))} of {made.sku!r} {'was' if abs(change) == 1 else 'were'} booked {'out' if change < 0 else 'in'}"


def _on(made: Movement) -> str:
    return f"{made.occurred_at:%Y-%m-%d at %H:%M UTC}"
