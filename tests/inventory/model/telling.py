"""Tell the world of an order, and the ledger of its units
(docs/life-of-a-reservation.md).
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from inventory.domain.commands import (
    AssumeDispatched,
    Cancel,
    CancelLines,
    Dispatch,
    Expire,
    OrderCommand,
    Reassign,
    Release,
    Return,
    StateCancellation,
    StateCompletion,
    StateDispatch,
    StateLinesCancelled,
    StatePayment,
    StatePaymentFailure,
    StateReturn,
)
from tests.inventory.model.orders import Ask, Order, ToldLine, at_most
from tests.inventory.model.stock import Place

OUTCOME = {
    "pending": "StockReserved",
    "confirmed": "StockConfirmed",
    "released": "StockReleased",
    "expired": "StockReservationExpired",
    "rejected": "StockReservationRejected",
}
RESERVATION_REJECTED, CONFIRMATION_REJECTED = "StockReservationRejected", "StockConfirmationRejected"
AMENDED, PAYMENT_REQUIRED, REASSIGNED = "StockAmended", "StockPaymentRequired", "StockReassigned"
REDUCED = "StockReduced"
TELLS_RESTOCKED = {"StockReleased", "StockReservationExpired", AMENDED, REDUCED}
LineCancel = StateLinesCancelled | CancelLines


DISPATCHED = "StockDispatched"
Dispatched = StateDispatch | StateCompletion | Dispatch
"""Commands that tell of goods that leave."""
RETURNED = "StockReturned"
CameBack = StateReturn | Return
"""Commands that tell of goods that come back."""


class Short(NamedTuple):
    """The shortfalls: requested units, and those that could be had.

    A line that names a place stands for itself. The other lines of a SKU stand together, those that
    could be met included.
    """

    sku: str
    at: str | None
    requested: int
    available: int
    single: str | None = None
    """The place with most of it, if one place was to have all."""


class Back(NamedTuple):
    """Units of one return by SKU, place and disposition, and the ones that were not ordered."""

    units: dict[tuple[str, str, str], int]
    unexpected: dict[tuple[str, str, str], int]


class Left(NamedTuple):
    """Units that have left, by place, the remaining ones by SKU, and the unexpected ones."""

    gone: dict[Place, int]
    remaining: dict[str, int]
    unexpected: dict[Place, int]


Rules = tuple[tuple[str, str], ...]
"""SKUs that may not be sold, with the rule that forbids it."""


class Refusal(NamedTuple):
    """An event that stock could not follow: its announcement, the reason, and the missing units."""

    type: str
    reason: str
    missing: list[Short]
    rules: Rules = ()


class Told(NamedTuple):
    """One announcement about an order."""

    type: str
    order_id: str
    version: int
    status: str
    lines: dict[Ask, ToldLine]
    reason: str | None
    ends: datetime | None
    missing: list[Short]
    restocked: dict[Place, int] | None
    gone: dict[Place, int]
    """Units of a paid order that are known to be missing."""
    lost: dict[Place, int] | None
    """Units that a paid order had before it was amended."""
    waiting: dict[Ask, int]
    """The lines of an amended paid order that wait for a newer payment."""
    rules: Rules = ()
    left: Left | None = None
    """The goods that have left, of an order of which some did."""
    dispatch_id: str | None = None
    reduced: tuple[str, dict[str, int]] | None = None
    """The id of a cancel, and the units by SKU that the lines have no longer."""
    back: Back | None = None
    """The goods of a return that is told of."""
    return_id: str | None = None


class Movement(NamedTuple):
    """A line of the ledger, but for the balances: those are checked against the stock."""

    place: Place
    kind: str
    reason: str | None
    reference: str | None
    order_id: str | None
    physical: int
    reserved: int
    other_end: str | None = None
    to_ship: int = 0


def outcome(
    command: OrderCommand, before: Order, after: Order, refusal: Refusal | None
) -> tuple[str | None, str | None]:
    """The type to announce, if anything, and the reason."""
    if refusal:
        return refusal.type, refusal.reason
    if isinstance(command, AssumeDispatched):
        return None, None
    if isinstance(command, Dispatched):
        return DISPATCHED if _tells_more(before, after) else None, _reason(command, after)
    if isinstance(command, CameBack):
        returns = [{name: lines for name, (_, lines) in one.returns.items()} for one in (before, after)]
        return RETURNED if returns[0] != returns[1] else None, _reason(command, after)
    if isinstance(command, LineCancel) and (news := _lessened(before, after)):
        return news, _reason(command, after)
    if after.over and (isinstance(command, StatePayment) or (before.status == "awaiting_order" and before.paid)):
        return CONFIRMATION_REJECTED, "order_cancelled"
    if isinstance(command, Reassign) and after.status == "confirmed":
        return REASSIGNED, None
    return _news(before, after), _reason(command, after)


def _news(before: Order, after: Order) -> str | None:
    same = after.told() == before.told()
    if before.status == after.status == "confirmed":
        if not same:
            return AMENDED if at_most(after.lines, before.lines) else OUTCOME["confirmed"]
        waiting = after.waits_for_payment
        return PAYMENT_REQUIRED if waiting and waiting != before.waits_for_payment else None
    return None if same else OUTCOME.get(after.status)


def _lessened(before: Order, after: Order) -> str | None:
    """The news of lines that are fewer than they were. More of a SKU is told like anything else."""
    if before.nothing_left or before.lines == after.lines:
        return None
    if after.nothing_left:
        return OUTCOME["released"]
    return REDUCED if at_most(after.lines, before.lines) else None


def _tells_more(before: Order, after: Order) -> bool:
    """Return True if other goods left than were known. The same parcel at another time is none."""
    parcels = [{name: lines for name, (_, lines) in one.dispatches.items()} for one in (before, after)]
    done = [one.completed_at is not None for one in (before, after)]
    return parcels[0] != parcels[1] or done[0] is not done[1] or before.gone != after.gone


def _reason(command: OrderCommand, after: Order) -> str | None:
    if isinstance(command, StatePaymentFailure | StateCancellation | Release | Cancel):
        return command.reason
    if isinstance(command, Expire) or after.status == "expired":
        return "hold_expired"
    if after.status == "released":
        return "order_cancelled" if after.over else "payment_failed"
    return None


def told_of(
    type_: str,
    order_id: str,
    order: Order,
    *,
    reason: str | None,
    missing: list[Short],
    restocked: dict[Place, int],
    lost: dict[Place, int],
) -> Told:
    of_paid = type_ in {AMENDED, PAYMENT_REQUIRED, OUTCOME["confirmed"]}
    given_back = {place: units for place, units in lost.items() if units > 0}
    return Told(
        type=type_,
        order_id=order_id,
        version=order.version,
        status=order.status,
        lines=order.told_lines(),
        reason=reason,
        ends=order.ends if order.status == "pending" else None,
        missing=missing,
        restocked=restocked if type_ in TELLS_RESTOCKED else None,
        gone={},
        lost=given_back if type_ in {AMENDED, REASSIGNED} or (given_back and type_ == OUTCOME["confirmed"]) else None,
        waiting=order.waits_for_payment if of_paid else {},
        left=left_of(order) if type_ == DISPATCHED else None,
    )


def back_of(order: Order, return_id: str) -> Back:
    """Return the units of a return where they lie now."""
    units: Counter[tuple[str, str, str]] = Counter()
    unexpected: Counter[tuple[str, str, str]] = Counter()
    for (name, sku, state, _, excess), (at, number) in order.landed.items():
        if name == return_id:
            units[sku, at, state] += number
            unexpected[sku, at, state] += number if excess else 0
    return Back(dict(units), dict(+unexpected))


def left_of(order: Order) -> Left:
    """Return the units that have left, those that have not, and those that no line is for."""
    skus = sorted({sku for sku, _ in order.lines})
    rest = {sku: sum(units for _, units in order.unpinned(sku)) for sku in skus}
    return Left(order.gone, {sku: units for sku, units in rest.items() if units}, order.unexpected)
