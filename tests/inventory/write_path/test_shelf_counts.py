"""Counts of all units on the shelf: those that are sold and to ship are no part of on hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inventory.domain.adjustments import ShelfCount
from inventory.domain.commands import AdjustStock, Dispatch
from inventory.domain.outcome import StockOutcome
from inventory.domain.stock.adjusting import ShelfStale
from inventory.domain.stock.paid_units import PaidUnits
from inventory.errors import InsufficientStock, ReferenceConflict
from inventory.write_path.previews.stock import Previews
from tests.inventory.making import CALLER, HOLDS, confirm, counted, lines, moved, reserve, stated
from tests.inventory.shop import Counters, Shop

TRACKED = replace(HOLDS, dispatched_after_seconds=7 * 86_400)


def on_shelf(sku: str, quantity: int, *, expected: int | None = None, reference: str = "count-1") -> AdjustStock:
    return replace(counted(sku, 0, reference=reference), adjustment=ShelfCount(quantity, expected))


def dispatched(order_id: str, sku: str, quantity: int) -> Dispatch:
    return Dispatch(order_id, f"parcel of {order_id}", lines((sku, quantity)), CALLER)


@pytest.fixture
def tracking(shop: Shop) -> Shop:
    """10 lie on the shelf, and an order has paid for 6 of them. Dispatches are awaited."""
    shop.holds = TRACKED
    shop.hear(stated("a", 10), reserve("o1", ("a", 6)), confirm("o1"))
    return shop


def shelf(shop: Shop, command: AdjustStock) -> int:
    """Apply the count, and return the units on the shelf after it."""
    outcome = shop.do(command)
    assert isinstance(outcome, StockOutcome)
    return outcome.stock.quantity_on_shelf


def test_units_that_are_sold_and_lie_there_are_sold_once(tracking: Shop) -> None:
    assert shelf(tracking, on_shelf("a", 10, expected=10)) == 10
    assert tracking.counters("a") == Counters(4)
    assert isinstance(tracking.refused(reserve("o2", ("a", 10))), InsufficientStock)
    assert tracking.do(reserve("o2", ("a", 4))).changed


def test_units_that_were_shipped_are_none_of_the_shelf(tracking: Shop) -> None:
    tracking.hear(dispatched("o1", "a", 2))

    assert shelf(tracking, on_shelf("a", 9, expected=8)) == 9
    assert tracking.counters("a") == Counters(5)


def test_fewer_units_than_are_to_ship_are_a_shortfall(tracking: Shop) -> None:
    assert shelf(tracking, on_shelf("a", 5, expected=10)) == 5
    assert tracking.counters("a") == Counters(0, 0, shortfall=1)


def test_without_dispatches_it_is_a_count_of_units_on_hand(shop: Shop) -> None:
    shop.hear(stated("a", 10), reserve("o1", ("a", 6)), confirm("o1"))
    outcome = shop.do(on_shelf("a", 9, expected=4))

    assert isinstance(outcome, StockOutcome)
    assert outcome.paid == PaidUnits(6, since=shop.now)
    assert shop.counters("a") == Counters(9)


def test_it_is_refused_when_another_number_lies_there(tracking: Shop) -> None:
    refusal = tracking.refused(on_shelf("a", 10, expected=4))

    assert isinstance(refusal, ShelfStale)
    assert (refusal.expected, refusal.quantity_on_shelf) == (4, 10)


def test_a_sale_meanwhile_is_no_reason_to_count_again(tracking: Shop) -> None:
    """Only goods that move change the shelf: orders and payments do not."""
    tracking.hear(reserve("o2", ("a", 3)), confirm("o2"), reserve("o3", ("a", 1)))

    assert shelf(tracking, on_shelf("a", 10, expected=10)) == 10
    assert tracking.counters("a") == Counters(1, 1)


def test_the_same_reference_again_is_a_replay(tracking: Shop) -> None:
    tracking.hear(on_shelf("a", 10))
    tracking.hear(dispatched("o1", "a", 6), moved("a", 1))
    after = tracking.contents()

    assert not tracking.do(on_shelf("a", 10)).changed
    assert tracking.contents() == after
    assert isinstance(tracking.refused(on_shelf("a", 11)), ReferenceConflict)


def test_a_count_of_units_on_hand_is_told_of_those_to_ship(tracking: Shop) -> None:
    first, again = (tracking.do(counted("a", 10, expected=4)) for _ in range(2))
    shelf_count = tracking.do(on_shelf("a", 10, reference="count-2"))

    assert isinstance(first, StockOutcome)
    assert isinstance(again, StockOutcome)
    assert isinstance(shelf_count, StockOutcome)
    assert first.paid == again.paid == PaidUnits(6)
    assert shelf_count.paid is None
    assert tracking.counters("a") == Counters(4)


def test_a_preview_foretells_it(tracking: Shop) -> None:
    (preview,) = Previews(tracking.session, now=tracking.now, holds=TRACKED).of([on_shelf("a", 9, expected=10)])

    assert isinstance(preview.outcome, StockOutcome)
    assert (preview.outcome.stock.quantity_on_hand, preview.outcome.stock.quantity_on_shelf) == (3, 9)
