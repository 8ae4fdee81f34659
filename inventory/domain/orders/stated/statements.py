"""Choose the statement of an order that is in force (ADR 0024). Pure.

The last statement of an unpaid order is in force. A payment covers the statement of its time, and
units that are given back are refunded. So a later statement of a paid order counts if it names no
more units than the one in force before it. A statement of more units waits for a newer payment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from inventory.domain.lines import Line, rank, units_by_sku
from inventory.domain.locations import NO_PREFERENCE, Preference

MAX_STATEMENTS = 21
"""Maximum number of remembered statements: the first, and the newest others."""


class Statement(NamedTuple):
    """The lines of an order as of `at`, and the wishes for their locations.

    `by_event` is False for a reserve call. Any OrderCreated or amendment beats it.
    """

    at: datetime
    lines: tuple[Line, ...]
    by_event: bool = True
    preference: Preference = NO_PREFERENCE

    @property
    def rank(self) -> tuple[list[tuple[str, int, str]], Preference]:
        """Return the rank. Of two statements of the same instant the greater counts."""
        return rank(self.lines), self.preference


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements worth remembering, the oldest in front.

    The lines of a reserve call count as older than all others. The statements to drop depend on the
    times alone, so the order of arrival does not matter.
    """
    found = sorted(statements, key=_age)
    return found if len(found) <= MAX_STATEMENTS else [found[0], *found[1 - MAX_STATEMENTS :]]


def in_force(statements: Sequence[Statement], paid_at: datetime | None) -> Statement:
    """Return the statement in force. `paid_at` is the time of the newest payment that stands.

    `statements` come from `in_order`, at least one.
    """
    if paid_at is None:
        return statements[-1]
    covered, *later = statements[_covered(statements, paid_at) :]
    counts = covered
    for one in later:
        if no_more(one.lines, counts.lines):
            counts = one
    return counts


def base(statements: Sequence[Statement], paid_at: datetime | None) -> Statement:
    """Return the statement from which all later ones are judged: the one that the payment covers,
    without a payment the last one.

    `statements` come from `in_order`, at least one.
    """
    return statements[-1] if paid_at is None else statements[_covered(statements, paid_at)]


def no_more(lines: Iterable[Line], than: Iterable[Line]) -> bool:
    """Return True if no SKU has more units than in the other lines. Locations do not matter."""
    return units_by_sku(lines) <= units_by_sku(than)


def _age(statement: Statement) -> tuple[bool, datetime]:
    return statement.by_event, statement.at


def _covered(statements: Sequence[Statement], paid_at: datetime) -> int:
    """Return the position of the newest statement when the payment was made.

    Any payment covers the first statement: its clock may be ahead.
    """
    covered = (number for number, one in enumerate(statements) if one.by_event and one.at <= paid_at)
    return max(covered, default=0)
