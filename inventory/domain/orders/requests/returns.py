"""Answer a report of goods that came back: a replay, a refusal, or a fact (ADR 0061). Pure."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from inventory.domain.commands import Return
from inventory.domain.lines import beyond, units_by_sku
from inventory.domain.orders.goods import NO_GOODS
from inventory.domain.orders.requests.conflicts import conflict
from inventory.domain.orders.requests.return_errors import (
    ReturnConflict,
    ReturnExceedsOrder,
    TooManyReturns,
    UnitsNotReturnable,
)
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.returning import MAX_RETURNS, NOTHING_RETURNED, ReturnFact, hear_return
from inventory.domain.orders.shipping import NOTHING_HEARD, by_sku, less
from inventory.domain.orders.status import Status
from inventory.domain.orders.units.to_ship import not_reported, to_ship
from inventory.domain.stock.adjusting import require_new


def returned(before: Reservation, heard: ReturnFact) -> Reservation:
    """Return the order with the return. Raises `TooManyReturns`."""
    known = hear_return(before.returned, heard)
    if known is not None and len(known.returns) > MAX_RETURNS:
        raise TooManyReturns(order_id=before.order_id, most=MAX_RETURNS)
    return before._replace(returned=known, shipping=before.shipping or NOTHING_HEARD)


def brought_back(before: Reservation, command: Return, now: datetime) -> Reservation:
    """Return the order with the return, or `before` itself for a replay.

    Raises `ReturnConflict` for other lines under the same id, `ReservationConflict` for an order
    whose lines are unknown, `ReturnExceedsOrder` for more units than left, and `TooManyReturns`.
    """
    known = (before.returned or NOTHING_RETURNED).find(command.return_id)
    if known is not None:
        if known.lines != command.lines:
            raise ReturnConflict(order_id=before.order_id, return_id=command.return_id)
        return before
    if not before.lines:
        raise conflict(
            before, "its lines are not known yet. Publish ItemsReturned if its goods came back nevertheless."
        )
    require_new(return_id=command.return_id)
    _require_out(before, command)
    return returned(before, ReturnFact(command.return_id, now, command.lines))


def _require_out(before: Reservation, command: Return) -> None:
    """Raise `ReturnExceedsOrder` unless these units have left, and are not back."""
    if excess := beyond([line.line for line in command.lines], returnable(before)):
        raise ReturnExceedsOrder(order_id=before.order_id, lines=[UnitsNotReturnable(*one) for one in excess])


def returnable(reservation: Reservation) -> Counter[str]:
    """Return the units by SKU that may come back: those that left, reported or not, and those of
    untracked lines that are paid, less all that came back.
    """
    goods = reservation.goods or NO_GOODS
    units = by_sku(goods.shipping.gone) + by_sku(less(not_reported(reservation), to_ship(reservation)))
    if reservation.status is Status.CONFIRMED:
        units += units_by_sku(line.line for line in reservation.lines if not line.tracked)
    return units - goods.returned.units
