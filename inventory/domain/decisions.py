"""What a command on an order comes to: facts heard, target derived, units moved. Pure; `inventory.write_path.apply` does the I/O.

Read `decide` first. A refusal of a *request* is raised and changes nothing; a refusal of an *event* is itself an outcome,
recorded and announced, because what the event states has happened whether stock can follow or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, assert_never

from inventory.domain.allocation import Fit, fit
from inventory.domain.announcements import ANNOUNCED, OutcomeType
from inventory.domain.commands import Amend, Cancel, Confirm, Expire, Extend, OrderCommand, Release, Reserve
from inventory.domain.reservation import (
    Hold,
    Reservation,
    Status,
    Target,
    attempt,
    hear_cancel,
    hear_order,
    just_after,
    keep_lines,
    newest,
    state,
    target,
    weigh,
    with_lines,
)
from inventory.domain.shelf import Shelf
from inventory.domain.statements import Statement, no_more
from inventory.errors import InsufficientStock, PreconditionFailed, ReservationConflict, Shortfall, UnknownSku


@dataclass(frozen=True, slots=True)
class HoldTimes:
    """How long a hold lives when nobody says, and at most, extensions included; in seconds."""

    default_seconds: int = 900
    maximum_seconds: int = 86_400

    def ttl(self, asked: int | None) -> timedelta:
        return timedelta(seconds=min(self.default_seconds if asked is None else asked, self.maximum_seconds))

    @property
    def maximum(self) -> timedelta:
        return timedelta(seconds=self.maximum_seconds)

    def within(self, seconds: int | None) -> HoldTimes:
        """Return those of a caller whose holds live for so long at the most; None: as long as anybody's."""
        if seconds is None:
            return self
        return HoldTimes(min(self.default_seconds, seconds), min(self.maximum_seconds, seconds))


class Decision(NamedTuple):
    """The reservation after the command, the levels it leaves, and how it is announced (None: nobody needs to hear)."""

    after: Reservation
    fitted: Fit
    announce: OutcomeType | None = None
    reason: str | None = None
    shortfalls: Sequence[Shortfall] = ()
    created: bool = False


def decide(
    before: Reservation, command: OrderCommand, shelf: Shelf, *, now: datetime, holds: HoldTimes
) -> Decision | None:
    """The decision, or None when the command changes nothing (it was heard before, or there is nothing to do).

    Raises `InsufficientStock`, `UnknownSku`, `UnknownReservation`, `ReservationConflict` or `PreconditionFailed` for a
    request that is refused.
    """
    heard = _hear(before, command, now, holds)
    if heard == before:
        return _paid_in_vain(before, shelf, now) if isinstance(command, Confirm) and not is_request(command) else None
    if isinstance(command, Reserve | Amend) and asks_for_units(command):
        _refuse_unknown_skus(command, shelf)
    return _settle(before, heard, command, shelf, now)


def _paid_in_vain(before: Reservation, shelf: Shelf, now: datetime) -> Decision | None:
    """A further payment, not newer than one that was refused: it too has to be refunded, so it too is refused aloud.

    One that was merely delivered twice does not come here: the inbox knows it.
    """
    if before.cancelled_at is None and (before.paid or not before.lines):
        return None
    unchanged = Fit(before.lines, {})
    after = before._replace(version=before.version + 1, updated_at=newest(before.updated_at, now))
    if before.cancelled_at is not None:
        return Decision(after, unchanged, OutcomeType.STOCK_CONFIRMATION_REJECTED, "order_cancelled")
    missing = fit(before.lines, before.ordered_lines, Hold.TAKEN, shelf).shortfalls
    return Decision(after, unchanged, OutcomeType.STOCK_CONFIRMATION_REJECTED, InsufficientStock.code, missing)


def _hear(before: Reservation, command: OrderCommand, now: datetime, holds: HoldTimes) -> Reservation:
    """The reservation with the command's fact merged; `before` itself when there is nothing new in it."""
    match command:
        case Reserve():
            return (
                _requested(before, command, now, holds)
                if command.at is None
                else _ordered(before, command, command.at, now, holds)
            )
        case Confirm():
            if command.at is None:
                return _requested_payment(before, now)
            return weigh(before._replace(paid_at=newest(before.paid_at, command.at)))
        case Release():
            if command.at is None:
                return _requested_release(before, now)
            return before._replace(failed_at=newest(before.failed_at, command.at))
        case Cancel():
            return _cancelled(before, command, now)
        case Expire():
            return before._replace(status=Status.EXPIRED) if before.overdue(now) else before
        case Extend():
            return _extended(before, command, now, holds)
        case Amend():
            return _amended(before, command, now)
        case _:
            assert_never(command)


def _ordered(before: Reservation, command: Reserve, at: datetime, now: datetime, holds: HoldTimes) -> Reservation:
    heard = hear_order(before, command.lines, at)
    overtaken = before.ordered_at is not None and any(one.by_event and one.at > at for one in before.all_statements)
    return heard if heard is before or overtaken else _attempted(heard, command.ttl_seconds, now, holds)


def _cancelled(before: Reservation, command: Cancel, now: datetime) -> Reservation:
    if command.at is not None:
        return hear_cancel(before, command.at, restock=command.restock)
    if before.cancelled_at is not None and command.restock == before.restock:
        return before
    return hear_cancel(before, just_after(now, before.cancelled_at), restock=command.restock)


def _attempted(heard: Reservation, ttl: int | None, now: datetime, holds: HoldTimes) -> Reservation:
    """A newer order starts a hold, or gives the running one the time that it asks for; saying nothing leaves that alone."""
    if heard.live(now) and ttl is not None and heard.held_since is not None:
        return heard._replace(expires_at=heard.held_since + holds.ttl(ttl))
    return attempt(heard, holds.ttl(ttl), now)


def _requested(before: Reservation, command: Reserve, now: datetime, holds: HoldTimes) -> Reservation:
    """A reserve call: a replay, a conflict, or a new attempt (design section 4, "Over HTTP").

    A replay moves nothing, but it is the newest reserve call: a failure of before that is heard later must not end the hold.
    """
    same = command.lines == before.ordered_lines
    standing = before.live(now) or before.status is Status.CONFIRMED
    if before.cancelled_at is not None:
        raise _conflict(before, "it was cancelled for good. Use a new order id.")
    if standing and same:
        return before._replace(reserved_at=newest(before.reserved_at, now)) if before.live(now) else before
    if standing or (before.ordered_by_event and not same):
        raise _conflict(before, "it has other lines. Cancel it, or ask for the lines that it has.")
    ordered = with_lines(before, command.lines)
    if not before.ordered_by_event:
        ordered = ordered._replace(ordered_at=just_after(now, before.ordered_at))
    renewed = ordered._replace(reserved_at=just_after(now, before.failed_at))
    return attempt(renewed, holds.ttl(command.ttl_seconds), now)


def _requested_payment(before: Reservation, now: datetime) -> Reservation:
    if before.cancelled_at is not None:
        raise _conflict(before, "it was cancelled for good and cannot be confirmed.")
    if before.status is Status.CONFIRMED:
        return before
    if not before.lines:
        raise _conflict(before, "its lines are not known yet. Reserve it first.")
    # It pays for what the order is said to be now, also when a clock that is ahead has stamped that.
    paid_at = max(just_after(now, before.refused_at), before.last_stated_at or now)
    return weigh(before._replace(paid_at=paid_at))


def _requested_release(before: Reservation, now: datetime) -> Reservation:
    match before.status:
        case Status.CONFIRMED | Status.AWAITING_ORDER:
            raise _conflict(before, "it is paid. Cancel it to give its units back.")
        case Status.RELEASED:
            return before
        case Status.NEW | Status.PENDING | Status.EXPIRED | Status.REJECTED:
            return before._replace(failed_at=just_after(now, before.reserved_at))
        case _:
            assert_never(before.status)


def _extended(before: Reservation, command: Extend, now: datetime, holds: HoldTimes) -> Reservation:
    if not before.live(now) or before.expires_at is None or before.held_since is None:
        raise _conflict(before, "only a running hold can be extended. Reserve it again.")
    asked = min(now + timedelta(seconds=command.ttl_seconds), before.held_since + holds.maximum)
    return before._replace(expires_at=max(before.expires_at, asked))


def _amended(before: Reservation, command: Amend, now: datetime) -> Reservation:
    """Counts like a newer OrderCreated: an older one that is heard later must not bring the old lines back."""
    paid_at = before.paid_at if before.status is Status.CONFIRMED else None
    if paid_at is None and not before.live(now):
        raise _conflict(before, _why_not_amended(before))
    if command.lines == before.ordered_lines and not before.awaiting_payment:
        return before
    if command.expected_versions is not None and before.version not in command.expected_versions:
        raise PreconditionFailed(subject=f"The reservation of order {before.order_id!r}", version=before.version)
    if paid_at is not None and not no_more(command.lines, before.ordered_lines):
        raise _conflict(before, _MORE_THAN_PAID_FOR)
    at = just_after(just_after(now, before.last_stated_at), paid_at)
    return state(before, Statement(at, command.lines))


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


def _conflict(reservation: Reservation, detail: str) -> ReservationConflict:
    return ReservationConflict(order_id=reservation.order_id, status=str(reservation.status), detail=detail)


def _refuse_unknown_skus(command: Reserve | Amend, shelf: Shelf) -> None:
    unknown = sorted({line.sku for line in command.lines if not shelf.knows(line.sku)})
    if unknown:
        raise UnknownSku(skus=unknown)


def _settle(before: Reservation, heard: Reservation, command: OrderCommand, shelf: Shelf, now: datetime) -> Decision:
    """Move units to where the facts want them; where stock can't follow, settle for what the design says instead.

    Raises `InsufficientStock` for a request, and `UnknownSku` for an order that waits for the catalogue.
    """
    wanted = target(heard, now)
    fitted = fit(before.lines, heard.ordered_lines, wanted.hold, shelf)
    if isinstance(command, Reserve) and command.patient and (skus := _waits_for(heard, wanted, fitted, shelf)):
        raise UnknownSku(skus=skus)
    if not fitted.shortfalls:
        return _decision(before, heard, wanted, fitted, command, now)
    if is_request(command):
        raise InsufficientStock(lines=list(fitted.shortfalls))
    if isinstance(command, Reserve) and before.allocated and not before.overdue(now):
        return _amendment_refused(before, heard, command, shelf, now, fitted.shortfalls)
    if wanted.status is Status.RELEASED:
        nothing = fit(before.lines, heard.ordered_lines, Hold.NOTHING, shelf)
        return _decision(before, heard, wanted, nothing, command, now)
    if wanted.hold is Hold.TAKEN:
        return _payment_refused(before, heard, command, shelf, now, fitted.shortfalls)
    rejected = heard._replace(expires_at=None, held_since=None)
    nothing = fit(before.lines, heard.ordered_lines, Hold.NOTHING, shelf)
    return _decision(before, rejected, target(rejected, now), nothing, command, now)._replace(
        announce=OutcomeType.STOCK_RESERVATION_REJECTED,
        reason=_why_not(fitted.shortfalls, shelf),
        shortfalls=fitted.shortfalls,
    )


def _waits_for(heard: Reservation, wanted: Target, fitted: Fit, shelf: Shelf) -> list[str]:
    """The SKUs that the catalogue has not named, where nothing else is missing.

    Of an order whose payment has failed nothing is wanted yet. But a newer payment wants all of it, and would be refused for
    good if the order were known before its SKUs.
    """
    given_up = wanted.status is Status.RELEASED and heard.cancelled_at is None
    wanting = heard.ordered_lines if given_up else fitted.shortfalls
    unknown = sorted({line.sku for line in wanting if not shelf.knows(line.sku)})
    return unknown if given_up or _why_not(fitted.shortfalls, shelf) == UnknownSku.code else []


def _why_not(short: Sequence[Shortfall], shelf: Shelf) -> str:
    known = any(shelf.knows(line.sku) for line in short)
    return InsufficientStock.code if known else UnknownSku.code


def is_request(command: OrderCommand) -> bool:
    """Whether somebody waits for the answer and may be refused; an event or a sweep may not."""
    match command:
        case Reserve() | Confirm() | Release() | Cancel():
            return command.at is None
        case Extend() | Amend():
            return True
        case Expire():
            return False
        case _:
            assert_never(command)


def asks_for_units(command: OrderCommand) -> bool:
    """Whether somebody asks for units who may have a cap on them."""
    match command:
        case Reserve() | Amend():
            return is_request(command)
        case Confirm() | Release() | Cancel() | Extend() | Expire():
            return False
        case _:
            assert_never(command)


def _amendment_refused(
    before: Reservation, heard: Reservation, command: Reserve, shelf: Shelf, now: datetime, short: Sequence[Shortfall]
) -> Decision:
    """The order keeps its old lines, what it has of them, and its time."""
    kept = keep_lines(heard, before)._replace(expires_at=before.expires_at, held_since=before.held_since)
    wanted = target(kept, now)
    return _decision(
        before, kept, wanted, fit(before.lines, before.ordered_lines, wanted.hold, shelf), command, now
    )._replace(
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
    """The payment is refused for good, so that it can be refunded; the order is what it is without it.

    What was paid for before stays paid: then it is the amendment that comes to nothing, and the order keeps its lines.
    """
    assert heard.paid_at is not None
    if before.status is Status.CONFIRMED:
        without = keep_lines(heard, before)
    elif isinstance(command, Confirm):
        without = weigh(heard._replace(refused_at=heard.paid_at))
    else:
        without = weigh(heard._replace(refused_at=heard.paid_at, expires_at=None, held_since=None))
    wanted = target(without, now)
    return _decision(
        before, without, wanted, fit(before.lines, without.ordered_lines, wanted.hold, shelf), command, now
    )._replace(
        announce=OutcomeType.STOCK_CONFIRMATION_REJECTED,
        reason=InsufficientStock.code,
        shortfalls=short,
    )


def _decision(
    before: Reservation, heard: Reservation, wanted: Target, fitted: Fit, command: OrderCommand, now: datetime
) -> Decision:
    status = wanted.status
    after = heard._replace(
        status=status, lines=fitted.lines, version=before.version + 1, updated_at=newest(before.updated_at, now)
    )
    paid_in_vain = isinstance(command, Confirm) or before.status is Status.AWAITING_ORDER
    if paid_in_vain and after.cancelled_at is not None:
        # Whoever was paid must hear of it, whichever came first: that is what a refund waits for.
        return Decision(after, fitted, OutcomeType.STOCK_CONFIRMATION_REJECTED, "order_cancelled")
    created = isinstance(command, Reserve) and status.has_units and not before.live(now)
    announce = (
        _amended_when_paid(before, after) if status is before.status is Status.CONFIRMED else _news(before, after)
    )
    return Decision(after, fitted, announce, _reason(after, command), created=created)


def _news(before: Reservation, after: Reservation) -> OutcomeType | None:
    news = (
        after.status is not before.status
        or after.lines != before.lines
        or (after.status is Status.PENDING and after.expires_at != before.expires_at)
    )
    return ANNOUNCED.get(after.status) if news else None


def _amended_when_paid(before: Reservation, after: Reservation) -> OutcomeType | None:
    """`StockConfirmed` means that there is something to ship, so it is told again only when there are more units."""
    if after.lines != before.lines:
        less = no_more(after.ordered_lines, before.ordered_lines)
        return OutcomeType.STOCK_AMENDED if less else OutcomeType.STOCK_CONFIRMED
    waiting = after.awaiting_payment
    return OutcomeType.STOCK_PAYMENT_REQUIRED if waiting and waiting != before.awaiting_payment else None


_HOLD_EXPIRED = "hold_expired"


def _reason(after: Reservation, command: OrderCommand) -> str | None:
    """What the command says; for an order that is heard of only after its end, what ended it."""
    match command:
        case Release(reason=reason) | Cancel(reason=reason):
            return reason
        case Expire():
            return _HOLD_EXPIRED
        case Reserve() | Confirm() | Extend() | Amend():
            return _ended_by(after)
        case _:
            assert_never(command)


def _ended_by(after: Reservation) -> str | None:
    match after.status:
        case Status.RELEASED:
            return "order_cancelled" if after.cancelled_at is not None else "payment_failed"
        case Status.EXPIRED:
            return _HOLD_EXPIRED
        case Status.NEW | Status.PENDING | Status.CONFIRMED | Status.AWAITING_ORDER | Status.REJECTED:
            return None
        case _:
            assert_never(after.status)
