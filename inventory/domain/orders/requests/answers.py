"""Answer a request on an order with a replay, a conflict, or a fact of its own. Pure.

`inventory.domain.orders.decisions` works on with that fact. A request has the time of its answer,
or one just after a known fact that a fast clock has stamped.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_never

from inventory.domain.commands import (
    Amend,
    Cancel,
    CancelLines,
    Confirm,
    Dispatch,
    Extend,
    OrderRequest,
    Reassign,
    Release,
    Reserve,
    Return,
)
from inventory.domain.locations import NO_PREFERENCE
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.orders.requests.cancelled_lines import cancelled_lines
from inventory.domain.orders.requests.conflicts import conflict
from inventory.domain.orders.requests.dispatches import dispatched
from inventory.domain.orders.requests.reassigning import reassigned
from inventory.domain.orders.requests.returns import brought_back
from inventory.domain.orders.reservation import (
    Reservation,
    attempt,
    hear_cancel,
    just_after,
    newest,
    unallocated,
)
from inventory.domain.orders.stated.statements import Statement, no_more
from inventory.domain.orders.stating import hear_payment, state
from inventory.domain.orders.status import Status
from inventory.errors import PreconditionFailed


def answer(  # noqa: C901 - a case for each request
    before: Reservation, request: OrderRequest, now: datetime, holds: HoldTimes
) -> Reservation:
    """Return the reservation with the fact that the request makes, or `before` itself for a replay.

    Raises `ReservationConflict` or `PreconditionFailed`.
    """
    match request:
        case Reserve():
            return _reserved(before, request, now, holds)
        case Confirm():
            return _confirmed(before, now)
        case Release():
            return _released(before, now)
        case Cancel(restock=restock):
            return _cancelled(before, now, restock=restock)
        case Extend():
            return _extended(before, request, now, holds)
        case Reassign():
            return reassigned(before, request, now)
        case Amend():
            return _amended(before, request, now)
        case CancelLines():
            return cancelled_lines(before, request, now)
        case Dispatch():
            return dispatched(before, request, now)
        case Return():
            return brought_back(before, request, now)
        case _:
            assert_never(request)


def _reserved(before: Reservation, command: Reserve, now: datetime, holds: HoldTimes) -> Reservation:
    """Answer a reserve call by docs/life-of-a-reservation.md: a replay, a conflict, a new attempt.

    A replay moves nothing, but it is the newest reserve call. So an older failure that is heard
    later does not end the hold.
    """
    same = command.lines == before.ordered_lines
    standing = before.live(now) or before.status is Status.CONFIRMED
    if before.cancelled_at is not None:
        raise conflict(before, "it was cancelled for good. Use a new order id.")
    if same and (standing or before.ordered_by_event) and command.preference not in {NO_PREFERENCE, before.preference}:
        raise conflict(before, _OTHER_PREFERENCE)
    if standing and same:
        return before._replace(reserved_at=newest(before.reserved_at, now)) if before.live(now) else before
    if standing or (before.ordered_by_event and not same):
        raise conflict(before, "it has other lines. Cancel it, or ask for the lines that it has.")
    if before.nothing_left and before.paid:
        raise conflict(before, "all of its lines were cancelled after its payment. Use a new order id.")
    if before.cancelled_lines is not None:
        ordered = _stated_again(before, command, now)
    elif before.ordered_by_event:
        ordered = before
    else:
        ordered = before._replace(
            lines=before.lines if same else unallocated(command.lines),
            ordered_at=just_after(now, before.ordered_at),
            preference=command.preference,
        )
    renewed = ordered._replace(reserved_at=just_after(now, before.failed_at))
    return attempt(renewed, holds.ttl(command.ttl_seconds), now)


def _stated_again(before: Reservation, command: Reserve, now: datetime) -> Reservation:
    """State the lines like an amendment, so that the partial cancels known by now do not count."""
    if before.ordered_by_event and command.lines == before.ordered_lines and not before.nothing_left:
        return before
    wishes = before.preference if before.ordered_by_event else command.preference
    return state(before, Statement(_after_all_known(before, now), command.lines, preference=wishes))


def _after_all_known(before: Reservation, now: datetime) -> datetime:
    """Return a time after all that is known of the lines: a request answers to it."""
    cancelled_at = None if before.cancelled_lines is None else before.cancelled_lines.last_at
    return just_after(just_after(now, before.last_stated_at), cancelled_at)


def _confirmed(before: Reservation, now: datetime) -> Reservation:
    if before.cancelled_at is not None:
        raise conflict(before, "it was cancelled for good and cannot be confirmed.")
    if before.nothing_left:
        raise conflict(before, "all of its lines were cancelled. Reserve it again, or use a new order id.")
    if before.status is Status.CONFIRMED:
        return before
    if not before.lines:
        raise conflict(before, "its lines are not known yet. Reserve it first.")
    # It pays for the newest lines, even if a clock that is ahead has stamped them.
    paid_at = max(just_after(now, before.refused_at), before.last_stated_at or now)
    return hear_payment(before, paid_at)


def _released(before: Reservation, now: datetime) -> Reservation:
    match before.status:
        case Status.CONFIRMED | Status.AWAITING_ORDER:
            raise conflict(before, "it is paid. Cancel it to give its units back.")
        case Status.RELEASED:
            return before
        case Status.NEW | Status.PENDING | Status.EXPIRED | Status.REJECTED:
            return before._replace(failed_at=just_after(now, before.reserved_at))
        case _:
            assert_never(before.status)


def _cancelled(before: Reservation, now: datetime, *, restock: bool) -> Reservation:
    if before.cancelled_at is not None and restock == before.restock:
        return before
    return hear_cancel(before, just_after(now, before.cancelled_at), restock=restock)


def _extended(before: Reservation, command: Extend, now: datetime, holds: HoldTimes) -> Reservation:
    if not before.live(now) or before.expires_at is None or before.held_since is None:
        raise conflict(before, "only a running hold can be extended. Reserve it again.")
    asked = min(now + timedelta(seconds=command.ttl_seconds), before.held_since + holds.maximum)
    return before._replace(expires_at=max(before.expires_at, asked))


def _amended(before: Reservation, command: Amend, now: datetime) -> Reservation:
    """State the lines like a newer OrderCreated: an older one heard later must not change them."""
    paid_at = before.paid_at if before.status is Status.CONFIRMED else None
    if paid_at is None and not before.live(now):
        raise conflict(before, _why_not_amended(before))
    preference = before.preference if command.preference is None else command.preference
    same = command.lines == before.ordered_lines and preference == before.preference
    if same and not before.awaiting_payment:
        return before
    if command.expected_versions is not None and before.version not in command.expected_versions:
        raise PreconditionFailed(subject=f"The reservation of order {before.order_id!r}", version=before.version)
    if paid_at is not None and not no_more(command.lines, before.ordered_lines):
        raise conflict(before, _MORE_THAN_PAID_FOR)
    at = just_after(_after_all_known(before, now), paid_at)
    return state(before, Statement(at, command.lines, preference=preference))


_OTHER_PREFERENCE = (
    "it prefers other locations (`locations`, `locations_first`, `split`). Ask for those that it has, leave these "
    "fields out, or amend it."
)

_MORE_THAN_PAID_FOR = (
    "it is paid, and these are more units than were paid for and not given back. Reserve the others under an order id "
    "of their own, or publish OrderCreated with these lines and then the PaymentSucceeded that pays for them."
)


def _why_not_amended(before: Reservation) -> str:
    if before.cancelled_at is not None:
        return "it was cancelled for good. Use a new order id."
    if not before.lines:
        return "its lines are not known yet. Reserve it with them."
    if before.ordered_by_event:
        return (
            "only a running hold or a paid order can be amended. Reserve it with the lines that it has, then amend it."
        )
    return "only a running hold or a paid order can be amended. Reserve it again with these lines."
