"""Lines of an order that were cancelled since they were stated (ADR 0062): the walk through all
that was said of the order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

Lines = dict[tuple[str, str | None], int]
"""Units by SKU and location, None where the line names none."""
Told = tuple[datetime, Lines, bool]
"""A statement of an order: its time, its lines, and True for an event or an amendment."""
Cancels = Mapping[str, tuple[datetime, Lines]]
"""The lines that were cancelled, with their time, by the id of the cancel."""
Moment = tuple[bool, datetime, int]


class Standing(NamedTuple):
    """The statement that counts, the lines that are left of it, and the units by SKU that cancels
    took after `done`.
    """

    told: Told
    left: Lines
    late: Counter[str]


def lessened(lines: Lines, cancelled: Lines) -> Lines:
    """Return the lines without the cancelled units. Cancels that name a location come first.

    Each takes from the line of its location, then from the line without one, then from the others
    by location.
    """
    left = dict(lines)
    for (sku, named), units in sorted(
        cancelled.items(), key=lambda one: (one[0][1] is None, one[0][0], one[0][1] or "")
    ):
        others = sorted((ask for ask in left if ask[0] == sku and ask[1] is not None), key=lambda ask: ask[1] or "")
        wanted = units
        for ask in [*([(sku, named)] if named else []), (sku, None), *others]:
            took = min(left.get(ask, 0), wanted)
            wanted -= took
            if took:
                left[ask] -= took
    return {ask: units for ask, units in left.items() if units}


def moment(told: Told) -> Moment:
    """The place of a statement in time. A cancel of the same instant comes before it."""
    return told[2], told[0], 1


def between(cancels: Cancels, after: Moment, until: Moment | None = None) -> list[tuple[datetime, str, Lines]]:
    """The cancels later than a moment, and earlier than another one, sorted by their times."""
    return sorted(
        ((at, name, lines) for name, (at, lines) in cancels.items() if _within((True, at, 0), after, until)),
        key=lambda one: one[:2],
    )


def _within(there: Moment, after: Moment, until: Moment | None) -> bool:
    return after < there and (until is None or there < until)


def reduced(lines: Lines, cancels: Cancels, after: Moment, until: Moment | None = None) -> Lines:
    """Return the lines less the units that cancels between two moments took."""
    for _, _, cancelled in between(cancels, after, until):
        lines = lessened(lines, cancelled)
    return lines


def walk(told: Sequence[Told], cancels: Cancels, done: datetime | None) -> Standing:
    """Go through the statements from the first one, and through the cancels behind it.

    A statement that asks for more than is left of the one before it does not count.
    """
    counts, left, late = told[0], told[0][1], Counter[str]()
    for at, step in _steps(told, cancels):
        if isinstance(step, tuple):
            if _by_sku(step[1]) <= _by_sku(left):
                counts, left = step, step[1]
            continue
        rest = lessened(left, step)
        if done is not None and at > done:
            late += _by_sku(left) - _by_sku(rest)
        left = rest
    return Standing(counts, left, late)


def lost(told: Sequence[Told], covered: int, cancels: Cancels) -> Counter[str]:
    """Return the units by SKU that are fewer after each step from the first statement on.

    The `covered` statement was paid for, and each one before it counts.
    """
    left, fewer = told[0][1], Counter[str]()
    for _, step in _steps(told, cancels):
        rest = step[1] if isinstance(step, tuple) else lessened(left, step)
        if isinstance(step, tuple) and moment(step) > moment(told[covered]) and not _by_sku(rest) <= _by_sku(left):
            continue
        fewer += _by_sku(left) - _by_sku(rest)
        left = rest
    return fewer


def _steps(told: Sequence[Told], cancels: Cancels) -> list[tuple[datetime, Told | Lines]]:
    """Return all that came after the first statement, the oldest in front."""
    steps: list[tuple[Moment, str, Told | Lines]] = [(moment(one), "", one) for one in told[1:]]
    steps += [((True, at, 0), name, lines) for at, name, lines in between(cancels, moment(told[0]))]
    return [(when[1], step) for when, _, step in sorted(steps, key=lambda one: one[:2])]


def _by_sku(lines: Lines) -> Counter[str]:
    units: Counter[str] = Counter()
    for (sku, _), number in lines.items():
        units[sku] += number
    return units
