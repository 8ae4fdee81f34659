"""Answer a report of goods that leave: a replay, a refusal, or a fact (ADR 0058). Pure."""

from __future__ import annotations

from datetime import datetime

from inventory.domain.commands import Dispatch
from inventory.domain.lines import Line, beyond, units_by_sku
from inventory.domain.orders.goods import NO_GOODS
from inventory.domain.orders.requests.conflicts import conflict
from inventory.domain.orders.requests.dispatch_errors import (
    DispatchConflict,
    DispatchExceedsOrder,
    TooManyDispatches,
    UnitsBeyondOrder,
)
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.shipping import (
    MAX_DISPATCHES,
    NOTHING_HEARD,
    DispatchFact,
    hear_dispatch,
)
from inventory.domain.stock.adjusting import require_new


def dispatched(before: Reservation, command: Dispatch, now: datetime) -> Reservation:
    """Return the order with the dispatch, or `before` itself for a replay.

    Raises `DispatchConflict` for other lines under the same id, `ReservationConflict` for an order
    that ships nothing, `DispatchExceedsOrder` for more units than are left of it, and
    `TooManyDispatches`.
    """
    shipping = before.shipping or NOTHING_HEARD
    known = shipping.find(command.dispatch_id)
    if known is not None:
        if known.lines != command.lines:
            raise DispatchConflict(order_id=before.order_id, dispatch_id=command.dispatch_id)
        return before
    if before.cancelled_at is not None:
        raise conflict(before, "it was cancelled for good. Publish OrderDispatched if its goods left nevertheless.")
    if not before.lines:
        raise conflict(before, "its lines are not known yet. Reserve it first, or publish OrderDispatched.")
    if before.nothing_left:
        raise conflict(before, "all of its lines were cancelled. Publish OrderDispatched if goods left nevertheless.")
    require_new(dispatch_id=command.dispatch_id)
    _require_left(before, command.lines)
    if len(shipping.dispatches) == MAX_DISPATCHES:
        raise TooManyDispatches(order_id=before.order_id, most=MAX_DISPATCHES)
    return before._replace(shipping=hear_dispatch(shipping, DispatchFact(command.dispatch_id, now, command.lines)))


def _require_left(before: Reservation, lines: tuple[Line, ...]) -> None:
    """Raise `DispatchExceedsOrder` unless the order has these units, and they have not left."""
    left = units_by_sku(before.ordered_lines)
    goods = before.goods or NO_GOODS
    left.subtract(goods.gone - goods.spare)
    if excess := beyond(lines, left):
        raise DispatchExceedsOrder(order_id=before.order_id, lines=[UnitsBeyondOrder(*one) for one in excess])
