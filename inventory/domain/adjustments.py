"""Values of an adjustment: its reason, its change or count, and the key that makes its repetition a replay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never


class AdjustmentReason(StrEnum):
    """Why somebody changed the number by hand: a closed list of the field's terms."""

    RECEIVED = "received"
    RETURNED = "returned"
    DAMAGED = "damaged"
    LOST = "lost"
    FOUND = "found"
    CYCLE_COUNT = "cycle_count"
    CORRECTION = "correction"
    SHRINKAGE = "shrinkage"
    PROMOTION = "promotion"
    OTHER = "other"

    @property
    def needs_note(self) -> bool:
        """Whether it says nothing by itself, so that somebody has to say it in words."""
        match self:
            case AdjustmentReason.OTHER:
                return True
            case (
                AdjustmentReason.RECEIVED
                | AdjustmentReason.RETURNED
                | AdjustmentReason.DAMAGED
                | AdjustmentReason.LOST
                | AdjustmentReason.FOUND
                | AdjustmentReason.CYCLE_COUNT
                | AdjustmentReason.CORRECTION
                | AdjustmentReason.SHRINKAGE
                | AdjustmentReason.PROMOTION
            ):
                return False
            case _:
                assert_never(self)


@dataclass(frozen=True, slots=True)
class Change:
    """Move on hand by `delta` units (not 0)."""

    delta: int


@dataclass(frozen=True, slots=True)
class Count:
    """On hand is `quantity`; `expected` is what the counter saw before (None: overwrite whatever is there)."""

    quantity: int
    expected: int | None


AdjustmentKey = tuple[str, str, str]
"""SKU, location and reference: what makes a repeated adjustment a replay."""


def repeated_adjustments(keys: Iterable[AdjustmentKey]) -> dict[int, list[int]]:
    """Return the positions of adjustments whose key stands elsewhere in the same list, each with those other positions.

    Sent together they are no replays of each other: which of two counts is right, or whether a change was meant twice, can't
    be known. So whoever takes lists from outside refuses all of them.
    """
    at: dict[AdjustmentKey, list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        at[key].append(position)
    return {
        position: [other for other in same if other != position]
        for same in at.values()
        if len(same) > 1
        for position in same
    }
