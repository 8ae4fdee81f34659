"""The commands of the tests, as events and as requests, with times told in minutes
after noon.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, datetime, timedelta

from inventory.domain.adjustments import AdjustmentReason, Change, Count
from inventory.domain.catalogue_quantity import CatalogueQuantity
from inventory.domain.commands import (
    AdjustStock,
    Amend,
    AssumeDispatched,
    Cancel,
    CancelLines,
    Cause,
    Confirm,
    Dispatch,
    Expire,
    Extend,
    Line,
    Move,
    Reassign,
    Release,
    Reserve,
    Return,
    SetPolicy,
    StateCancellation,
    StateCompletion,
    StateDispatch,
    StateLinesCancelled,
    StateOrder,
    StatePayment,
    StatePaymentFailure,
    StatePolicy,
    StateReturn,
    StateSupply,
    merge_lines,
)
from inventory.domain.lines import Disposition, ReturnLine, merge_return_lines
from inventory.domain.locations import NO_PREFERENCE, Preference
from inventory.domain.moves import MoveReason
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.policies import Bound, PolicyStatement
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.row import StockRow
from inventory.domain.stock_rules import Amount, StockRulesStatement

NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
MAIN = "main"
HOLDS = HoldTimes(default_seconds=15 * 60, maximum_seconds=60 * 60)
EVENT = Cause(actor="events", reference="event-1")
CALLER = Cause(actor="caller")

Ordered = tuple[str, int] | tuple[str, int, str]
Brought = tuple[str, int, str] | tuple[str, int, str, str]
"""A SKU, its units, their disposition, and the location if one is named."""


def after_noon(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def lines(*ordered: Ordered) -> tuple[Line, ...]:
    return merge_lines([Line(*one) for one in ordered])


# Events: facts that have happened elsewhere.


def stated(
    sku: str,
    quantity: int | None,
    *,
    at: float = -60,
    location: str = MAIN,
    threshold: int | None = None,
    counts: CatalogueQuantity = CatalogueQuantity.SUPPLIED,
    by: Cause = EVENT,
) -> StateSupply:
    return StateSupply(sku, f"product of {sku}", quantity, after_noon(at), by, location, threshold, counts)


def ruled(sku: str, *, at: float = -55, **rules: bool | Bound | tuple[StockRulesStatement, ...]) -> StatePolicy:
    return StatePolicy(sku, f"product of {sku}", PolicyStatement(**rules), after_noon(at), EVENT)  # type: ignore[arg-type]


def order_created(
    order_id: str,
    *ordered: Ordered,
    at: float = -50,
    ttl_seconds: int | None = None,
    patient: bool = False,
    wishes: Preference = NO_PREFERENCE,
) -> StateOrder:
    return StateOrder(order_id, lines(*ordered), EVENT, after_noon(at), ttl_seconds, patient, wishes)


def payment_failed(order_id: str, *, at: float = -40) -> StatePaymentFailure:
    return StatePaymentFailure(order_id, "payment_failed", EVENT, after_noon(at))


def payment_succeeded(order_id: str, *, at: float = -30) -> StatePayment:
    return StatePayment(order_id, EVENT, after_noon(at))


def order_cancelled(order_id: str, *, at: float = -20, restock: bool = True) -> StateCancellation:
    return StateCancellation(order_id, "order_cancelled", EVENT, after_noon(at), restock)


def lines_cancelled(order_id: str, cancel_id: str, *cancelled: Ordered, at: float = -18) -> StateLinesCancelled:
    return StateLinesCancelled(order_id, cancel_id, lines(*cancelled), EVENT, after_noon(at))


def dispatched(
    order_id: str, dispatch_id: str, *left: Ordered, at: float = -25, patient: bool = False
) -> StateDispatch:
    return StateDispatch(order_id, dispatch_id, lines(*left), EVENT, after_noon(at), patient)


def return_lines(*items: Brought) -> tuple[ReturnLine, ...]:
    return merge_return_lines(ReturnLine(sku, units, Disposition(state), *at) for sku, units, state, *at in items)


def completed(order_id: str, *, at: float = -15) -> StateCompletion:
    return StateCompletion(order_id, EVENT, after_noon(at))


def came_back(order_id: str, return_id: str, *items: Brought, at: float = -10, patient: bool = False) -> StateReturn:
    return StateReturn(order_id, return_id, return_lines(*items), EVENT, after_noon(at), patient)


# Requests: somebody waits for the answer.


def set_policy(sku: str, *, expected_versions: Container[int] | None = None, **rules: bool | Bound) -> SetPolicy:
    return SetPolicy(sku, PolicyStatement(**rules), CALLER, expected_versions)  # type: ignore[arg-type]


def set_stock_rules(
    sku: str, *, safety: int | None = None, threshold: int | None = None, location: str | None = None
) -> SetPolicy:
    """People state the rules that are not None, for a location or each."""
    amounts = (None if units is None else Amount(units) for units in (safety, threshold))
    return SetPolicy(sku, PolicyStatement(stock=(StockRulesStatement(location, *amounts),)), CALLER)


def reserve(
    order_id: str,
    *ordered: Ordered,
    ttl_seconds: int | None = None,
    use_safety_stock: bool = False,
    wishes: Preference = NO_PREFERENCE,
) -> Reserve:
    return Reserve(order_id, lines(*ordered), CALLER, ttl_seconds, use_safety_stock, wishes)


def confirm(order_id: str) -> Confirm:
    return Confirm(order_id, CALLER)


def release(order_id: str) -> Release:
    return Release(order_id, "released", CALLER)


def cancel(order_id: str, *, restock: bool = True) -> Cancel:
    return Cancel(order_id, "changed_mind", CALLER, restock)


def cancel_lines(order_id: str, cancel_id: str, *cancelled: Ordered) -> CancelLines:
    return CancelLines(order_id, cancel_id, lines(*cancelled), CALLER)


def extend(order_id: str, seconds: int, *, reason: str | None = None) -> Extend:
    return Extend(order_id, seconds, CALLER, reason)


def amend(
    order_id: str,
    *ordered: Ordered,
    expected_versions: Container[int] | None = None,
    wishes: Preference | None = None,
) -> Amend:
    return Amend(order_id, lines(*ordered), CALLER, expected_versions, wishes)


def dispatch(order_id: str, dispatch_id: str, *leaving: Ordered) -> Dispatch:
    return Dispatch(order_id, dispatch_id, lines(*leaving), CALLER)


def bring_back(order_id: str, return_id: str, *items: Brought) -> Return:
    return Return(order_id, return_id, return_lines(*items), CALLER)


def assume_dispatched(order_id: str) -> AssumeDispatched:
    return AssumeDispatched(order_id, CALLER)


def reassign(order_id: str, sku: str, from_location: str, to_location: str, quantity: int | None = None) -> Reassign:
    return Reassign(order_id, sku, from_location, to_location, quantity, CALLER)


def expire(order_id: str) -> Expire:
    return Expire(order_id, CALLER)


def moved(sku: str, delta: int, *, reference: str = "note-1", location: str = MAIN) -> AdjustStock:
    return AdjustStock(sku, Change(delta), AdjustmentReason.RECEIVED, reference, CALLER, location)


def counted(
    sku: str, quantity: int, *, expected: int | None = None, reference: str = "count-1", location: str = MAIN
) -> AdjustStock:
    return AdjustStock(sku, Count(quantity, expected), AdjustmentReason.CYCLE_COUNT, reference, CALLER, location)


def relocated(sku: str, quantity: int, from_: str, to: str, *, reference: str = "move-1") -> Move:
    return Move(sku, from_, to, quantity, MoveReason.RELOCATED, reference, CALLER)


def row(sku: str, physical: int, reserved: int = 0, *, location: str = MAIN, priority: int = 100) -> StockRow:
    """A stock row that has been there before, for tests without a database."""
    return StockRow(sku, location, sku, Counters(physical, reserved), version=1, priority=priority)
