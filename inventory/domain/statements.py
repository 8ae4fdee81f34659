"""What an order was said to be, and when: which of these statements is in force (ADR 0024). Pure.

An order that is not paid is what was said of it last. A payment covers what had been said when it was made, and units that are
given back are refunded. So what was said of a paid order later counts if it is no more than what counted before it; more waits
for a newer payment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from inventory.domain.commands import Line

MAX_STATEMENTS = 21
"""The most statements of an order that are remembered: the first, and the newest others."""


class Statement(NamedTuple):
    """The lines of an order as of `at`. `by_event` False: those of a reserve call, which any OrderCreated or amendment beats."""

    at: datetime
    lines: tuple[Line, ...]
    by_event: bool = True


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Return those worth remembering, the oldest in front. The lines of a reserve call count as older than all others.

    Which are dropped depends on their times alone, so the order of arrival does not matter.
    """
    found = sorted(statements, key=_age)
    return found if len(found) <= MAX_STATEMENTS else [found[0], *found[1 - MAX_STATEMENTS :]]


def in_force(statements: Sequence[Statement], paid_at: datetime | None) -> Statement:
    """Return the statement that counts; `statements` are `in_order`, at least one. `paid_at` is of the newest payment that stands."""
    if paid_at is None:
        return statements[-1]
    covered, *later = statements[_covered(statements, paid_at) :]
    counts = covered
    for one in later:
        if no_more(one.lines, counts.lines):
            counts = one
    return counts


def no_more(lines: Iterable[Line], than: Iterable[Line]) -> bool:
    """Return whether of no SKU there are more units than in the other lines, wherever they are to come from."""
    return _units(lines) <= _units(than)


def _age(statement: Statement) -> tuple[bool, datetime]:
    return statement.by_event, statement.at


def _covered(statements: Sequence[Statement], paid_at: datetime) -> int:
    """The newest that was said when the payment was made. The first is covered by any payment: its clock may be ahead."""
    covered = (number for number, one in enumerate(statements) if one.by_event and one.at <= paid_at)
    return max(covered, default=0)


def _units(lines: Iterable[Line]) -> Counter[str]:
    units: Counter[str] = Counter()
    for sku, quantity, _ in lines:
        units[sku] += quantity
    return units
