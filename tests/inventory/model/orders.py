"""An order as the model sees it: facts heard of it, and the units that it has. From
docs/life-of-a-reservation.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from tests.inventory.model.reductions import Told, lost, moment, reduced, walk
from tests.inventory.model.wishes import Asked, Wished, wished_with

Ask = tuple[str, str | None]
"""A SKU, and the location that the order names for it, if any."""
Places = dict[str, int]
"""Units by location, in the sequence of their allocation."""

ToldLine = tuple[int, dict[str, tuple[int, int]], bool]
"""A quantity, its held and taken units by place, and False for a line that needs none."""

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Order:
    """Facts, the time of the hold, and the places of the units of each line. `taken`: they have
    left the shelf.
    """

    said: dict[datetime, dict[Ask, int]] = field(default_factory=dict)
    """Its lines by the time of each event or amendment."""
    asked: tuple[datetime, dict[Ask, int]] | None = None
    """The lines of the reserve call: they count without any other statement, or any other by the
    time of its payment.
    """
    lines: dict[Ask, int] = field(default_factory=dict)
    """The lines that count of all these, with their time and their source below."""
    ordered_at: datetime | None = None
    ordered_by_event: bool = False
    reserved_at: datetime | None = None
    failed_at: datetime | None = None
    paid_at: datetime | None = None
    refused_at: datetime | None = None
    cancelled_at: datetime | None = None
    restock: bool = True
    dispatches: dict[str, tuple[datetime, dict[Ask, int]]] = field(default_factory=dict)
    """The reported parcels: the time of each, and its lines."""
    completed_at: datetime | None = None
    began: datetime | None = None
    ends: datetime | None = None
    cancels: dict[str, tuple[datetime, dict[Ask, int]]] = field(default_factory=dict)
    """Lines that were cancelled apart from the others: the time of each cancel, and its lines."""
    nothing_left: bool = False
    """All of its lines were cancelled in this way. They stay as they were stated."""
    late: dict[str, int] = field(default_factory=dict)
    """Units by SKU that were cancelled after it was completed: they are gone."""
    status: str = ""
    units: dict[Ask, Places] = field(default_factory=dict)
    untracked: dict[Ask, int] = field(default_factory=dict)
    """Lines that are met without units."""
    taken: bool = False
    gone: dict[tuple[str, str], int] = field(default_factory=dict)
    """Units that are reported to have left, by SKU and place."""
    pinned: dict[Ask, Places] = field(default_factory=dict)
    """Those of them that are units of its lines."""
    unexpected: dict[tuple[str, str], int] = field(default_factory=dict)
    """Those that are of no line."""
    due: datetime | None = None
    """The end of the time in which its paid units are to ship."""
    assumed: dict[tuple[str, str], int] = field(default_factory=dict)
    """Paid units that were taken for gone, while others are to ship."""
    returns: dict[str, tuple[datetime, dict[tuple[str, str, str | None], int]]] = field(default_factory=dict)
    """The reported returns: the time of each, and its lines by SKU, disposition and place."""
    first_paid_at: datetime | None = None
    landed: dict[tuple[str, str, str, str | None, bool], tuple[str, int]] = field(default_factory=dict)
    """The place and the units of each line of a return, and of what the order never had."""
    version: int = 0

    def but(self, **changed: Any) -> Order:
        return replace(self, **changed)

    @property
    def known(self) -> bool:
        return self.version > 0

    @property
    def paid(self) -> bool:
        """A completed order is paid: no payment of it is refused, be it an older or a newer one."""
        if self.completed_at is not None:
            return True
        return self.paid_at is not None and (self.refused_at is None or self.paid_at > self.refused_at)

    @property
    def has_units(self) -> bool:
        """Return True if its lines are met. It has the units of all of them, or else only those
        that have left.
        """
        return bool(self.lines) and not self.nothing_left and all(self._is_met(ask) for ask in self.lines)

    @property
    def over(self) -> bool:
        """It was cancelled, or all of its lines were."""
        return self.cancelled_at is not None or self.nothing_left

    @property
    def last_cancelled_lines_at(self) -> datetime | None:
        return max((at for at, _ in self.cancels.values()), default=None)

    @property
    def last_said_at(self) -> datetime | None:
        return max([*self.said, *([self.asked[0]] if self.asked else [])], default=None)

    @property
    def waits_for_payment(self) -> dict[Ask, int]:
        """The last statement of a paid order, if it is more than was paid for."""
        if self.status != "confirmed" or not self.said:
            return {}
        at = max(self.said)
        newest = dict(reduced(self.said[at], self.cancels, moment((at, {}, True))))
        return {} if newest == dict(self.lines) else newest

    def live(self, now: datetime) -> bool:
        return self.status == "pending" and self.ends is not None and now < self.ends

    def overdue(self, now: datetime) -> bool:
        return self.status == "pending" and not self.live(now)

    def at(self, sku: str, location: str) -> int:
        """Units of this order at a place, held or taken."""
        return sum(places.get(location, 0) for (named, _), places in self.units.items() if named == sku)

    def left_at(self, sku: str, location: str) -> int:
        """Units of this order that have left the shelf of a place, as far as the stock counts."""
        units = self.units if self.taken else self.pinned
        of_lines = sum(places.get(location, 0) for (named, _), places in units.items() if named == sku)
        return of_lines + self.unexpected.get((sku, location), 0)

    def landed_at(self, sku: str, location: str) -> int:
        """Return the units that came back to a place."""
        return sum(units for (_, of, *_), (at, units) in self.landed.items() if (of, at) == (sku, location))

    def unpinned(self, sku: str) -> list[tuple[str, int]]:
        """Return the units of a SKU that it has and that have not left, by location."""
        return [
            (at, units - self.pinned.get(ask, {}).get(at, 0))
            for ask, places in self.units.items()
            if ask[0] == sku
            for at, units in places.items()
        ]

    def held_at(self, sku: str, location: str) -> int:
        return 0 if self.taken else sum(units for at, units in self.unpinned(sku) if at == location)

    def has_at(self, sku: str, location: str) -> int:
        """Return its units at a place, and those that a line names there and needs none for."""
        return self.at(sku, location) + self.untracked.get((sku, location), 0)

    def told(self) -> tuple[object, ...]:
        """The values that the world has been told of it: another outcome differs in any of them."""
        return self.status, self.told_lines(), self.ends if self.status == "pending" else None

    def told_lines(self) -> dict[Ask, ToldLine]:
        """Return its lines with their held and taken units, and False for those that need none."""
        return {ask: (quantity, self._split(ask), ask not in self.untracked) for ask, quantity in self.lines.items()}

    def _split(self, ask: Ask) -> dict[str, tuple[int, int]]:
        places, pinned = self.units.get(ask, {}), self.pinned.get(ask, {})
        taken = {at: units if self.taken else pinned.get(at, 0) for at, units in places.items()}
        return {at: (units - taken[at], taken[at]) for at, units in places.items()}

    def has_of(self, sku: str) -> int:
        """Return the units of a SKU that it has, or that it needs none for."""
        return units_of(self.untracked, sku) + sum(
            sum(places.values()) for (named, _), places in self.units.items() if named == sku
        )

    def _is_met(self, ask: Ask) -> bool:
        return ask in self.untracked or sum(self.units.get(ask, {}).values()) == self.lines[ask]


@dataclass(frozen=True)
class Verdict:
    """The target: the status, and the units of the lines: none, on the shelf or off it."""

    status: str
    needs: bool
    off_shelf: bool = False


def verdict(order: Order, now: datetime) -> Verdict:
    """Return the first row that fits in the table of targets (docs/life-of-a-reservation.md)."""
    if order.cancelled_at is not None:
        gone = order.paid and bool(order.lines) and not order.restock and not order.nothing_left
        return Verdict("released", needs=gone, off_shelf=gone)
    if order.nothing_left:
        return Verdict("released", needs=False)
    if order.paid and order.lines:
        return Verdict("confirmed", needs=True, off_shelf=True)
    if order.paid:
        return Verdict("awaiting_order", needs=False)
    if order.failed_at is not None and (order.reserved_at is None or order.reserved_at <= order.failed_at):
        return Verdict("released", needs=False)
    if not order.lines:
        return Verdict("awaiting_order", needs=False)
    if order.ends is None:
        return Verdict("rejected", needs=False)
    if order.ends <= now:
        return Verdict("expired", needs=False)
    return Verdict("pending", needs=True)


def later_of(known: datetime | None, heard: datetime) -> datetime:
    return heard if known is None else max(known, heard)


def answering(now: datetime, known: datetime | None) -> datetime:
    """The time of a request: the database's, but after the fact that it answers to, by any
    clock.
    """
    return now if known is None else max(now, known + INSTANT)


def counting(order: Order) -> Order:
    """Return the order with the lines that count: the last ones. Of a paid order the paid ones,
    until fewer are stated. Then these are all that is paid for. Cancels take their units from them.
    """
    told = told_in_turn(order)
    told = told[_covered(told, order.paid_at) :] if order.paid and order.paid_at else told[-1:]
    if not told:
        return order
    (at, lines, by_event), left, late = walk(told, order.cancels, order.completed_at)
    order = replace(order, nothing_left=not left, late=dict(late))
    counts = Asked(left or lines, wished_with(lines))
    return replace(order, lines=counts, ordered_at=at, ordered_by_event=by_event)


def told_in_turn(order: Order) -> list[Told]:
    """Return all statements, the oldest first. A reserve call counts as older than all events."""
    told = [(*order.asked, False)] if order.asked else []
    return told + [(at, lines, True) for at, lines in sorted(order.said.items(), key=lambda one: one[0])]


def lost_of(order: Order, sku: str) -> int:
    """Return the units of the SKU that the order lost since its first payment, by statements and
    by cancels. An unpaid order is for the last lines alone.
    """
    if not order.paid or order.paid_at is None or order.first_paid_at is None or not order.lines:
        return 0
    told = told_in_turn(order)
    first, newest = (_covered(told, at) for at in (order.first_paid_at, order.paid_at))
    return lost(told[first:], newest - first, order.cancels)[sku]


def wanted_of(order: Order, sku: str) -> int:
    """Return the units of the SKU that the lines are for now."""
    return 0 if order.nothing_left else units_of(order.lines, sku)


def base_of(order: Order, sku: str) -> int:
    """Return the units of the SKU that were ever paid for: those of now, and those that it lost."""
    return wanted_of(order, sku) + lost_of(order, sku)


def _covered(told: list[Told], at: datetime) -> int:
    return max((number for number, one in enumerate(told) if one[2] and one[0] <= at), default=0)


def at_most(lines: dict[Ask, int], others: dict[Ask, int]) -> bool:
    """No more units of any SKU."""
    return all(units_of(lines, sku) <= units_of(others, sku) for sku, _ in lines)


def units_of(lines: dict[Ask, int], sku: str) -> int:
    return sum(units for (other, _), units in lines.items() if other == sku)


def keeping(before: Order, heard: Order) -> Order:
    """Forget the lines that count now, as too much: the lines of before are stated again, an
    instant later. Cancels that are later still take their units from them.
    """
    assert heard.ordered_at is not None
    newest = max([heard.ordered_at, *([before.ordered_at] if before.cancels and before.ordered_at else [])])
    at = newest + INSTANT
    said = {when: lines for when, lines in heard.said.items() if not heard.ordered_by_event or when != heard.ordered_at}
    here = moment((before.ordered_at or newest, {}, before.ordered_by_event))
    again = Asked(
        reduced(stated_lines(before), before.cancels, here, moment((at, {}, True))), wished_with(before.lines)
    )
    return replace(
        heard,
        said=said | {at: again},
        asked=heard.asked if heard.ordered_by_event else None,
        lines=before.lines,
        ordered_at=at,
        ordered_by_event=True,
        nothing_left=before.nothing_left,
        late=before.late,
    )


def stated_lines(order: Order) -> dict[Ask, int]:
    """Return the statement that counts, as it was made."""
    if order.ordered_at is None:
        return {}
    if order.ordered_by_event:
        return order.said[order.ordered_at]
    return order.asked[1] if order.asked else {}


def fewer(before: Order, after: Order) -> dict[str, int]:
    """Return the units by SKU that the lines have no longer."""
    lost = {sku: units_of(before.lines, sku) - units_of(after.lines, sku) for sku, _ in before.lines}
    return {sku: units for sku, units in lost.items() if units > 0}


def rank(lines: dict[Ask, int]) -> tuple[list[tuple[str, int, str]], Wished]:
    """Of two contradicting orders of one instant the greater counts."""
    return [(sku, quantity, location or "") for (sku, location), quantity in lines.items()], wished_with(lines)
