"""Values of an adjustment: its reason, its change or count, and the key that marks a replay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never


class AdjustmentReason(StrEnum):
    """The reason for a change by hand: a closed list, in the terms of the trade. `returned` is for
    goods of no order: those of an order are a return.
    """

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
        """Return True if the reason tells nothing by itself, so that a note must explain it."""
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
    """Set on hand to `quantity`.

    `expected` is on hand as the person saw it before the count. With None, any number is
    overwritten.
    """

    quantity: int
    expected: int | None


@dataclass(frozen=True, slots=True)
class ShelfCount:
    """Set on hand to `quantity` units that lie on the shelf, less those of them that are sold and
    to be shipped (ADR 0060).

    `expected` is the number on the shelf by the books before the count. With None, any number is
    overwritten.
    """

    quantity: int
    expected: int | None


Adjustment = Change | Count | ShelfCount

AdjustmentKey = tuple[str, str, str]
"""SKU, location and reference. A second adjustment with the same key is a replay."""


def repeated_adjustments(keys: Iterable[AdjustmentKey]) -> dict[int, list[int]]:
    """Return the positions of adjustments whose key occurs again, each with the other positions.

    Within one list they are no replays of each other. Nobody can know the right one of two counts,
    or if a change was meant twice. So callers that take lists from outside refuse all of them.
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
