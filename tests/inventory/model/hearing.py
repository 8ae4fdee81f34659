"""Hear each command on an order, as the model understands the documents: facts merged, or a
request refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from inventory.domain.commands import (
    Amend,
    AssumeDispatched,
    Cancel,
    CancelLines,
    Confirm,
    Dispatch,
    Extend,
    Line,
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
from tests.inventory.model.dispatches import restated
from tests.inventory.model.orders import Ask, Order, answering, at_most, counting, later_of, rank, units_of, wanted_of
from tests.inventory.model.returns import ReturnAsk, asked_back, away, brought_back, returned
from tests.inventory.model.shipping import to_ship
from tests.inventory.model.telling import Rules, Short
from tests.inventory.model.wishes import UNWISHED, Asked, Wished, wished_with

MAX_DISPATCHES = MAX_LINE_CANCELS = MAX_RETURNS = 100
DEFAULT_TTL, LONGEST_HOLD = timedelta(minutes=15), timedelta(hours=1)


class Refused(Exception):
    """A request that leaves no trace. `code` and the missing units, as the caller is told them."""

    def __init__(self, code: str, missing: Sequence[Short] = (), rules: Rules = ()) -> None:
        super().__init__(code)
        self.code = code
        self.rules = rules
        self.missing = tuple(missing)


def asked(lines: tuple[Line, ...], wishes: Wished = UNWISHED) -> dict[Ask, int]:
    return Asked({(line.sku, line.location): line.quantity for line in lines}, wishes)


def wished(command: Reserve | StateOrder | Amend, before: Order) -> Wished:
    """Return the wishes of the command. An amendment without any leaves those of before."""
    return wished_with(before.lines) if command.preference is None else Wished(*command.preference)


def hear(order: Order, command: OrderCommand, now: datetime, known: Callable[[str], bool]) -> Order:
    """The order once it has heard the command. Equal to `order` when it is told nothing new. Raises
    `Refused`.
    """
    return _asked(order, command, now, known) if is_request(command) else _told(order, command, now)


def is_request(command: OrderCommand) -> bool:
    """Return True if somebody waits for the answer and may be refused. A fact or the time may
    not.
    """
    return isinstance(
        command, Reserve | Confirm | Release | Cancel | CancelLines | Extend | Amend | Reassign | Dispatch | Return
    )


def _told(order: Order, command: OrderCommand, now: datetime) -> Order:
    match command:
        case StateOrder():
            return _ordered(order, command, command.at, now)
        case StatePayment(at=at):
            return counting(_paid(order, at))
        case StatePaymentFailure(at=at):
            return replace(order, failed_at=later_of(order.failed_at, at))
        case StateCancellation(at=at, restock=restock):
            return _cancelled(order, at, restock=restock)
        case StateDispatch(dispatch_id=name, lines=lines, at=at):
            return _dispatched(order, name, asked(lines), at)
        case StateLinesCancelled(cancel_id=name, lines=lines, at=at):
            return _lines_cancelled(order, name, asked(lines), at)
        case StateCompletion(at=at):
            done = later_of(order.completed_at, at)
            return counting(replace(_paid(order, at, completes=True), completed_at=done))
        case StateReturn(return_id=name, lines=lines, at=at):
            return _brought_back(order, name, asked_back(lines), at)
        case AssumeDispatched():
            return replace(order, due=None) if order.due and order.due <= now else order
    return replace(order, status="expired") if order.overdue(now) else order


def _asked(order: Order, command: OrderCommand, now: datetime, known: Callable[[str], bool]) -> Order:
    match command:
        case Reserve():
            return _reserve(order, command, now, known)
        case Confirm():
            return _confirm(order, now)
        case Release():
            return _release(order, now)
        case Extend(ttl_seconds=seconds):
            return _extend(order, timedelta(seconds=seconds), now)
        case Amend():
            return _amend(order, command, now, known)
        case Dispatch(dispatch_id=name, lines=lines):
            return _dispatch(order, name, asked(lines), now, known)
        case CancelLines(cancel_id=name, lines=lines):
            return _cancel_lines(order, name, asked(lines), now)
        case Return(return_id=name, lines=lines):
            return _return(order, name, asked_back(lines), now)
        case Cancel(restock=restock) if order.cancelled_at is None or order.restock is not restock:
            return _cancelled(order, answering(now, order.cancelled_at), restock=restock)
    return order


def _ordered(order: Order, command: StateOrder, at: datetime, now: datetime) -> Order:
    lines = asked(command.lines, wished(command, order))
    if at in order.said and rank(order.said[at]) >= rank(lines):
        return order
    heard = counting(replace(order, said=order.said | {at: lines}))
    if order.said and at < max(order.said):
        return heard
    if not order.live(now):
        return _begun(heard, command.ttl_seconds, now)
    if command.ttl_seconds is not None and order.began is not None:
        return replace(heard, ends=order.began + _ttl(command.ttl_seconds))
    return heard


def _paid(order: Order, at: datetime, *, completes: bool = False) -> Order:
    """The newest payment counts, and the oldest tells since when units are paid for."""
    newest, first = later_of(order.paid_at, at), order.first_paid_at
    if first is None or (newest != order.paid_at and not order.paid and not completes):
        first = at
    elif order.paid or completes:
        first = min(first, at)
    return replace(order, paid_at=newest, first_paid_at=first)


def _cancelled(order: Order, at: datetime, *, restock: bool) -> Order:
    if order.cancelled_at is None or at > order.cancelled_at:
        return replace(order, cancelled_at=at, restock=restock)
    return replace(order, restock=True) if at == order.cancelled_at and restock else order


def _reserve(order: Order, command: Reserve, now: datetime, known: Callable[[str], bool]) -> Order:
    lines = asked(command.lines, wished(command, order))
    stands = order.live(now) or order.status == "confirmed"
    # A call without wishes asks for the order as it is.
    same = (lines if command.preference else asked(command.lines, wished_with(order.lines))) == order.lines
    if order.cancelled_at is not None or (not same and (stands or order.ordered_by_event)):
        raise Refused("reservation_conflict")
    if stands:
        return replace(order, reserved_at=later_of(order.reserved_at, now)) if order.live(now) else order
    if order.nothing_left and order.paid:
        raise Refused("reservation_conflict")
    if not all(known(sku) for sku, _ in lines):
        raise Refused("unknown_sku")
    heard = replace(order, reserved_at=answering(now, order.failed_at))
    if order.cancels:
        if order.nothing_left or not order.ordered_by_event:
            at = answering(answering(now, order.last_said_at), order.last_cancelled_lines_at)
            again = asked(command.lines, wished_with(order.lines)) if order.ordered_by_event else lines
            heard = counting(replace(heard, said=heard.said | {at: again}))
    elif not order.ordered_by_event:
        heard = counting(replace(heard, asked=(answering(now, order.ordered_at), lines)))
    return _begun(heard, command.ttl_seconds, now)


def _confirm(order: Order, now: datetime) -> Order:
    if order.over or not order.lines:
        raise Refused("reservation_conflict")
    if order.status == "confirmed":
        return order
    return counting(_paid(order, max(answering(now, order.refused_at), order.last_said_at or now)))


def _release(order: Order, now: datetime) -> Order:
    if order.status in {"confirmed", "awaiting_order"}:
        raise Refused("reservation_conflict")
    return order if order.status == "released" else replace(order, failed_at=answering(now, order.reserved_at))


def _extend(order: Order, ttl: timedelta, now: datetime) -> Order:
    if not order.live(now) or order.ends is None or order.began is None:
        raise Refused("reservation_conflict")
    return replace(order, ends=max(order.ends, min(now + ttl, order.began + LONGEST_HOLD)))


def _amend(order: Order, command: Amend, now: datetime, known: Callable[[str], bool]) -> Order:
    lines, paid = asked(command.lines, wished(command, order)), order.status == "confirmed"
    if not order.live(now) and not paid:
        raise Refused("reservation_conflict")
    if lines == order.lines and not order.waits_for_payment:
        return order
    if command.expected_versions is not None and order.version not in command.expected_versions:
        raise Refused("precondition_failed")
    if paid and not at_most(lines, order.lines):
        raise Refused("reservation_conflict")
    if not all(known(sku) for sku, _ in lines):
        raise Refused("unknown_sku")
    at = answering(answering(now, order.last_said_at), order.last_cancelled_lines_at)
    at = answering(at, order.paid_at if paid else None)
    return counting(replace(order, said=order.said | {at: lines}))


def _dispatched(order: Order, name: str, lines: dict[Ask, int], at: datetime) -> Order:
    if name not in order.dispatches and len(order.dispatches) == MAX_DISPATCHES:
        raise Refused("too_many_dispatches")
    return restated(order, name, at, lines)


def _dispatch(order: Order, name: str, lines: dict[Ask, int], now: datetime, known: Callable[[str], bool]) -> Order:
    said = order.dispatches.get(name)
    if said and said[1] == lines:
        return order
    if said:
        raise Refused("dispatch_conflict")
    if order.over or not order.lines:
        raise Refused("reservation_conflict")
    skus = sorted({sku for sku, _ in lines})
    rest = {sku: max(units_of(order.lines, sku) - away(order, sku).of_lines, 0) for sku in skus}
    much = [sku for sku in skus if units_of(lines, sku) > rest[sku]]
    if much:
        raise Refused("dispatch_exceeds_order", [Short(sku, None, units_of(lines, sku), rest[sku]) for sku in much])
    heard = _dispatched(order, name, lines, now)
    if not all(known(sku) for sku in skus):
        raise Refused("unknown_sku")
    return heard


def _lines_cancelled(order: Order, name: str, lines: dict[Ask, int], at: datetime) -> Order:
    """Of two statements about one cancel the newer counts, and of one instant the greater."""
    known = order.cancels.get(name)
    if known and (at, rank(lines)) <= (known[0], rank(known[1])):
        return order
    if not known and len(order.cancels) == MAX_LINE_CANCELS:
        raise Refused("too_many_cancels")
    return counting(replace(order, cancels=order.cancels | {name: (at, lines)}))


def _cancel_lines(order: Order, name: str, lines: dict[Ask, int], now: datetime) -> Order:
    said = order.cancels.get(name)
    if said and said[1] == lines:
        return order
    if said:
        raise Refused("cancel_conflict")
    if order.cancelled_at is not None or not order.lines:
        raise Refused("reservation_conflict")
    skus = sorted({sku for sku, _ in lines})
    rest = {sku: max(wanted_of(order, sku) - away(order, sku).out, 0) for sku in skus}
    much = [sku for sku in skus if units_of(lines, sku) > rest[sku]]
    if much:
        raise Refused("cancel_exceeds_order", [Short(sku, None, units_of(lines, sku), rest[sku]) for sku in much])
    return _lines_cancelled(order, name, lines, answering(now, order.last_said_at))


def _brought_back(order: Order, name: str, lines: dict[ReturnAsk, int], at: datetime) -> Order:
    if name not in order.returns and len(order.returns) == MAX_RETURNS:
        raise Refused("too_many_returns")
    return brought_back(order, name, at, lines)


def _return(order: Order, name: str, lines: dict[ReturnAsk, int], now: datetime) -> Order:
    said = order.returns.get(name)
    if said and said[1] == lines:
        return order
    if said:
        raise Refused("return_conflict")
    if not order.lines:
        raise Refused("reservation_conflict")
    skus = sorted({sku for sku, *_ in lines})
    rest = {sku: returnable(order, sku) for sku in skus}
    wanted = {sku: sum(units for ask, units in lines.items() if ask[0] == sku) for sku in skus}
    much = [sku for sku in skus if wanted[sku] > rest[sku]]
    if much:
        raise Refused("return_exceeds_order", [Short(sku, None, wanted[sku], rest[sku]) for sku in much])
    return _brought_back(order, name, lines, now)


def returnable(order: Order, sku: str) -> int:
    """Return the units of a SKU that left, reported or not, and are not back."""
    left = sum(units for (of, _), units in order.gone.items() if of == sku)
    waits = sum(units for (of, _), units in to_ship(order).items() if of == sku)
    taken = sum(units for _, units in order.unpinned(sku)) - waits if order.taken else 0
    untracked = units_of(order.untracked, sku) if order.status == "confirmed" else 0
    return max(left + taken + untracked - returned(order, sku), 0)


def _begun(order: Order, seconds: int | None, now: datetime) -> Order:
    return replace(order, began=now, ends=now + _ttl(seconds))


def _ttl(seconds: int | None) -> timedelta:
    return min(DEFAULT_TTL if seconds is None else timedelta(seconds=seconds), LONGEST_HOLD)
