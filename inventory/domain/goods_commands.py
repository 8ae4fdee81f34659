"""Commands on a part of an order: goods that leave or come back, and units that are cancelled (ADR
0058, ADR 0061, ADR 0062). `inventory.domain.commands` has them among all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inventory.domain.causes import Cause
from inventory.domain.lines import Line, ReturnLine


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


@dataclass(frozen=True, slots=True)
class StateReturn:
    """Goods of the order came back: `lines`, merged by SKU, disposition and location (or none).

    A `patient` command is refused for now, and leaves no trace, while the catalogue has not named
    one of the SKUs.
    """

    order_id: str
    return_id: str
    lines: tuple[ReturnLine, ...]
    cause: Cause
    at: datetime
    patient: bool = False


@dataclass(frozen=True, slots=True)
class Return:
    """A person or a returns desk reports goods that came back: at most what has left."""

    order_id: str
    return_id: str
    lines: tuple[ReturnLine, ...]
    cause: Cause


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
    """Cancel units of the order: at most those that it has and that are not out."""

    order_id: str
    cancel_id: str
    lines: tuple[Line, ...]
    cause: Cause


DispatchCommand = StateDispatch | StateCompletion | Dispatch | AssumeDispatched
"""A command that tells that goods left, or takes them for gone."""
ReturnCommand = StateReturn | Return
"""A command that tells that goods came back."""
GoodsCommand = DispatchCommand | ReturnCommand
LineCancel = StateLinesCancelled | CancelLines
"""A command that cancels a part of an order."""


def dispatch_id_of(command: object) -> str | None:
    """Return the id of the dispatch that the command reports, None if it reports none."""
    return command.dispatch_id if isinstance(command, StateDispatch | Dispatch) else None
