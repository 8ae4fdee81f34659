"""Choose the announcement of a changed order, and its reason. Pure."""

from __future__ import annotations

from typing import assert_never

from inventory.domain.commands import (
    Amend,
    AssumeDispatched,
    Cancel,
    CancelLines,
    Confirm,
    Dispatch,
    Expire,
    Extend,
    OrderCommand,
    Reassign,
    Release,
    Reserve,
    Return,
    StateCancellation,
    StateCompletion,
    StateDispatch,
    StateLinesCancelled,
    StateOrder,
    StatePayment,
    StatePaymentFailure,
    StateReturn,
)
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.domain.orders.reservation import AllocatedLine, Reservation
from inventory.domain.orders.stated.statements import no_more
from inventory.domain.orders.status import Status


def lines_differ(before: Reservation, after: Reservation) -> bool:
    """Return True if the orders have other lines, or other units for them.

    The sequence in which the units of a line were found is no news. It may change where a late fact
    has more of them be gone.
    """
    return after.lines != before.lines and _as_told(after) != _as_told(before)


def _as_told(reservation: Reservation) -> list[AllocatedLine]:
    return [line._replace(allocations=tuple(sorted(line.allocations))) for line in reservation.lines]


def news(before: Reservation, after: Reservation) -> OutcomeType | None:
    is_news = (
        after.status is not before.status
        or lines_differ(before, after)
        or (after.status is Status.PENDING and after.expires_at != before.expires_at)
    )
    return after.status.announcement if is_news else None


def news_of_paid(before: Reservation, after: Reservation) -> OutcomeType | None:
    """Return the announcement of a changed paid order, if any.

    `StockConfirmed` means that there is something to ship, so it is told again only for more units.
    """
    if lines_differ(before, after):
        less = no_more(after.ordered_lines, before.ordered_lines)
        return OutcomeType.STOCK_AMENDED if less else OutcomeType.STOCK_CONFIRMED
    waiting = after.awaiting_payment
    return OutcomeType.STOCK_PAYMENT_REQUIRED if waiting and waiting != before.awaiting_payment else None


def news_of_reduced(before: Reservation, after: Reservation) -> OutcomeType | None:
    """Return the announcement of an order with lines that a partial cancel left.

    None if it left the lines as they were, or more of a SKU: then it is told like any other change.
    """
    if before.nothing_left or after.ordered_lines == before.ordered_lines:
        return None
    if after.nothing_left:
        return OutcomeType.STOCK_RELEASED
    return OutcomeType.STOCK_REDUCED if no_more(after.ordered_lines, before.ordered_lines) else None


_HOLD_EXPIRED = "hold_expired"


def reason_of(after: Reservation, command: OrderCommand) -> str | None:
    """Return the reason that the command gives, else the one that already ended the order."""
    match command:
        case StateOrder() | StatePayment() | Reserve() | Confirm() | Amend() | Reassign():
            return _ended_by(after)
        case Extend(reason=reason):
            return reason
        case (
            StatePaymentFailure(reason=reason)
            | StateCancellation(reason=reason)
            | Release(reason=reason)
            | Cancel(reason=reason)
        ):
            return reason
        case Expire():
            return _HOLD_EXPIRED
        case StateLinesCancelled() | CancelLines():
            return _ended_by(after)
        case StateDispatch() | StateCompletion() | Dispatch() | AssumeDispatched() | StateReturn() | Return():
            return _ended_by(after)
        case _:
            assert_never(command)


def _ended_by(after: Reservation) -> str | None:
    match after.status:
        case Status.RELEASED:
            return "order_cancelled" if after.is_cancelled else "payment_failed"
        case Status.EXPIRED:
            return _HOLD_EXPIRED
        case Status.NEW | Status.PENDING | Status.CONFIRMED | Status.AWAITING_ORDER | Status.REJECTED:
            return None
        case _:
            assert_never(after.status)
