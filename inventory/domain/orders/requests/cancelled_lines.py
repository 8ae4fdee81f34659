"""Answer a request to cancel lines: a replay, a refusal, or a fact (ADR 0062). Pure."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from inventory.domain.commands import CancelLines
from inventory.domain.lines import Line, beyond, units_by_sku
from inventory.domain.orders.goods import NO_GOODS
from inventory.domain.orders.requests.cancel_errors import (
    CancelConflict,
    CancelExceedsOrder,
    TooManyCancels,
    UnitsNotCancellable,
)
from inventory.domain.orders.requests.conflicts import conflict
from inventory.domain.orders.reservation import Reservation, just_after
from inventory.domain.orders.stated.reducing import (
    MAX_LINE_CANCELS,
    NOTHING_CANCELLED,
    LinesCancelled,
    hear_lines_cancelled,
)
from inventory.domain.orders.stating import reduce
from inventory.domain.stock.adjusting import require_new


def cancelled_lines(before: Reservation, command: CancelLines, now: datetime) -> Reservation:
    """Return the order without the cancelled units, or `before` itself for a replay.

    Raises `CancelConflict` for other lines under the same id, `ReservationConflict` for an order
    that has no lines to cancel, `CancelExceedsOrder` for more units than it has and that have not
    left, and `TooManyCancels`.
    """
    known = before.cancelled_lines or NOTHING_CANCELLED
    same = known.find(command.cancel_id)
    if same is not None:
        if same.lines != command.lines:
            raise CancelConflict(order_id=before.order_id, cancel_id=command.cancel_id)
        return before
    if before.cancelled_at is not None:
        raise conflict(before, "it was cancelled for good, with all of its lines.")
    if not before.lines:
        raise conflict(before, "its lines are not known yet. Reserve it first, or publish OrderLinesCancelled.")
    require_new(cancel_id=command.cancel_id)
    _require_cancellable(before, command.lines)
    at = just_after(now, before.last_stated_at)
    return lines_cancelled(before, LinesCancelled(command.cancel_id, at, command.lines))


def lines_cancelled(before: Reservation, heard: LinesCancelled) -> Reservation:
    """Merge the fact. Raises `TooManyCancels`."""
    known = hear_lines_cancelled(before.cancelled_lines, heard)
    if known is before.cancelled_lines:
        return before
    if known is not None and len(known.cancels) > MAX_LINE_CANCELS:
        raise TooManyCancels(order_id=before.order_id, most=MAX_LINE_CANCELS)
    return reduce(before, known)


def _require_cancellable(before: Reservation, lines: tuple[Line, ...]) -> None:
    """Raise `CancelExceedsOrder` unless the order has these units, and they are not out."""
    if excess := beyond(lines, cancellable(before)):
        raise CancelExceedsOrder(order_id=before.order_id, lines=[UnitsNotCancellable(*one) for one in excess])


def cancellable(reservation: Reservation) -> Counter[str]:
    """Return the units by SKU that the order has and that are not out. Those that came back are
    refunded by a cancel.
    """
    left = units_by_sku(() if reservation.nothing_left else reservation.ordered_lines)
    goods = reservation.goods or NO_GOODS
    left.subtract(goods.gone - goods.back)
    return left
