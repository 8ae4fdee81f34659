"""Merge the fact of a command with all that is known of its order. Pure."""

from __future__ import annotations

from datetime import datetime
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
    StateCancellation,
    StateCompletion,
    StateDispatch,
    StateLinesCancelled,
    StateOrder,
    StatePayment,
    StatePaymentFailure,
)
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.orders.requests.answers import answer
from inventory.domain.orders.requests.cancelled_lines import lines_cancelled
from inventory.domain.orders.requests.dispatch_errors import TooManyDispatches
from inventory.domain.orders.reservation import Reservation, attempt, hear_cancel, newest
from inventory.domain.orders.shipping import MAX_DISPATCHES, DispatchFact, hear_completion, hear_dispatch
from inventory.domain.orders.stated.reducing import LinesCancelled
from inventory.domain.orders.stating import hear_order, weigh
from inventory.domain.orders.status import Status
from inventory.domain.stock.shelf import Shelf
from inventory.errors import UnknownSku


def hear(  # noqa: C901 - a case for each kind of command
    before: Reservation, command: OrderCommand, shelf: Shelf, now: datetime, holds: HoldTimes
) -> Reservation:
    """Return the reservation with the command's fact merged, `before` itself if nothing is new."""
    match command:
        case StateOrder():
            return _ordered(before, command, now, holds)
        case StatePayment(at=at):
            return weigh(before._replace(paid_at=newest(before.paid_at, at)))
        case StatePaymentFailure(at=at):
            return before._replace(failed_at=newest(before.failed_at, at))
        case StateCancellation(at=at, restock=restock):
            return hear_cancel(before, at, restock=restock)
        case StateLinesCancelled():
            return lines_cancelled(before, LinesCancelled(command.cancel_id, command.at, command.lines))
        case Expire():
            return before._replace(status=Status.EXPIRED) if before.overdue(now) else before
        case (
            Reserve() | Confirm() | Release() | Cancel() | CancelLines() | Extend() | Amend() | Reassign() | Dispatch()
        ):
            return answer(before, command, now, holds)
        case StateDispatch():
            return _dispatched(before, command, shelf)
        case StateCompletion(at=at):
            completed = before._replace(shipping=hear_completion(before.shipping, at))
            return weigh(completed._replace(paid_at=newest(before.paid_at, at)))
        case AssumeDispatched():
            over = before.dispatch_due_at is not None and before.dispatch_due_at <= now
            return before._replace(dispatch_due_at=None) if over else before
        case _:
            assert_never(command)


def _ordered(before: Reservation, command: StateOrder, now: datetime, holds: HoldTimes) -> Reservation:
    heard = hear_order(before, command.lines, command.at)
    overtaken = before.ordered_at is not None and any(
        one.by_event and one.at > command.at for one in before.all_statements
    )
    return heard if heard is before or overtaken else _attempted(heard, command.ttl_seconds, now, holds)


def _dispatched(before: Reservation, command: StateDispatch, shelf: Shelf) -> Reservation:
    """Raises `UnknownSku` for a dispatch that waits for the catalogue, and `TooManyDispatches`."""
    shipping = hear_dispatch(before.shipping, DispatchFact(command.dispatch_id, command.at, command.lines))
    if shipping is before.shipping:
        return before  # old news waits for nothing
    unknown = sorted({line.sku for line in command.lines if not shelf.knows(line.sku)})
    if command.patient and unknown:
        raise UnknownSku(skus=unknown)
    if shipping is not None and len(shipping.dispatches) > MAX_DISPATCHES:
        raise TooManyDispatches(order_id=before.order_id, most=MAX_DISPATCHES)
    return before._replace(shipping=shipping)


def _attempted(heard: Reservation, ttl: int | None, now: datetime, holds: HoldTimes) -> Reservation:
    """Start a hold for a newer order. A running hold gets the time that the order names, if any."""
    if heard.live(now) and ttl is not None and heard.held_since is not None:
        return heard._replace(expires_at=heard.held_since + holds.ttl(ttl))
    return attempt(heard, holds.ttl(ttl), now)
