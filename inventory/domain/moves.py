"""Move units between locations: the commands, the reason, and the key that marks a replay."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from inventory.domain.causes import Cause


class MoveReason(StrEnum):
    """The reason for a move by hand: a closed list, in the terms of the trade."""

    DAMAGED = "damaged"
    QUARANTINED = "quarantined"
    INSPECTED = "inspected"
    EXPIRED = "expired"
    RING_FENCED = "ring_fenced"
    RELOCATED = "relocated"
    OTHER = "other"

    @property
    def needs_note(self) -> bool:
        """Return True if the reason tells nothing by itself, so that a note must explain it."""
        match self:
            case MoveReason.OTHER:
                return True
            case (
                MoveReason.DAMAGED
                | MoveReason.QUARANTINED
                | MoveReason.INSPECTED
                | MoveReason.EXPIRED
                | MoveReason.RING_FENCED
                | MoveReason.RELOCATED
            ):
                return False
            case _:
                assert_never(self)


MoveKey = tuple[str, str, str]
"""SKU, the location that units leave, and reference. The same key again is a replay."""


@dataclass(frozen=True, slots=True)
class Move:
    """A person moves units of a SKU from one location to another, in one act.

    The same `reference` of the same SKU and `from_location` is a replay. More units than are free
    there may move: the promised ones among them are a shortfall then. A `strict` move is refused
    instead.
    """

    sku: str
    from_location: str
    to_location: str
    quantity: int
    reason: MoveReason
    reference: str
    cause: Cause
    note: str | None = None
    strict: bool = False
    reverses: tuple[int, ...] = ()
    """Both movements of a move that this one takes back: first the one that left a location."""


@dataclass(frozen=True, slots=True)
class FollowLocation:
    """Take the stock of the SKU into its totals, or out of them, as its location sells or not."""

    sku: str
    location: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Reassign:
    """Have units of a running hold or a paid order come from another location.

    `quantity` None stands for all units of `sku` that the order has at `from_location`. With
    `expected_versions`, given as sequences (`inventory.database.epochs`), it is refused unless one
    of them is the version of the reservation.
    """

    order_id: str
    sku: str
    from_location: str
    to_location: str
    quantity: int | None
    cause: Cause
    expected_versions: Container[int] | None = None
