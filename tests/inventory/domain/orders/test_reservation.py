"""Facts, not sequence: in any order and number of deliveries an order's facts end in the same place
(G4).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inventory.domain.batch import Batch
from inventory.domain.commands import Command, OrderCommand
from inventory.domain.orders.reservation import AllocatedLine, Hold, Reservation, Target, target
from inventory.domain.orders.status import Status
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.reversing import Reversals
from inventory.domain.stock.shelf import Shelf
from inventory.domain.stock_changes import StockChanges
from tests.inventory.making import (
    HOLDS,
    NOON,
    after_noon,
    order_cancelled,
    order_created,
    payment_failed,
    payment_succeeded,
    reserve,
    row,
)

AMPLE = 1_000
MINUTES = st.integers(-4, -1)
LINES = st.sampled_from([(("a", 1),), (("a", 3),), (("a", 2), ("b", 5)), (("b", 1, "main"),)])
EVENTS: st.SearchStrategy[OrderCommand] = st.one_of(
    st.builds(lambda ordered, at: order_created("o", *ordered, at=at), LINES, MINUTES),
    st.builds(lambda at: payment_failed("o", at=at), MINUTES),
    st.builds(lambda at: payment_succeeded("o", at=at), MINUTES),
    st.builds(lambda at, restock: order_cancelled("o", at=at, restock=restock), MINUTES, st.booleans()),
)


def arrive(commands: Sequence[Command]) -> tuple[Reservation, dict[str, Counters]]:
    """The order and the levels after these commands, one after the other, with ample stock and no
    database.
    """
    shelf = Shelf([row("a", AMPLE), row("b", AMPLE)])
    batch = Batch({"o": Reservation("o")}, StockChanges(shelf, {}, {}, Reversals({}), now=NOON), now=NOON, holds=HOLDS)
    for command in commands:
        batch.run(command)
    (reservation,) = batch.changed_reservations()
    return reservation, {stock.sku: stock.counters for stock in shelf}


def facts(reservation: Reservation) -> Reservation:
    """Return the facts, without counts and times of their deliveries."""
    return reservation._replace(version=0, updated_at=None, expires_at=None, held_since=None)


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[OrderCommand], list[OrderCommand]]:
    """Some events, and the same events in another order, some of them repeated."""
    events = draw(st.lists(EVENTS, min_size=1, max_size=6))
    repeated = draw(st.lists(st.sampled_from(events), max_size=4))
    return events, draw(st.permutations(events + repeated))


AMENDED: list[OrderCommand] = [order_created("o", ("a", 3), at=-2), order_created("o", ("a", 1), at=-1)]


@given(deliveries())
@example((AMENDED, AMENDED[::-1]))  # Random deliveries have two of these in another order only almost always.
def test_order_and_number_of_deliveries_do_not_matter(both: tuple[list[OrderCommand], list[OrderCommand]]) -> None:
    once, again = both
    reservation, levels = arrive(once)
    other, other_levels = arrive(again)
    assert facts(other) == facts(reservation)
    assert target(other, NOON) == target(reservation, NOON)
    assert other_levels == levels


@given(deliveries())
def test_what_is_allocated_is_what_the_target_asks_for(both: tuple[list[OrderCommand], list[OrderCommand]]) -> None:
    reservation, levels = arrive(both[1])
    hold = target(reservation, NOON).hold
    for line in reservation.lines:
        assert sum(one.held for one in line.allocations) == (line.quantity if hold is Hold.HELD else 0)
        assert sum(one.taken for one in line.allocations) == (line.quantity if hold is Hold.TAKEN else 0)
    gone = sum(one.taken for line in reservation.lines for one in line.allocations)
    assert sum(level.physical for level in levels.values()) == 2 * AMPLE - gone


@pytest.mark.parametrize("paid", [False, True])
@pytest.mark.parametrize("cancelled", [False, True])
def test_a_request_to_reserve_again_is_a_fact_like_any_other(*, paid: bool, cancelled: bool) -> None:
    commands: list[Command] = [order_created("o", ("a", 3)), payment_failed("o"), reserve("o", ("a", 3))]
    commands += [payment_succeeded("o")] if paid else []
    commands += [order_cancelled("o")] if cancelled else []
    ends = set()
    for arrival in permutations(commands):
        reservation, levels = arrive(arrival)
        ends.add((reservation.status, reservation.lines, levels["a"]))
    assert len(ends) == 1
    ((status, _, _),) = ends
    assert status is (Status.RELEASED if cancelled else Status.CONFIRMED if paid else Status.PENDING)


@pytest.mark.parametrize(
    "contradicting",
    [
        [order_created("o", ("a", 1)), order_created("o", ("a", 2)), order_created("o", ("b", 1))],
        [order_cancelled("o", restock=True), order_cancelled("o", restock=False), payment_succeeded("o")],
    ],
    ids=["lines", "restocking"],
)
def test_contradictions_of_the_same_instant_end_the_same(contradicting: list[Command]) -> None:
    ends = {facts(arrive(arrival)[0]) for arrival in permutations([*contradicting, order_created("o", ("a", 1))])}
    assert len(ends) == 1


KNOWN: dict[str, Any] = {
    "lines": (AllocatedLine("a", 1),),
    "ordered_at": after_noon(-10),
    "expires_at": after_noon(5),
}
EARLIER, LATER = after_noon(-3), after_noon(-2)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (KNOWN, Target(Status.PENDING, Hold.HELD)),
        (KNOWN | {"expires_at": NOON}, Target(Status.EXPIRED, Hold.NOTHING)),
        (KNOWN | {"expires_at": NOON + timedelta(microseconds=1)}, Target(Status.PENDING, Hold.HELD)),
        (KNOWN | {"expires_at": None}, Target(Status.REJECTED, Hold.NOTHING)),
        (KNOWN | {"expires_at": None, "failed_at": EARLIER}, Target(Status.RELEASED, Hold.NOTHING)),
        (KNOWN | {"failed_at": EARLIER}, Target(Status.RELEASED, Hold.NOTHING)),
        (KNOWN | {"failed_at": EARLIER, "reserved_at": EARLIER}, Target(Status.RELEASED, Hold.NOTHING)),
        (KNOWN | {"failed_at": EARLIER, "reserved_at": LATER}, Target(Status.PENDING, Hold.HELD)),
        (KNOWN | {"failed_at": LATER, "paid_at": EARLIER}, Target(Status.CONFIRMED, Hold.TAKEN)),
        (KNOWN | {"expires_at": EARLIER, "paid_at": EARLIER}, Target(Status.CONFIRMED, Hold.TAKEN)),
        (KNOWN | {"paid_at": EARLIER, "refused_at": EARLIER}, Target(Status.PENDING, Hold.HELD)),
        (KNOWN | {"paid_at": EARLIER, "refused_at": LATER}, Target(Status.PENDING, Hold.HELD)),
        (KNOWN | {"paid_at": LATER, "refused_at": EARLIER}, Target(Status.CONFIRMED, Hold.TAKEN)),
        ({"paid_at": EARLIER}, Target(Status.AWAITING_ORDER, Hold.NOTHING)),
        ({"failed_at": EARLIER}, Target(Status.RELEASED, Hold.NOTHING)),
        (KNOWN | {"paid_at": LATER, "cancelled_at": EARLIER}, Target(Status.RELEASED, Hold.NOTHING)),
        (KNOWN | {"cancelled_at": EARLIER, "restock": False}, Target(Status.RELEASED, Hold.NOTHING)),
        (KNOWN | {"paid_at": LATER, "cancelled_at": EARLIER, "restock": False}, Target(Status.RELEASED, Hold.TAKEN)),
    ],
)
def test_the_target_follows_from_the_facts(known: dict[str, Any], expected: Target) -> None:
    assert target(Reservation("o", **known), NOON) == expected
