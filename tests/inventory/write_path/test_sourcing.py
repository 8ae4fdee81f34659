"""Orders come from as few locations as can be, held by a request or by an event (ADR 0059)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inventory.domain.commands import Command
from inventory.errors import InsufficientStock, Shortfall
from tests.inventory.making import (
    amend,
    moved,
    order_created,
    payment_succeeded,
    reserve,
    set_stock_rules,
)
from tests.inventory.shop import Shop

Order = Callable[..., Command]


@pytest.fixture(params=[reserve, order_created], ids=["request", "event"])
def order(request: pytest.FixtureRequest) -> Order:
    made: Order = request.param
    return made


@pytest.fixture(autouse=True)
def _locations(shop: Shop) -> None:
    for priority, name in enumerate(("annex", "main", "north", "south")):
        shop.location(name, priority)


def stock(shop: Shop, **locations: dict[str, int]) -> None:
    shop.hear(*[moved(sku, units, location=at) for at, skus in locations.items() for sku, units in skus.items()])


def sourced(shop: Shop, order_id: str = "o1") -> list[tuple[str, dict[str, int]]]:
    """Return the units of each line by location, in the order of its allocations."""
    lines = shop.reservation(order_id).lines
    return [(line.sku, {at: held + taken for at, held, taken in line.allocations}) for line in lines]


def test_one_location_that_has_all_lines_serves_the_order(shop: Shop, order: Order) -> None:
    """The annex comes first, and has one of the lines alone."""
    stock(shop, annex={"a": 5}, main={"a": 5, "b": 5})
    shop.hear(order("o1", ("a", 2), ("b", 2)))
    assert sourced(shop) == [("a", {"main": 2}), ("b", {"main": 2})]


def test_a_line_is_split_over_the_fewest_locations(shop: Shop, order: Order) -> None:
    stock(shop, annex={"a": 1}, main={"a": 4}, north={"a": 4})
    shop.hear(order("o1", ("a", 6)))
    assert sourced(shop) == [("a", {"main": 4, "north": 2})]


def test_of_equally_few_locations_the_first_ones_serve(shop: Shop, order: Order) -> None:
    stock(shop, annex={"a": 5}, main={"b": 5}, north={"a": 5}, south={"b": 5})
    shop.hear(order("o1", ("a", 2), ("b", 2)))
    assert sourced(shop) == [("a", {"annex": 2}), ("b", {"main": 2})]


def test_safety_stock_is_left_to_others_and_not_to_a_payment(shop: Shop, order: Order) -> None:
    stock(shop, annex={"a": 5, "b": 5}, main={"a": 5, "b": 9})
    shop.hear(set_stock_rules("b", safety=4))
    shop.hear(order("o1", ("a", 2), ("b", 2)))
    assert sourced(shop) == [("a", {"main": 2}), ("b", {"main": 2})]
    shop.hear(payment_succeeded("o2", at=1), order_created("o2", ("a", 2), ("b", 2), at=0))
    assert sourced(shop, "o2") == [("a", {"annex": 2}), ("b", {"annex": 2})]


def test_lines_that_name_a_location_draw_no_others_along(shop: Shop) -> None:
    """An order that was amended since is where it would be if it had been heard so at first."""
    stock(shop, annex={"a": 50, "b": 50}, north={"a": 50, "b": 50})
    first, second = (
        order_created("o1", ("a", 2, "north"), ("b", 2), at=0),
        order_created("o1", ("a", 2), ("b", 2), at=1),
    )
    shop.hear(first)
    assert sourced(shop) == [("a", {"north": 2}), ("b", {"annex": 2})]
    shop.hear(second)
    assert sourced(shop) == [("a", {"annex": 2}), ("b", {"annex": 2})]


@pytest.mark.parametrize("amended", [amend, lambda *order: order_created(*order, at=1)], ids=["request", "event"])
def test_an_amended_order_grows_where_it_is(shop: Shop, amended: Callable[..., Command]) -> None:
    """Its units stay, though another location has all of it now."""
    stock(shop, main={"a": 5, "b": 5})
    shop.hear(order_created("o1", ("a", 2), at=0))
    stock(shop, annex={"a": 50, "b": 50})
    shop.hear(amended("o1", ("a", 3), ("b", 2)))
    assert sourced(shop) == [("a", {"main": 3}), ("b", {"main": 2})]
    shop.hear(amended("o1", ("a", 3), ("b", 9)) if amended is amend else order_created("o1", ("a", 3), ("b", 9), at=2))
    assert sourced(shop) == [("a", {"main": 3}), ("b", {"main": 2, "annex": 7})]


def test_a_location_that_stopped_selling_serves_an_order_with_nothing_new(shop: Shop) -> None:
    stock(shop, annex={"a": 5, "b": 5}, main={"a": 5, "b": 5})
    shop.hear(reserve("o1", ("a", 2)))
    shop.location("annex", sells=False)
    shop.hear(amend("o1", ("a", 3), ("b", 2)))
    assert sourced(shop) == [("a", {"annex": 2, "main": 1}), ("b", {"main": 2})]


def test_a_short_order_is_told_of_all_that_is_there(shop: Shop) -> None:
    stock(shop, annex={"a": 1}, main={"a": 4}, north={"b": 1})
    refusal = shop.refused(reserve("o1", ("a", 6), ("b", 1)))
    assert isinstance(refusal, InsufficientStock)
    assert refusal.lines == [Shortfall("a", 6, 5, kept_back=0)]


def test_a_hundred_lines_come_from_all_of_many_locations(shop: Shop) -> None:
    """The largest order, over more locations than are tried in all sets."""
    names = [f"place-{number:02}" for number in range(12)]
    for name in names:
        shop.location(name, 9)
    skus = [f"sku-{number:02}" for number in range(100)]
    stock(shop, **{name: dict.fromkeys(skus[number::12], 2) for number, name in enumerate(names)})
    shop.hear(reserve("o1", *((sku, 2) for sku in skus)))
    assert {at for _, places in sourced(shop) for at in places} == {*names}
