"""An availability check counts the units that a reserve would get: available ones, and those of
ended holds.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.domain.commands import Command
from inventory.reading import availability
from inventory.reading.availability import Obtainable
from tests.inventory.making import Ordered, counted, lines, reserve, stated
from tests.inventory.shop import Shop

LINE: st.SearchStrategy[Ordered] = st.tuples(st.sampled_from("ab"), st.integers(1, 6)) | st.tuples(
    st.sampled_from("ab"), st.integers(1, 6), st.sampled_from(["main", "east"])
)
ORDERS = st.lists(st.lists(LINE, min_size=1, max_size=3), max_size=5)


def obtainable(shop: Shop, *ordered: Ordered) -> dict[str, dict[str, int]]:
    return availability.obtainable(shop.session, [lines(*ordered)], now=shop.now).units


def test_holds_count_once_they_are_over(shop: Shop) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 3)))
    assert obtainable(shop, ("a", 5)) == {"a": {"main": 2}}
    shop.later(minutes=15)
    assert obtainable(shop, ("a", 5)) == {"a": {"main": 5}}
    shop.hear(reserve("o2", ("a", 5)))


def test_units_that_are_known_to_be_gone_do_not_count(shop: Shop) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 3)), reserve("o2", ("a", 2), ttl_seconds=3_600), counted("a", 4))
    shop.later(minutes=15)
    assert obtainable(shop, ("a", 3)) == {"a": {"main": 2}}
    too_many, enough = shop.batch(reserve("o3", ("a", 3)), reserve("o3", ("a", 2)))
    assert too_many.error is not None
    assert enough.error is None


def test_only_so_many_holds_are_looked_at(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(availability, "OVERDUE_LOOKED_AT", 2)
    shop.hear(stated("a", 3), *(reserve(f"o{number}", ("a", 1)) for number in range(3)))
    shop.later(minutes=15)
    assert obtainable(shop, ("a", 3)) == {"a": {"main": 2}}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=ORDERS, second=ORDERS, gone=st.integers(0, 9), wanted=st.lists(LINE, min_size=1, max_size=3))
def test_a_check_says_what_a_reserve_would(
    shop: Shop, first: list[list[Ordered]], second: list[list[Ordered]], gone: int, wanted: list[Ordered]
) -> None:
    began = shop.now
    with shop.session.begin_nested() as savepoint:
        stock: list[Command] = [stated("a", 9), stated("a", 6, location="east"), stated("b", 7)]
        shop.batch(*stock, *(reserve(f"first-{number}", *one) for number, one in enumerate(first)))
        shop.later(minutes=10)
        shop.batch(*(reserve(f"second-{number}", *one) for number, one in enumerate(second)), counted("a", gone))
        shop.later(minutes=10)
        offers = availability.offers(Obtainable(obtainable(shop, *wanted)), lines(*wanted))
        (outcome,) = shop.batch(reserve("wanted", *wanted))
        assert (outcome.error is None) == (not any(offer.shortfall for offer in offers))
        savepoint.rollback()
    shop.now = began
