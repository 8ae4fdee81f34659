"""Partial cancels of an order: facts that merge in any sequence (ADR 0062). Pure.

A partial cancel takes units from the statements that are older than it, because an order that is
stated again already says what is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from inventory.domain.lines import Line, rank, units_by_sku
from inventory.domain.orders.stated.statements import Statement, base, no_more

MAX_LINE_CANCELS = 100
"""Maximum number of partial cancels of an order."""
_Moment = tuple[bool, datetime, bool]
"""A place in time: reserve calls before all events, and a cancel before a statement of its
instant.
"""


class LinesCancelled(NamedTuple):
    """Units that were cancelled together. `lines` are merged and sorted."""

    cancel_id: str
    at: datetime
    lines: tuple[Line, ...]


class Reducing(NamedTuple):
    """Everything known of the partial cancels of an order.

    `cancels`, sorted by id, are facts. The rest follows from all facts of the order.
    `nothing_left`: they took all units of the lines. `late`: the units that they took after the
    order was completed. These are gone.
    """

    cancels: tuple[LinesCancelled, ...] = ()
    nothing_left: bool = False
    late: tuple[Line, ...] = ()

    def find(self, cancel_id: str) -> LinesCancelled | None:
        return next((one for one in self.cancels if one.cancel_id == cancel_id), None)

    @property
    def last_at(self) -> datetime:
        """Return the time of the newest cancel."""
        return max(one.at for one in self.cancels)


class Standing(NamedTuple):
    """The statement in force, the lines that are left of it, and the units that cancels took after
    the order was completed.
    """

    statement: Statement
    left: tuple[Line, ...]
    late: tuple[Line, ...]


NOTHING_CANCELLED = Reducing()


def hear_lines_cancelled(reducing: Reducing | None, heard: LinesCancelled) -> Reducing | None:
    """Merge a partial cancel. Of two with one id the newest counts, at the same instant the greater
    one.
    """
    known = reducing or NOTHING_CANCELLED
    before = known.find(heard.cancel_id)
    if before is not None and (before.at, rank(before.lines)) >= (heard.at, rank(heard.lines)):
        return reducing
    others = [one for one in known.cancels if one.cancel_id != heard.cancel_id]
    return known._replace(cancels=tuple(sorted([*others, heard], key=lambda one: one.cancel_id)))


def lost_units(
    statements: Sequence[Statement], cancels: Iterable[LinesCancelled], *, first_paid_at: datetime, paid_at: datetime
) -> Counter[str]:
    """Return the units by SKU that a paid order lost since its first payment.

    Between the first payment and the newest one each statement counts: nobody remembers those that
    were paid for.
    """
    known = tuple(cancels)
    first, newest = _moment(base(statements, first_paid_at)), _moment(base(statements, paid_at))
    steps: list[Statement | LinesCancelled] = [*statements, *_between(known, first)]
    earlier = [one for one in steps if first <= _moment(one) < newest]
    left = base(statements, first_paid_at).lines
    told = [left]
    for step in sorted(earlier, key=_moment):
        left = step.lines if isinstance(step, Statement) else without(left, step.lines)
        told.append(left)
    told += [one.left for one in _in_turn(statements, known, paid_at)]
    lost: Counter[str] = Counter()
    for had, has in pairwise(map(units_by_sku, told)):
        lost += had - has
    return lost


def walk(
    statements: Sequence[Statement],
    cancels: Iterable[LinesCancelled],
    *,
    paid_at: datetime | None,
    completed_at: datetime | None,
) -> Standing:
    """Go through statements and cancels in time, from the statement that the payment covers.

    Each cancel takes its units from the lines in force. A later statement counts if it names no
    more units than are left. Without a payment, only the last statement and later cancels count.
    `statements` come from `in_order`, at least one.
    """
    late: Counter[str] = Counter()
    before, *steps = _in_turn(statements, cancels, paid_at)
    for after in steps:
        if after.cancelled_at is not None and completed_at is not None and after.cancelled_at > completed_at:
            late += units_by_sku(before.left) - units_by_sku(after.left)
        before = after
    return Standing(before.counts, before.left, tuple(Line(sku, units) for sku, units in sorted(late.items())))


class _Step(NamedTuple):
    """The statement in force, the lines that are left of it, and the time of the cancel that has
    just taken some, if one has.
    """

    counts: Statement
    left: tuple[Line, ...]
    cancelled_at: datetime | None = None


def _in_turn(
    statements: Sequence[Statement], cancels: Iterable[LinesCancelled], paid_at: datetime | None
) -> Iterator[_Step]:
    """Yield the statement that the payment covers, each later one in force, and each cancel."""
    here = _Step(base(statements, paid_at), base(statements, paid_at).lines)
    yield here
    later = [one for one in statements if _moment(one) > _moment(here.counts)]
    steps: list[Statement | LinesCancelled] = [*later, *_between(cancels, _moment(here.counts))]
    for step in sorted(steps, key=_moment):
        if isinstance(step, LinesCancelled):
            here = _Step(here.counts, without(here.left, step.lines), step.at)
            yield here
        elif no_more(step.lines, here.left):
            here = _Step(step, step.lines)
            yield here


def reduced(statement: Statement, cancels: Iterable[LinesCancelled], until: datetime | None = None) -> tuple[Line, ...]:
    """Return the rest of the statement's lines after the cancels that are later than it, and not
    later than `until`.
    """
    left = statement.lines
    for one in sorted(_between(cancels, _moment(statement)), key=_moment):
        if until is None or one.at <= until:
            left = without(left, one.lines)
    return left


def without(lines: Iterable[Line], cancelled: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines less the cancelled units, none below zero.

    Units are taken from the line of the location that the cancel names, then from the line without
    one, then from the others by location.
    """
    left = {(line.sku, line.location): line.quantity for line in lines}
    for sku, quantity, location in sorted(cancelled, key=lambda line: line.location is None):
        wanted = quantity
        asks = [ask for ask in left if ask[0] == sku]
        for ask in sorted(asks, key=lambda ask: (ask[1] != location, ask[1] is not None, ask[1] or "")):
            taken = min(wanted, left[ask])
            left[ask] -= taken
            wanted -= taken
    return tuple(Line(sku, units, location) for (sku, location), units in left.items() if units)


def _moment(step: Statement | LinesCancelled) -> tuple[_Moment, str]:
    if isinstance(step, Statement):
        return (step.by_event, step.at, True), ""
    return (True, step.at, False), step.cancel_id


def _between(cancels: Iterable[LinesCancelled], after: tuple[_Moment, str]) -> list[LinesCancelled]:
    return [one for one in cancels if _moment(one) > after]
