"""An availability check for an order counts the units that this order has: what an amendment could
get.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.domain.commands import Command
from inventory.reading import own_holds
from inventory.reading.availability import Obtainable, Units, offers
from inventory.reading.own_holds import OrderCheck
from tests.inventory.making import (
    Ordered,
    amend,
    confirm,
    counted,
    lines,
    order_cancelled,
    release,
    reserve,
    stated,
)
from tests.inventory.shop import Shop
from tests.inventory.write_path.test_obtainable import LINE, ORDERS


def obtainable(shop: Shop, order_id: str, *ordered: Ordered) -> Units:
    check = OrderCheck(order_id, lines(*ordered))
    return own_holds.obtainable(shop.session, [check], now=shop.now)[order_id]


def test_its_own_hold_counts_as_free_and_that_of_others_does_not(shop: Shop) -> None:
    shop.hear(stated("a", 10), stated("b", 4), reserve("o1", ("a", 6), ("b", 1)), reserve("o2", ("a", 3)))
    assert obtainable(shop, "o1", ("a", 1), ("b", 1)) == {"a": {"main": 7}, "b": {"main": 4}}
    assert obtainable(shop, "o2", ("a", 1), ("b", 1)) == {"a": {"main": 4}, "b": {"main": 3}}
    assert obtainable(shop, "unknown", ("a", 1), ("c", 1)) == {"a": {"main": 1}}


@pytest.mark.parametrize("ending", [confirm("o1"), release("o1"), order_cancelled("o1")])
def test_a_hold_that_is_over_counts_no_more(shop: Shop, ending: Command) -> None:
    shop.hear(stated("a", 10), reserve("o1", ("a", 6)), ending)
    row = shop.counters("a")
    assert row is not None
    assert obtainable(shop, "o1", ("a", 1)) == {"a": {"main": row.on_hand}}


def test_an_overdue_hold_counts_once(shop: Shop) -> None:
    shop.hear(stated("a", 10), reserve("o1", ("a", 6)), reserve("o2", ("a", 3)))
    shop.later(minutes=15)
    assert obtainable(shop, "o1", ("a", 11)) == {"a": {"main": 10}}


def test_units_that_are_known_to_be_gone_do_not_count(shop: Shop) -> None:
    shop.hear(stated("a", 10), reserve("o1", ("a", 6)), reserve("o2", ("a", 3)), counted("a", 5))
    assert obtainable(shop, "o1", ("a", 1)) == {"a": {"main": 2}}
    assert obtainable(shop, "o2", ("a", 1)) == {"a": {"main": 0}}


def test_units_that_do_not_sell_do_not_count(shop: Shop) -> None:
    shop.location("damaged", 200, sells=False)
    shop.hear(stated("a", 10), stated("a", 7, location="damaged"), reserve("o1", ("a", 6)))
    assert obtainable(shop, "o1", ("a", 1)) == {"a": {"main": 10}}


def test_an_order_keeps_what_it_has_where_nothing_is_sold_any_more(shop: Shop) -> None:
    shop.location("east")
    shop.hear(stated("a", 2), stated("a", 7, location="east"), reserve("o1", ("a", 4, "east")))
    shop.location("east", active=False)
    assert obtainable(shop, "o1", ("a", 1)) == {"a": {"east": 4, "main": 2}}
    assert obtainable(shop, "unknown", ("a", 1)) == {"a": {"main": 2}}
    assert shop.refused(amend("o1", ("a", 7))).code == "insufficient_stock"
    shop.hear(amend("o1", ("a", 6)))


def test_several_checks_of_a_turn_have_each_their_own(shop: Shop) -> None:
    shop.hear(stated("a", 10), stated("b", 4), reserve("o1", ("a", 6)), reserve("o2", ("a", 3), ("b", 2)))
    asked = [OrderCheck("o1", lines(("a", 1))), OrderCheck("o2", lines(("b", 9))), OrderCheck("o2", lines(("a", 4)))]
    assert own_holds.obtainable(shop.session, asked, now=shop.now) == {
        "o1": {"a": {"main": 7}},
        "o2": {"a": {"main": 4}, "b": {"main": 4}},
    }
    assert own_holds.obtainable(shop.session, [], now=shop.now) == {}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    others=st.tuples(ORDERS, ORDERS),
    own=st.lists(LINE, min_size=1, max_size=3),
    gone=st.integers(0, 9),
    closes=st.booleans(),
    wanted=st.lists(LINE, min_size=1, max_size=3),
)
def test_a_check_says_what_an_amendment_would(
    shop: Shop,
    others: tuple[list[list[Ordered]], list[list[Ordered]]],
    own: list[Ordered],
    gone: int,
    wanted: list[Ordered],
    *,
    closes: bool,
) -> None:
    began = shop.now
    first, second = others
    with shop.session.begin_nested() as savepoint:
        stock: list[Command] = [stated("a", 9), stated("a", 6, location="east"), stated("b", 7)]
        shop.batch(*stock, *(reserve(f"first-{number}", *one) for number, one in enumerate(first)))
        shop.later(minutes=10)
        shop.batch(*(reserve(f"second-{number}", *one) for number, one in enumerate(second)), counted("a", gone))
        shop.later(minutes=1)
        (held,) = shop.batch(reserve("own", *own))
        if closes:
            shop.location("east", active=False)
        shop.later(minutes=9)
        if held.error is None:
            found = offers(Obtainable(obtainable(shop, "own", *wanted)), lines(*wanted))
            (outcome,) = shop.batch(amend("own", *wanted))
            assert (outcome.error is None) == (not any(offer.shortfall for offer in found))
        savepoint.rollback()
    shop.now = began
