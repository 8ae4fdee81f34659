"""The life of a reservation: facts that merge in any sequence, and the target that follows.

Nothing here knows a database or a clock. A reservation is never told to *do* something. It is told
that something has *happened*, and the units to hold or take follow from all that is known (ADR
0003). So neither the order nor the number of deliveries matters.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from inventory.domain.lines import Line, units_by_sku
from inventory.domain.locations import NO_PREFERENCE, Preference
from inventory.domain.orders.allocated_lines import AllocatedLine as AllocatedLine  # noqa: PLC0414 - a part of it
from inventory.domain.orders.allocated_lines import Allocation as Allocation  # noqa: PLC0414 - a part of it
from inventory.domain.orders.allocated_lines import unallocated as unallocated  # noqa: PLC0414 - a part of it
from inventory.domain.orders.goods import Goods
from inventory.domain.orders.returning import Returned
from inventory.domain.orders.shipping import Shipping
from inventory.domain.orders.stated.reducing import Reducing, lost_units, reduced
from inventory.domain.orders.stated.statements import Statement, in_order
from inventory.domain.orders.status import Status


class Reservation(NamedTuple):
    """Everything known of one order.

    The facts are the fields from `ordered_at` to `restock`, those from `failed_at` to `statements`,
    and those of goods and cancels. The rest follows from them, or counts. From `failed_at` on, most
    orders have nothing.
    `lines`, `ordered_at`, `ordered_by_event` and `preference` are the statement in force.
    `statements` are the others that may come into force. Of an order with partial cancels they are
    all statements as they were made, because its `lines` are what is left.
    """

    order_id: str
    status: Status = Status.NEW
    lines: tuple[AllocatedLine, ...] = ()
    ordered_at: datetime | None = None
    ordered_by_event: bool = False
    reserved_at: datetime | None = None
    paid_at: datetime | None = None
    restock: bool = True
    held_since: datetime | None = None
    expires_at: datetime | None = None
    version: int = 0
    created_at: datetime | None = None
    updated_at: datetime | None = None
    failed_at: datetime | None = None
    refused_at: datetime | None = None
    cancelled_at: datetime | None = None
    statements: tuple[Statement, ...] = ()
    counted_for: str | None = None
    """The caller with a cap on units (`inventory.domain.allowance`) whose hold this is, if any."""
    counted_units: int | None = None
    """The units of the hold, kept for that cap."""
    shipping: Shipping | None = None
    """Facts of the goods that left, and all that follows from them. None if nothing was heard of
    any.
    """
    dispatch_due_at: datetime | None = None
    """The time when paid units that nobody reported are taken for gone. None if they are."""
    cancelled_lines: Reducing | None = None
    """Partial cancels, and all that follows from them. None if nothing was heard of any."""
    returned: Returned | None = None
    """Facts of the goods that came back. None if nothing was heard of any. Else there is
    `shipping`, because these goods had left.
    """
    first_paid_at: datetime | None = None
    """The time of the oldest payment that stands. None if it is that of the newest."""
    preference: Preference = NO_PREFERENCE
    """The wishes for the locations of the lines in force."""

    @property
    def held_units(self) -> int:
        """Return the number of units held for the order."""
        return sum(allocation.held for line in self.lines for allocation in line.allocations)

    @property
    def ordered_lines(self) -> tuple[Line, ...]:
        return tuple([Line(sku, quantity, location) for sku, quantity, location, _, _ in self.lines])

    @property
    def has_units(self) -> bool:
        """Return True if the lines are met. An order has the units of all its lines, or none."""
        return bool(self.lines) and not self.nothing_left and all(line.met for line in self.lines)

    @property
    def nothing_left(self) -> bool:
        """Return True if all lines were cancelled one by one. They stay as they were stated."""
        return self.cancelled_lines is not None and self.cancelled_lines.nothing_left

    @property
    def is_cancelled(self) -> bool:
        """Return True if the order was cancelled, or all of its lines were."""
        return self.cancelled_at is not None or self.nothing_left

    @property
    def paid(self) -> bool:
        """Return True if a payment stands that was not refused for want of stock.

        A completed order is paid, whatever was refused: its goods are gone.
        """
        stands = self.paid_at is not None and (self.refused_at is None or self.paid_at > self.refused_at)
        return stands or self.completed

    @property
    def completed(self) -> bool:
        return self.shipping is not None and self.shipping.completed_at is not None

    @property
    def goods(self) -> Goods | None:
        """Return the goods that left and came back, None if nothing was heard of any."""
        if self.shipping is None:
            return None
        goods = Goods(self.shipping, wanted=units_by_sku(() if self.nothing_left else self.ordered_lines))
        if self.cancelled_lines is not None:
            goods = goods._replace(late=units_by_sku(self.cancelled_lines.late))
        return goods if self.returned is None else goods._replace(returned=self.returned, lost=self._lost())

    def _lost(self) -> Counter[str]:
        """Return the units by SKU that the order lost since it was paid for the first time."""
        if not self.paid or self.paid_at is None or not self.statements:
            return Counter()
        cancels = () if self.cancelled_lines is None else self.cancelled_lines.cancels
        first_paid_at = self.first_paid_at or self.paid_at
        return lost_units(self.all_statements, cancels, first_paid_at=first_paid_at, paid_at=self.paid_at)

    @property
    def all_statements(self) -> list[Statement]:
        """Return all statements that are remembered, the oldest in front."""
        if self.ordered_at is None:
            return []
        if self.cancelled_lines is not None:
            return [*self.statements]
        in_force = Statement(self.ordered_at, self.ordered_lines, self.ordered_by_event, self.preference)
        return in_order([*self.statements, in_force])

    @property
    def last_stated_at(self) -> datetime | None:
        """Return the time of the newest statement."""
        return max((one.at for one in self.all_statements), default=None)

    @property
    def awaiting_payment(self) -> tuple[Line, ...]:
        """Return the newest lines of a paid order if they need a newer payment, else none."""
        if not self.statements or self.status is not Status.CONFIRMED:
            return ()
        newest = self.all_statements[-1]
        lines = newest.lines
        if self.cancelled_lines is not None:
            lines = reduced(newest, self.cancelled_lines.cancels)
        return lines if lines != self.ordered_lines else ()

    def live(self, now: datetime) -> bool:
        """Return True while a hold stands and its time is not over."""
        return self.status is Status.PENDING and self.expires_at is not None and self.expires_at > now

    def overdue(self, now: datetime) -> bool:
        """Return True while a hold stands whose time is over. Other orders may take its units."""
        return self.status is Status.PENDING and not self.live(now)


_INDEX = {name: index for index, name in enumerate(Reservation._fields)}
_of_values = tuple.__new__


def _replaced(self: Reservation, **changes: Any) -> Reservation:
    values = list(self)
    for name, value in changes.items():
        values[_INDEX[name]] = value
    return _of_values(Reservation, values)


# A command replaces fields three or four times. The standard library makes a mapping of all 25
# fields for each, and takes twice as long.
Reservation._replace = _replaced  # type: ignore[assignment, method-assign]

MOSTLY_EMPTY = Reservation._fields.index("failed_at")
"""The index of the first field that most orders have nothing in, like all fields behind it."""


class Hold(StrEnum):
    """The units that every line should have: none, on the shelf, or off it."""

    NOTHING = "nothing"
    HELD = "held"
    TAKEN = "taken"


class Target(NamedTuple):
    status: Status
    hold: Hold


def target(reservation: Reservation, now: datetime) -> Target:
    """Return the target at `now`: the first row that fits in docs/life-of-a-reservation.md."""
    known = bool(reservation.lines)
    if reservation.cancelled_at is not None:
        # Paid units that are not to be restocked stay off the shelf, in any sequence of the facts.
        gone = known and reservation.paid and not reservation.restock and not reservation.nothing_left
        return Target(Status.RELEASED, Hold.TAKEN if gone else Hold.NOTHING)
    if reservation.nothing_left:
        return Target(Status.RELEASED, Hold.NOTHING)
    if reservation.paid:
        return Target(Status.CONFIRMED, Hold.TAKEN) if known else Target(Status.AWAITING_ORDER, Hold.NOTHING)
    if reservation.failed_at is not None and (
        reservation.reserved_at is None or reservation.failed_at >= reservation.reserved_at
    ):
        return Target(Status.RELEASED, Hold.NOTHING)
    if not known and (reservation.shipping is not None or reservation.cancelled_lines is not None):
        return Target(Status.AWAITING_ORDER, Hold.NOTHING)
    if reservation.expires_at is None:
        return Target(Status.REJECTED, Hold.NOTHING)
    if reservation.expires_at <= now:
        return Target(Status.EXPIRED, Hold.NOTHING)
    return Target(Status.PENDING, Hold.HELD)


def newest(known: datetime | None, heard: datetime) -> datetime:
    return heard if known is None or heard > known else known


def just_after(moment: datetime, other: datetime | None) -> datetime:
    """Return `moment`, or the next microsecond after `other` if that is later.

    A request answers to known facts, even if the clock that stamped them is ahead of the
    database's.
    """
    return moment if other is None or moment > other else other + timedelta(microseconds=1)


def hear_cancel(reservation: Reservation, at: datetime, *, restock: bool) -> Reservation:
    """Merge a cancellation. The newest counts, at the same instant the one that restocks."""
    if reservation.cancelled_at is not None and (reservation.cancelled_at, reservation.restock) >= (at, restock):
        return reservation
    return reservation._replace(cancelled_at=at, restock=restock)


def attempt(reservation: Reservation, ttl: timedelta, now: datetime) -> Reservation:
    """Start a hold of `ttl` from `now`. A live hold keeps its time."""
    if reservation.live(now):
        return reservation
    return reservation._replace(expires_at=now + ttl, held_since=now)
