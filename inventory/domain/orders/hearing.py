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
    GoodsFact,
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
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.orders.requests.answers import answer
from inventory.domain.orders.requests.cancelled_lines import lines_cancelled
from inventory.domain.orders.requests.dispatch_errors import TooManyDispatches
from inventory.domain.orders.requests.returns import returned
from inventory.domain.orders.reservation import Reservation, attempt, hear_cancel, newest
from inventory.domain.orders.returning import ReturnFact
from inventory.domain.orders.shipping import MAX_DISPATCHES, DispatchFact, hear_completion, hear_dispatch
from inventory.domain.orders.stated.reducing import LinesCancelled
from inventory.domain.orders.stated.statements import Statement
from inventory.domain.orders.stating import hear_order, hear_payment, weigh
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
            return hear_payment(before, at)
        case Reserve() | Confirm() | Release() | Cancel() | CancelLines() | Extend() | Amend():
            return answer(before, command, now, holds)
        case Reassign() | Dispatch() | Return():
            return answer(before, command, now, holds)
        case StatePaymentFailure(at=at):
            return before._replace(failed_at=newest(before.failed_at, at))
        case StateCancellation(at=at, restock=restock):
            return hear_cancel(before, at, restock=restock)
        case StateLinesCancelled():
            return lines_cancelled(before, LinesCancelled(command.cancel_id, command.at, command.lines))
        case Expire():
            return before._replace(status=Status.EXPIRED) if before.overdue(now) else before
        case StateDispatch() | StateCompletion() | StateReturn():
            return _hear_goods(before, command, shelf)
        case AssumeDispatched():
            over = before.dispatch_due_at is not None and before.dispatch_due_at <= now
            return before._replace(dispatch_due_at=None) if over else before
        case _:
            assert_never(command)


def _ordered(before: Reservation, command: StateOrder, now: datetime, holds: HoldTimes) -> Reservation:
    heard = hear_order(before, Statement(command.at, command.lines, preference=command.preference))
    overtaken = before.ordered_at is not None and any(
        one.by_event and one.at > command.at for one in before.all_statements
    )
    return heard if heard is before or overtaken else _attempted(heard, command.ttl_seconds, now, holds)


def _attempted(heard: Reservation, ttl: int | None, now: datetime, holds: HoldTimes) -> Reservation:
    """Start a hold for a newer order. A running hold gets the time that the order names, if any."""
    if heard.live(now) and ttl is not None and heard.held_since is not None:
        return heard._replace(expires_at=heard.held_since + holds.ttl(ttl))
    return attempt(heard, holds.ttl(ttl), now)


def _hear_goods(before: Reservation, fact: GoodsFact, shelf: Shelf) -> Reservation:
    """Return the reservation with the fact merged.

    Raises `UnknownSku` for a fact that waits for the catalogue, `TooManyDispatches` and
    `TooManyReturns`.
    """
    match fact:
        case StateDispatch():
            heard = _dispatched(before, fact)
        case StateReturn():
            heard = returned(before, ReturnFact(fact.return_id, fact.at, fact.lines))
        case StateCompletion(at=at):
            paid = hear_payment(before, at, completes=True)
            return weigh(paid._replace(shipping=hear_completion(before.shipping, at)))
        case _:
            assert_never(fact)
    unknown = sorted({line.sku for line in fact.lines if not shelf.knows(line.sku)})
    if fact.patient and unknown and heard != before:  # old news waits for nothing
        raise UnknownSku(skus=unknown)
    return heard


def _dispatched(before: Reservation, fact: StateDispatch) -> Reservation:
    shipping = hear_dispatch(before.shipping, DispatchFact(fact.dispatch_id, fact.at, fact.lines))
    if shipping is not None and len(shipping.dispatches) > MAX_DISPATCHES:
        raise TooManyDispatches(order_id=before.order_id, most=MAX_DISPATCHES)
    return before._replace(shipping=shipping)
