"""Apply the limits of a caller (`inventory.domain.allowance`, ADR 0039) to its orders. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import assert_never

from inventory.domain.allowance import UNLIMITED, Allowance
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
from inventory.domain.lines import Line
from inventory.domain.locations import Preference
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.stated.statements import no_more
from inventory.domain.told_apart import is_request, named_lines, stated_preference


def require_asked(command: OrderCommand) -> None:
    """Raise `BeyondToken` if the command itself asks for more than its caller may."""
    allowance = command.cause.allowance
    if allowance is UNLIMITED:
        return
    allowance.require_order(command.order_id)
    named = named_lines(command)
    # Goods that leave or come back without a named location do so where the order has them. That
    # is looked at.
    asked = [line for line in named if line.location is not None] if isinstance(command, Dispatch | Return) else named
    wishes = stated_preference(command)
    allowance.require_locations(location for line in asked for location in _wanted(line, wishes))
    match command:
        case StateOrder() | Reserve() | Extend():
            allowance.require_seconds(command.ttl_seconds)
        case Reassign():
            allowance.require_locations([command.from_location, command.to_location])
        case (
            StatePayment()
            | StatePaymentFailure()
            | StateCancellation()
            | StateDispatch()
            | StateCompletion()
            | StateReturn()
            | Confirm()
            | Release()
            | StateLinesCancelled()
            | Cancel()
            | CancelLines()
            | Amend()
            | Dispatch()
            | Return()
            | Expire()
            | AssumeDispatched()
        ):
            pass
        case _:
            assert_never(command)


def require_reached(allowance: Allowance, reservation: Reservation) -> None:
    """Raise `BeyondToken` if the order has, or may get, units beyond the caller's locations.

    A line counts where its units are. Without units it counts where the caller wanted them. The
    refusal names the order, and not the location: who may not see the order may not see that.
    """
    if allowance.locations is None:
        return
    allowance.require_order(reservation.order_id)
    for location in _places(reservation):
        allowance.require_location(
            location, named=f"order {reservation.order_id}, which is not kept to these locations"
        )


def _places(reservation: Reservation) -> Iterator[str | None]:
    """Yield the locations of the order, None for any."""
    for line in reservation.lines:
        places = [allocation.location for allocation in line.allocations]
        yield from places or _wanted(line.line, reservation.preference)
    for one in reservation.statements:
        for stated in one.lines:
            yield from _wanted(stated, one.preference)


def _wanted(line: Line, wishes: Preference) -> Sequence[str | None]:
    """Return the locations that may serve the line, None for any."""
    return wishes.locations if wishes.only and line.location is None else (line.location,)


class HeldUnits:
    """Units in running holds by caller, for callers with a cap on them, as a batch goes on."""

    def __init__(self, held: Mapping[str, int], *, now: datetime) -> None:
        """Start from `held`, counted right after the batch locked its reservations."""
        self._held = dict(held)
        self._now = now

    def counted(self, before: Reservation, after: Reservation, command: OrderCommand) -> Reservation:
        """Return `after` with the caller that its hold counts for.

        Raises `BeyondToken` if the caller would hold too much. A hold counts for the caller that
        last asked for its units, if that caller has a cap. A command that only gives units back is
        never refused. A replay changes nothing and does not come here.
        """
        if before.counted_for is None and command.cause.allowance.max_units is None:
            return after
        begun = after.live(self._now) and not before.live(self._now)
        grown = begun or not no_more(after.ordered_lines, before.ordered_lines)
        holder = before.counted_for
        if begun or (grown and is_request(command)):
            holder = None
        capped = command.cause.allowance.max_units is not None and isinstance(command, Reserve | Amend)
        if grown and after.live(self._now) and capped:
            holder = command.cause.actor
            others = self._held[holder] - self._units_of(before, holder)
            command.cause.allowance.require_units(others + after.held_units)
        if holder is None:
            return after._replace(counted_for=None, counted_units=None)
        return after._replace(counted_for=holder, counted_units=after.held_units)

    def move(self, before: Reservation, after: Reservation) -> None:
        """Update the counts after one reservation has changed."""
        if not self._held:
            return
        for caller in {before.counted_for, after.counted_for} & self._held.keys():
            assert caller is not None
            self._held[caller] += self._units_of(after, caller) - self._units_of(before, caller)

    def _units_of(self, reservation: Reservation, caller: str) -> int:
        if reservation.counted_for != caller or not reservation.live(self._now):
            return 0
        return reservation.counted_units or 0
