"""Values of a move: its reason, and the key that marks a replay."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never


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
