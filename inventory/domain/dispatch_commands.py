"""Commands on dispatches. `inventory.domain.commands` has them among all others (ADR 0058)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inventory.domain.causes import Cause
from inventory.domain.lines import Line


@dataclass(frozen=True, slots=True)
class StateDispatch:
    """Goods of the order left: `lines`, merged by SKU and location (or none).

    A `patient` command is refused for now, and leaves no trace, while the catalogue has not named
    one of the SKUs.
    """

    order_id: str
    dispatch_id: str
    lines: tuple[Line, ...]
    cause: Cause
    at: datetime
    patient: bool = False


@dataclass(frozen=True, slots=True)
class StateCompletion:
    """The order is done: paid, and all of its lines have left, as they finally stand."""

    order_id: str
    cause: Cause
    at: datetime


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A person or a packing desk reports goods that leave: at most what the order still has."""

    order_id: str
    dispatch_id: str
    lines: tuple[Line, ...]
    cause: Cause


@dataclass(frozen=True, slots=True)
class AssumeDispatched:
    """Take the paid units of the order for gone, if the time to report them is over."""

    order_id: str
    cause: Cause


DispatchCommand = StateDispatch | StateCompletion | Dispatch | AssumeDispatched
"""A command that tells that goods left, or takes them for gone."""


def dispatch_id_of(command: object) -> str | None:
    """Return the id of the dispatch that the command reports, None if it reports none."""
    return command.dispatch_id if isinstance(command, StateDispatch | Dispatch) else None
