"""Take movements back: tell which may be, and which were before. Each once (ADR 0057). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, assert_never

from inventory.domain.adjustments import AdjustmentReason
from inventory.domain.commands import AdjustStock, Move
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.errors import InventoryError


class UnknownMovement(InventoryError):
    """Movement {movement_id} is not in the ledger. Take the id from the movements of the SKU. If it
    was there, it has become part of an opening balance: adjust by its units instead.
    """

    code = "unknown_movement"
    movement_id: int


class NotReversible(InventoryError):
    """Movement {movement_id} can't be reversed: {reason}"""

    code = "not_reversible"
    movement_id: int
    kind: str
    reason: str


class AlreadyReversed(InventoryError):
    """Movement {movement_id} was reversed before. Nothing was changed."""

    code = "already_reversed"
    movement_id: int
    reference: str | None
    """None if the reversal has become part of an opening balance."""

    def __str__(self) -> str:
        if self.reference is None:
            return super().__str__()
        return (
            f"Movement {self.movement_id} was reversed before, under reference {self.reference!r}. Nothing was changed."
        )


def require_reversible(movement_id: int, kind: MovementKind, *, reason: str | None, units: int) -> None:
    """Raise `NotReversible` for a movement that only something else can take back."""
    against = _against(kind, reason=reason, units=units)
    if against is not None:
        raise NotReversible(movement_id=movement_id, kind=kind.value, reason=against)


def _against(kind: MovementKind, *, reason: str | None, units: int) -> str | None:
    match kind:
        case (
            MovementKind.RESERVED
            | MovementKind.CONFIRMED
            | MovementKind.RELEASED
            | MovementKind.EXPIRED
            | MovementKind.REASSIGNED
        ):
            return "it is of an order. Release or cancel the order to give its units back."
        case MovementKind.REDUCED:
            return "units of an order were cancelled. Amend the order to give it more units."
        case MovementKind.DISPATCHED:
            return "the goods left for an order. If they came back, report a return of the order."
        case MovementKind.RETURNED:
            return "the goods came back from an order. Report the dispatch if they left again, or adjust the stock."
        case MovementKind.SUPPLIED:
            return "the catalogue stated it. Have the catalogue state the right number, or adjust the stock."
        case MovementKind.OPENING_BALANCE:
            return "it is the sum of older movements. Adjust the stock instead."
        case MovementKind.ADJUSTED if reason == AdjustmentReason.CYCLE_COUNT:
            return "it is a count. Count again, and send the new count."
        case MovementKind.ADJUSTED | MovementKind.MOVED:
            return None if units else "it moved no units, so there is nothing to take back."
        case _:
            assert_never(kind)


class ReversalRecord(NamedTuple):
    """A movement that is taken back, and the new movement that does it."""

    reverses: int
    sku: str
    location: str
    kind: str
    reference: str
    other_location: str | None
    units: int
    """The units that came by the new movement. Negative: units that went."""


class Reversals:
    """The reversals of the movements that a batch is to reverse, and those that it makes."""

    def __init__(self, known: Mapping[int, str | None]) -> None:
        """`known` has the references of earlier reversals, by the id of the reversed movement."""
        self._references = dict(known)
        self.made: list[ReversalRecord] = []

    def contradict(self, command: AdjustStock | Move) -> bool:
        """Return True if the reference of the command has made another change."""
        return any(self._references.get(one) != command.reference for one in command.reverses)

    def require_none(self, command: AdjustStock | Move) -> None:
        """Raise `AlreadyReversed` if the command takes back a movement for the second time."""
        for one in command.reverses:
            if one in self._references:
                raise AlreadyReversed(movement_id=one, reference=self._references[one])

    def add(self, command: AdjustStock, *, units: int) -> None:
        """Note the adjustment that the command took back. By `units` on hand was moved just now."""
        for one in command.reverses:
            self._add(one, command, MovementKind.ADJUSTED, command.location, None, units)

    def add_move(self, command: Move) -> None:
        """Note both movements of the move that the command took back."""
        if command.reverses:
            left, came = command.reverses
            source, destination, quantity = command.from_location, command.to_location, command.quantity
            # Units that had come to a location leave it again, and the other way around.
            self._add(left, command, MovementKind.MOVED, destination, source, quantity)
            self._add(came, command, MovementKind.MOVED, source, destination, -quantity)

    def _add(
        self, one: int, command: AdjustStock | Move, kind: MovementKind, location: str, other: str | None, units: int
    ) -> None:
        self._references[one] = command.reference
        self.made.append(ReversalRecord(one, command.sku, location, kind.value, command.reference, other, units))
