"""The catalogue states its supply: its statements telescope, in any order of arrival (ADR 0004)."""

from __future__ import annotations

from itertools import permutations

import pytest

from inventory.domain.orders.status import Status
from tests.inventory.making import (
    cancel,
    counted,
    moved,
    order_cancelled,
    order_created,
    payment_succeeded,
    release,
    reserve,
    stated,
)
from tests.inventory.shop import Counters, Shop


def sell(shop: Shop, sku: str, quantity: int) -> None:
    shop.hear(order_created("sold", (sku, quantity)), payment_succeeded("sold"))


def test_a_republished_product_changes_nothing_however_much_was_sold(shop: Shop) -> None:
    shop.hear(stated("a", 100, at=-60))
    sell(shop, "a", 40)
    shop.hear(stated("a", 100, at=-30))
    assert shop.counters("a") == Counters(60)
    shop.hear(stated("a", 120, at=-20))
    assert shop.counters("a") == Counters(80)


def test_less_than_is_reserved_leaves_a_shortfall_that_ending_holds_settle(shop: Shop) -> None:
    shop.hear(stated("a", 100, at=-60), reserve("o1", ("a", 12)), reserve("o2", ("a", 8)))
    shop.announced()
    shop.hear(stated("a", 10, at=-50))
    assert shop.counters("a") == Counters(20, reserved=20, shortfall=10)
    (change,) = shop.announced()
    assert (change.data["level"], change.data["previous_level"]) == ("short", "in_stock")
    assert (change.data["quantity_shortfall"], change.data["quantity_available"]) == (10, 0)
    shop.hear(release("o2"))
    assert shop.counters("a") == Counters(12, reserved=12, shortfall=2)
    assert shop.announced()[-1].data["level"] == "short"
    shop.hear(cancel("o1"))
    assert shop.counters("a") == Counters(10)
    assert shop.announced()[-1].data["level"] == "in_stock"


def test_later_additions_settle_the_shortfall_first(shop: Shop) -> None:
    shop.hear(stated("a", 20, at=-60), reserve("o1", ("a", 20)), stated("a", 10, at=-50))
    shop.hear(moved("a", 4, reference="delivery-1"))
    assert shop.counters("a") == Counters(20, reserved=20, shortfall=6)
    shop.hear(moved("a", 7, reference="delivery-2"))
    assert shop.counters("a") == Counters(21, reserved=20)


def test_nothing_is_available_during_a_shortfall(shop: Shop) -> None:
    shop.hear(stated("a", 20, at=-60), reserve("o1", ("a", 20)), stated("a", 10, at=-50))
    shop.refused(reserve("o2", ("a", 1)))
    shop.hear(release("o1"), reserve("o2", ("a", 10)))
    assert shop.counters("a") == Counters(10, reserved=10)


def test_a_confirmed_order_takes_its_units_also_during_a_shortfall(shop: Shop) -> None:
    shop.hear(stated("a", 20, at=-60), order_created("o1", ("a", 20)), stated("a", 15, at=-50))
    shop.announced()
    shop.hear(payment_succeeded("o1"))
    assert shop.status("o1") is Status.CONFIRMED
    assert shop.counters("a") == Counters(0, shortfall=5)
    (told,) = [row.data for row in shop.announced() if row.key == "o1"]
    assert told["missing"] == [{"sku": "a", "location": "main", "quantity": 5}]
    shop.hear(order_cancelled("o1"))
    assert shop.counters("a") == Counters(15)


def test_less_than_was_sold_is_a_shortfall_too_until_it_is_corrected(shop: Shop) -> None:
    shop.hear(stated("a", 100, at=-60))
    sell(shop, "a", 40)
    shop.hear(stated("a", 10, at=-30))
    assert shop.counters("a") == Counters(0, shortfall=30)
    shop.hear(stated("a", 100, at=-20))
    assert shop.counters("a") == Counters(60)


@pytest.mark.parametrize(
    ("statements", "on_hand"),
    [
        ([(100, -60), (120, -50), (90, -40)], 90),
        ([(100, -60), (120, -50), (90, -50)], 120),
        ([(0, -60), (5, -60)], 5),
        ([(100, -60), (None, -50), (70, -40)], 70),
    ],
)
def test_the_newest_statement_counts_in_whatever_order_they_come(
    shop: Shop, statements: list[tuple[int | None, int]], on_hand: int
) -> None:
    commands = [(quantity, at) for quantity, at in statements]
    for number, arrival in enumerate(permutations(commands)):
        sku = f"a{number}"
        for quantity, at in (*arrival, *arrival):
            shop.hear(stated(sku, quantity, at=at))
        assert shop.counters(sku) == Counters(on_hand)
        together = f"b{number}"
        shop.batch(*(stated(together, quantity, at=at) for quantity, at in (*arrival, *arrival)))
        assert shop.counters(together) == Counters(on_hand)


@pytest.mark.parametrize("made_by", [moved("a", 30), counted("a", 30)], ids=["a delivery", "a count"])
def test_on_a_row_that_an_import_made_the_first_statement_only_sets_the_baseline(shop: Shop, made_by: object) -> None:
    shop.hear(made_by)  # type: ignore[arg-type]
    shop.hear(stated("a", None, at=-61), stated("a", 100, at=-60))
    assert shop.counters("a") == Counters(30)
    shop.hear(stated("a", 105, at=-50))
    assert shop.counters("a") == Counters(35)


def test_a_statement_without_a_quantity_makes_the_row_and_leaves_the_number(shop: Shop) -> None:
    shop.hear(stated("a", None, at=-60))
    assert shop.counters("a") == Counters(0)
    shop.hear(stated("a", 7, at=-50), stated("a", None, at=-40, threshold=3))
    assert shop.counters("a") == Counters(7)
    shop.hear(reserve("o1", ("a", 4)))
    assert shop.announced()[-1].data["level"] == "low"


def test_each_location_has_a_statement_of_its_own(shop: Shop) -> None:
    shop.hear(stated("a", 5, location="east"), stated("a", 7, location="west"), stated("a", 6, at=-9, location="east"))
    assert (shop.counters("a", "east"), shop.counters("a", "west")) == (Counters(6), Counters(7))
    assert shop.announced()[-1].data["quantity_on_hand"] == 13
