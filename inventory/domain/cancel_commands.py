"""Commands that cancel lines of an order. `inventory.domain.commands` has them among all others
(ADR 0062).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inventory.domain.causes import Cause
from inventory.domain.lines import Line


@dataclass(frozen=True, slots=True)
class StateLinesCancelled:
    """Units of the order were cancelled: `lines`, merged by SKU and location (or none).

    They count against the statements of the order that are older.
    """

    order_id: str
    cancel_id: str
    lines: tuple[Line, ...]
    cause: Cause
    at: datetime


@dataclass(frozen=True, slots=True)
class CancelLines:
    """Cancel units of the order: at most those that it has and that have not left."""

    order_id: str
    cancel_id: str
    lines: tuple[Line, ...]
    cause: Cause


LineCancel = StateLinesCancelled | CancelLines
"""A command that cancels a part of an order."""
