"""The statuses of a reservation, and all that follows from a status alone: one row for each."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from inventory.domain.orders.outcome_types import OutcomeType
from inventory.domain.stock.movement_kinds import MovementKind


class Status(StrEnum):
    """A status of a reservation.

    The value is stored and published. A row without each attribute can't be loaded. `has_units`: an
    order of that status has all units of its lines, held or taken. `movement`: the kind of movement
    that takes an order there. An order whose lines are not known has no units, so it gave back all
    that it had. `announcement`: the type that tells of it, None where nobody needs to hear.
    """

    has_units: bool
    movement: MovementKind
    announcement: OutcomeType | None

    def __new__(
        cls,
        value: str,
        has_units: bool,  # noqa: FBT001 - a row of the table
        movement: MovementKind,
        announcement: OutcomeType | None,
    ) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.has_units = has_units
        member.movement = movement
        member.announcement = announcement
        return member

    NEW = "new", False, MovementKind.RELEASED, None
    """Nothing was heard of the order yet. Never stored."""
    AWAITING_ORDER = "awaiting_order", False, MovementKind.RELEASED, None
    """Announced when the order is known."""
    PENDING = "pending", True, MovementKind.RESERVED, OutcomeType.STOCK_RESERVED
    CONFIRMED = "confirmed", True, MovementKind.CONFIRMED, OutcomeType.STOCK_CONFIRMED
    RELEASED = "released", False, MovementKind.RELEASED, OutcomeType.STOCK_RELEASED
    EXPIRED = "expired", False, MovementKind.EXPIRED, OutcomeType.STOCK_RESERVATION_EXPIRED
    REJECTED = "rejected", False, MovementKind.RELEASED, OutcomeType.STOCK_RESERVATION_REJECTED
