"""Goods of an order on their way: what left, and where it lies when it came back."""

import random
from collections import Counter
from datetime import timedelta

from tools.shop import returns_desk
from tools.shop.catalogue import DAMAGED, TO_INSPECT, Line
from tools.shop.goods import BROKEN, INSPECT, SELLABLE, came_back, sent
from tools.shop.orders import Ending, Order, Part, Step, Story, units
from tools.shop.shelf import Shelf

JUG, MUG = Line("jug", 2, "lyon"), Line("mug", 1)


def order(*lines: Line) -> Order:
    return Order("o", lines or (JUG, MUG), random.Random(1))


def told(*steps: Step, wanted: tuple[Line, ...] = (JUG, MUG)) -> Story:
    return Story("o", {Part.RUSH: steps}, Ending("confirmed", wanted), wanted)


def test_goods_lie_by_their_state_and_where_they_were_brought() -> None:
    made = order()
    steps = (
        made.dispatched("parcel", (JUG, MUG)),
        made.returned("one", (Line("jug", 1, "porto"),), SELLABLE),
        made.returned("two", (Line("jug", 1, "lyon"),), INSPECT),
        made.take_back("three", (Line("mug", 1, DAMAGED),), BROKEN),
    )

    assert came_back(told(*steps)) == [Line("jug", 1, "porto"), Line("jug", 1, TO_INSPECT), Line("mug", 1, DAMAGED)]


def test_units_beyond_the_order_are_to_be_inspected() -> None:
    story = returns_desk.came_back_too_much(order())

    assert came_back(story) == [JUG, Line("jug", 1, TO_INSPECT)]
    assert units(tuple(sent(story))) == {"jug": 2, "mug": 1}


def test_goods_of_no_order_are_to_be_inspected_and_never_left() -> None:
    story = returns_desk.came_back_of_nothing(order(JUG))

    assert came_back(story) == [Line("jug", 2, TO_INSPECT)]
    assert sent(story) == []


def test_a_unit_that_came_back_had_left_reported_or_not() -> None:
    unreported, reported = (tell(order(JUG)) for tell in (returns_desk.came_back_unreported, returns_desk.refunded))

    assert sent(unreported) == [Line("jug", 1)]
    assert sent(reported) == [Line("jug", 3, "lyon")]


def test_of_a_return_that_is_told_twice_the_newer_counts_and_none_that_is_refused() -> None:
    made = order()
    newer = made.returned("rma", (Line("jug", 1, "lyon"),), SELLABLE, timedelta(minutes=1))
    older = made.returned("rma", (JUG,), SELLABLE, timedelta(minutes=2))
    refused = made.take_back("too-much", (JUG,), SELLABLE, frozenset({409}))

    for steps in ((newer, older, refused), (older, refused, newer)):
        assert came_back(told(*steps)) == [Line("jug", 1, "lyon")]


def test_an_event_that_is_not_known_has_said_nothing() -> None:
    story = returns_desk.came_back_in_part(order(JUG))

    assert came_back(story, lambda event: event.type != "ItemsReturned") == []
    assert sent(story, lambda event: event.type == "OrderCreated") == []


def test_the_shelf_has_what_came_back_where_it_lies() -> None:
    shelf = Shelf(frozenset({"voucher"}), Counter({("jug", "lyon"): 5}))
    shelf.send([Line("jug", 3)])
    shelf.take_back([Line("jug", 1), Line("jug", 1, TO_INSPECT), Line("voucher", 4)])

    assert shelf.of("jug") == 4
    assert shelf.of("voucher") == 0
    assert shelf.units["jug", TO_INSPECT] == 1
