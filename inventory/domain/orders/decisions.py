"""Decide on a command for an order: merge its fact, derive the target, move units. Pure.

`inventory.write_path.apply` does the I/O. Read `decide` first. A refused *request* raises and
changes nothing. A refused *fact* is an outcome of its own, recorded and announced, because it has
happened even if stock cannot follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from inventory.domain.commands import (
    Amend,
    Dispatch,
    OrderCommand,
    Reassign,
    Reserve,
    Return,
    StateLinesCancelled,
    StateOrder,
    StatePayment,
)
from inventory.domain.orders.awaiting_dispatch import awaiting_dispatch
from inventory.domain.orders.decision import Decision, decision
from inventory.domain.orders.hearing import hear
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.domain.orders.requests.named_lines import require_lands_well, require_well_named
from inventory.domain.orders.requests.reassigning import news_of, other_ends, units_left
from inventory.domain.orders.reservation import Hold, Reservation, newest, target
from inventory.domain.orders.selling import broken_rules, with_forbidden
from inventory.domain.orders.stating import keep_lines, weigh
from inventory.domain.orders.status import Status
from inventory.domain.orders.units.allocation import Fit, fit
from inventory.domain.stock.shelf import Shelf
from inventory.domain.told_apart import is_request
from inventory.errors import InsufficientStock, NotSellable, Shortfall, UnknownSku

# A union is made once: to make it takes longer than to ask for it.
_NAMING = Reserve | Amend | Dispatch


def decide(
    before: Reservation, command: OrderCommand, shelf: Shelf, *, now: datetime, holds: HoldTimes
) -> Decision | None:
    """Return the decision. None if the command was heard before, or there is nothing to do.

    Raises `InsufficientStock`, `NotSellable`, `UnknownSku`, `LocationNotSetUp`, `LocationInactive`,
    `ReservationConflict` or `PreconditionFailed` for a refused request, and `UnknownSku` for an
    order that waits for the catalogue.
    """
    heard = hear(before, command, shelf, now, holds)
    if heard == before:
        return _paid_in_vain(before, shelf, now) if isinstance(command, StatePayment) else None
    if isinstance(command, _NAMING):
        require_well_named(command, before, shelf)
    if isinstance(command, Return):
        require_lands_well(command, shelf)
    decided = (
        _reassign(before, heard, command, shelf, now)
        if isinstance(command, Reassign)
        else _settle(before, heard, command, shelf, now)
    )
    if not holds.dispatched_after_seconds and before.dispatch_due_at is None:
        return decided  # dispatch is not tracked
    return awaiting_dispatch(before, decided, shelf, now=now, within=holds.dispatched_after)


def _reassign(before: Reservation, heard: Reservation, command: Reassign, shelf: Shelf, now: datetime) -> Decision:
    there = units_left(command, before, heard, shelf)
    return decision(before, heard, target(heard, now), there, command, now)._replace(
        announce=news_of(heard), other_ends=other_ends(command)
    )


def _fit(before: Reservation, heard: Reservation, hold: Hold, shelf: Shelf, *, may_use_all: bool = False) -> Fit:
    """Return the order's units at `hold`, of the lines in force by all that was heard."""
    return fit(
        before.lines,
        heard.ordered_lines,
        hold,
        shelf,
        goods=heard.goods,
        known=before.goods,
        may_use_all=may_use_all,
        preference=heard.preference,
        anew=heard.preference != before.preference,
    )


def _paid_in_vain(before: Reservation, shelf: Shelf, now: datetime) -> Decision | None:
    """Refuse a further payment, not newer than a refused one, because it too must be refunded.

    Returns None if the order is paid or not known yet. A payment that was merely delivered twice
    does not come here: the inbox knows it.
    """
    if not before.is_cancelled and (before.paid or not before.lines):
        return None
    unchanged = Fit(before.lines, {})
    after = before._replace(version=before.version + 1, updated_at=newest(before.updated_at, now))
    if before.is_cancelled:
        return Decision(after, unchanged, OutcomeType.STOCK_CONFIRMATION_REJECTED, "order_cancelled")
    missing = _fit(before, before, Hold.TAKEN, shelf).shortfalls
    return Decision(after, unchanged, OutcomeType.STOCK_CONFIRMATION_REJECTED, InsufficientStock.code, missing)


def _settle(before: Reservation, heard: Reservation, command: OrderCommand, shelf: Shelf, now: datetime) -> Decision:
    """Move units to the target. Where stock cannot follow, settle for the next best.

    The cases are in docs/life-of-a-reservation.md. Raises `InsufficientStock` for a request, and
    `UnknownSku` for an order that waits for the catalogue.
    """
    wanted = target(heard, now)
    may_use_all = isinstance(command, Reserve) and command.use_safety_stock
    fitted = _fit(before, heard, wanted.hold, shelf, may_use_all=may_use_all)
    if broken := broken_rules(before, heard, command, wanted.hold, shelf, now):
        if is_request(command):
            raise NotSellable(policies=broken)
        short = with_forbidden(fitted.shortfalls, broken, before, heard, now)
        return _reservation_refused(before, heard, command, shelf, now, short)._replace(policies=broken)
    if isinstance(command, StateOrder) and (skus := _waits_for(command, fitted, shelf)):
        raise UnknownSku(skus=skus)
    if not fitted.shortfalls:
        return decision(before, heard, wanted, fitted, command, now)
    if is_request(command):
        raise InsufficientStock(lines=list(fitted.shortfalls))
    if isinstance(command, StateLinesCancelled):
        return _cancel_refused(before, command, shelf, now, fitted.shortfalls)
    if isinstance(command, StateOrder) and _stands(before, now):
        return _amendment_refused(before, heard, command, shelf, now, fitted.shortfalls)
    if wanted.status is Status.RELEASED:
        nothing = _fit(before, heard, Hold.NOTHING, shelf)
        return decision(before, heard, wanted, nothing, command, now)
    if wanted.hold is Hold.TAKEN:
        return _payment_refused(before, heard, command, shelf, now, fitted.shortfalls)
    return _reservation_refused(before, heard, command, shelf, now, fitted.shortfalls)


def _waits_for(command: StateOrder, fitted: Fit, shelf: Shelf) -> list[str]:
    """Return SKUs of the statement that the catalogue has not named, if nothing else is missing.

    A statement that wants no units yet waits too. It may be older than another, or of an order that
    is over. But a payment that is not older wants all its units, and would be refused for good if
    the statement were known before its SKUs. So does a payment of a cancelled order whose units are
    not restocked, and any newer cancellation may say that. A cancel of lines that leaves nothing
    may be stated again with fewer units.
    """
    if not command.patient:
        return []
    named = {line.sku for line in command.lines}
    unknown = {sku for sku in named if not shelf.knows(sku)}
    short = {line.sku for line in fitted.shortfalls} & (named - unknown)
    return [] if short else sorted(unknown)


def _why_not(short: Sequence[Shortfall], shelf: Shelf) -> str:
    known = any(shelf.knows(line.sku) for line in short)
    return InsufficientStock.code if known else UnknownSku.code


def _stands(before: Reservation, now: datetime) -> bool:
    """Return True if the order has units that an amendment can leave it."""
    return before.has_units and not before.overdue(now)


def _reservation_refused(
    before: Reservation,
    heard: Reservation,
    command: OrderCommand,
    shelf: Shelf,
    now: datetime,
    short: Sequence[Shortfall],
) -> Decision:
    """Refuse to hold the lines. A new order has nothing then, and an amended one keeps its own."""
    if isinstance(command, StateOrder) and _stands(before, now):
        return _amendment_refused(before, heard, command, shelf, now, short)
    rejected = heard._replace(expires_at=None, held_since=None)
    nothing = _fit(before, heard, Hold.NOTHING, shelf)
    return decision(before, rejected, target(rejected, now), nothing, command, now)._replace(
        announce=OutcomeType.STOCK_RESERVATION_REJECTED,
        reason=_why_not(short, shelf),
        shortfalls=short,
    )


def _amendment_refused(
    before: Reservation,
    heard: Reservation,
    command: StateOrder,
    shelf: Shelf,
    now: datetime,
    short: Sequence[Shortfall],
) -> Decision:
    """Refuse an amendment: the order keeps its old lines, their units, and its time."""
    kept = keep_lines(heard, before)._replace(expires_at=before.expires_at, held_since=before.held_since)
    wanted = target(kept, now)
    return decision(before, kept, wanted, _fit(before, kept, wanted.hold, shelf), command, now)._replace(
        announce=OutcomeType.STOCK_RESERVATION_REJECTED,
        reason=_why_not(short, shelf),
        shortfalls=short,
    )


def _cancel_refused(
    before: Reservation,
    command: StateLinesCancelled,
    shelf: Shelf,
    now: datetime,
    short: Sequence[Shortfall],
) -> Decision:
    """Refuse a partial cancel that leaves an order more units of a SKU than before. Nothing of it
    counts.
    """
    wanted = target(before, now)
    return decision(before, before, wanted, _fit(before, before, wanted.hold, shelf), command, now)._replace(
        announce=OutcomeType.STOCK_RESERVATION_REJECTED,
        reason=_why_not(short, shelf),
        shortfalls=short,
    )


def _payment_refused(
    before: Reservation,
    heard: Reservation,
    command: OrderCommand,
    shelf: Shelf,
    now: datetime,
    short: Sequence[Shortfall],
) -> Decision:
    """Refuse the payment for good, so that it can be refunded, and derive the order without it.

    A paid order stays paid: then its amendment comes to nothing, and it keeps its lines.
    """
    assert heard.paid_at is not None
    if before.status is Status.CONFIRMED:
        without = keep_lines(heard, before)
    elif isinstance(command, StatePayment):
        without = weigh(heard._replace(refused_at=heard.paid_at))
    else:
        without = weigh(heard._replace(refused_at=heard.paid_at, expires_at=None, held_since=None))
    wanted = target(without, now)
    return decision(before, without, wanted, _fit(before, without, wanted.hold, shelf), command, now)._replace(
        announce=OutcomeType.STOCK_CONFIRMATION_REJECTED,
        reason=InsufficientStock.code,
        shortfalls=short,
    )
