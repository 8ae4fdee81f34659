"""Hold docs/life-of-a-reservation.md to the code: its facts, its targets row by row, and each arrow
of its picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inventory.domain.commands import (
    Cancel,
    Cause,
    Confirm,
    Expire,
    Line,
    OrderCommand,
    Release,
    Reserve,
    StateCancellation,
    StateCompletion,
    StateDispatch,
    StateLinesCancelled,
    StateOrder,
    StatePayment,
    StatePaymentFailure,
)
from inventory.domain.orders.decisions import decide
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.orders.reservation import AllocatedLine, Hold, Reservation, target
from inventory.domain.orders.shipping import DispatchFact, Shipping
from inventory.domain.orders.stated.reducing import LinesCancelled, Reducing
from inventory.domain.orders.stated.statements import Statement
from inventory.domain.orders.status import Status
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.row import StockRow
from inventory.domain.stock.shelf import Shelf
from inventory.domain.told_apart import begins_reservation
from inventory.errors import InventoryError

TEXT = (Path(__file__).parents[4] / "docs/life-of-a-reservation.md").read_text()
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CAUSE = Cause(actor="test")
LINES = (AllocatedLine("tea", 2),)
HELD = Reservation("o", lines=LINES, ordered_at=NOW - MINUTE, expires_at=NOW + MINUTE, held_since=NOW - MINUTE)
PAID = HELD._replace(paid_at=NOW)
NOTHING_LEFT = HELD._replace(
    status=Status.RELEASED,
    ordered_by_event=True,
    statements=(Statement(NOW - MINUTE, (Line("tea", 2),)),),
    cancelled_lines=Reducing((LinesCancelled("c", NOW, (Line("tea", 2),)),), nothing_left=True),
)
EXAMPLES = {
    "cancelled, paid, lines known, `restock` false": PAID._replace(cancelled_at=NOW, restock=False),
    "cancelled": PAID._replace(cancelled_at=NOW),
    "all lines cancelled one by one": NOTHING_LEFT._replace(paid_at=NOW),
    "paid, lines known": PAID._replace(failed_at=NOW, expires_at=None),
    "paid, lines unknown": Reservation("o", paid_at=NOW),
    "`failed_at` not older than `reserved_at`": HELD._replace(failed_at=NOW, reserved_at=NOW),
    "dispatched, returned or partly cancelled, lines unknown": Reservation(
        "o", shipping=Shipping((DispatchFact("d", NOW, (Line("tea", 1),)),))
    ),
    "no `expires_at`": HELD._replace(paid_at=NOW, refused_at=NOW, expires_at=None),
    "`expires_at` is over": HELD._replace(expires_at=NOW),
    "else": HELD._replace(failed_at=NOW - MINUTE, reserved_at=NOW),
}


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the first table under a heading, without its head."""
    section = TEXT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_fact_is_told() -> None:
    told = {name for cells in rows("Facts") for name in re.findall(r"`(\w+_at)`", cells[0] + cells[2])}

    assert told == {name for name in (*Reservation._fields, *Shipping._fields) if name.endswith("_at")} - {
        "expires_at",
        "created_at",
        "updated_at",
        "dispatch_due_at",
    }


@pytest.mark.parametrize("cells", rows("Target"), ids=lambda cells: cells[0])
def test_each_target_is_as_told(cells: list[str]) -> None:
    facts, status, units = cells
    found = target(EXAMPLES[facts], NOW)

    assert f"`{found.status}`" == status
    assert {Hold.NOTHING: "nothing", Hold.HELD: "held", Hold.TAKEN: "taken"}[found.hold] == units


def test_every_target_is_told() -> None:
    assert [cells[0] for cells in rows("Target")] == list(EXAMPLES)
    assert {cells[1].strip("`") for cells in rows("Target")} == {*Status} - {Status.NEW}


def commands(at: datetime) -> Iterator[OrderCommand]:
    lines = (Line("tea", 2),), (Line("tea", 3),)
    for asked in lines:
        yield StateOrder("o", asked, CAUSE, at, ttl_seconds=60)
        yield Reserve("o", asked, CAUSE, ttl_seconds=60)
    yield StatePayment("o", CAUSE, at)
    yield StatePaymentFailure("o", "test", CAUSE, at)
    yield StateCancellation("o", "test", CAUSE, at)
    yield StateDispatch("o", "d", (Line("tea", 1),), CAUSE, at)
    yield StateCompletion("o", CAUSE, at)
    for units in (1, 2):
        yield StateLinesCancelled("o", "c", (Line("tea", units),), CAUSE, at)
    yield Confirm("o", CAUSE)
    yield Release("o", "test", CAUSE)
    yield Cancel("o", "test", CAUSE)
    yield Expire("o", CAUSE)


def shelf(units: int, before: Reservation) -> Shelf:
    """Return stock with so many units on hand beside the order's own, and its own
    reserved.
    """
    return Shelf([StockRow("tea", "main", "tea", Counters(units + before.held_units, before.held_units), version=1)])


def arrows(depth: int) -> set[tuple[Status, Status]]:
    """Return every change of status that some sequence of commands brings about, with much stock
    and with none. It begins with nothing, or with an order without any line left.
    """
    found: set[tuple[Status, Status]] = set()
    reached = {Reservation("o", created_at=NOW), NOTHING_LEFT._replace(created_at=NOW)}
    for step in range(depth):
        # Longer than a hold, so that what was held before is overdue, and once at the same time, so
        # that it is not.
        for now in (NOW + 2 * step * MINUTE, NOW + 2 * step * MINUTE - timedelta(seconds=100)):
            for before in tuple(reached):
                for after in _next(before, now):
                    found.add((before.status, after.status))
                    reached.add(after)
    return {(one, other) for one, other in found if one is not other}


def _next(before: Reservation, now: datetime) -> Iterator[Reservation]:
    for units in (10, 0):
        for command in commands(now):
            if before.status is Status.NEW and not begins_reservation(command):
                continue  # a request about an unknown order is refused before it is decided
            try:
                decision = decide(before, command, shelf(units, before), now=now, holds=HoldTimes())
            except InventoryError:
                continue
            if decision is not None:
                yield decision.after._replace(version=0, updated_at=None)


def test_the_picture_has_every_arrow_and_no_other() -> None:
    picture = re.findall(r"^\s+(\[\*\]|\w+) --> (\w+): ", TEXT, re.MULTILINE)
    drawn = {(Status.NEW if one == "[*]" else Status[one.upper()], Status[other.upper()]) for one, other in picture}

    found = arrows(2)  # 3 finds no other, and takes 7 seconds

    assert _named(drawn - found) == [], "drawn, and never seen"
    assert _named(found - drawn) == [], "seen, and not drawn"


def _named(changes: Sequence[tuple[Status, Status]] | set[tuple[Status, Status]]) -> list[str]:
    return sorted(f"{one} -> {other}" for one, other in changes)
