"""Callers rank the locations of an order, or want all of it from one (ADR 0063)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest

from inventory.domain.commands import Command
from inventory.domain.locations import NO_PREFERENCE, Preference
from inventory.domain.orders.status import Status
from inventory.errors import InsufficientStock, LocationNotSetUp, ReservationConflict, Shortfall
from tests.inventory.making import (
    amend,
    bring_back,
    cancel_lines,
    confirm,
    dispatched,
    expire,
    lines_cancelled,
    order_created,
    payment_succeeded,
    reassign,
    release,
    reserve,
    set_stock_rules,
)
from tests.inventory.shop import Shop
from tests.inventory.write_path.test_sourcing import sourced, stock

Order = Callable[..., Command]
ONLY = Preference(("north", "main"), only=True)
FIRST = Preference(("north",))
WHOLE = Preference(whole=True)


@pytest.fixture(params=[reserve, order_created], ids=["request", "event"])
def order(request: pytest.FixtureRequest) -> Order:
    made: Order = request.param
    return made


@pytest.fixture(autouse=True)
def _locations(shop: Shop) -> None:
    for priority, name in enumerate(("annex", "main", "north", "south")):
        shop.location(name, priority)


def test_only_the_named_locations_serve_in_their_rank(shop: Shop, order: Order) -> None:
    stock(shop, annex={"a": 5}, main={"a": 5}, north={"a": 5})
    shop.hear(order("o1", ("a", 2), wishes=ONLY), order("o2", ("a", 5), wishes=ONLY))
    assert sourced(shop, "o1") == [("a", {"north": 2})]
    assert sourced(shop, "o2") == [("a", {"main": 5})]
    shop.batch(order("o3", ("a", 4), wishes=ONLY))
    assert shop.reservations()["pending"] == 2, "the annex has them, and may not serve"


def test_locations_that_come_first_leave_the_rest_to_others(shop: Shop, order: Order) -> None:
    stock(shop, annex={"a": 5}, north={"a": 2})
    shop.hear(order("o1", ("a", 1), wishes=FIRST), order("o2", ("a", 3), wishes=FIRST))
    assert sourced(shop, "o1") == [("a", {"north": 1})]
    assert sourced(shop, "o2") == [("a", {"annex": 3})]


def test_one_location_serves_the_whole_order_or_none(shop: Shop, order: Order) -> None:
    stock(shop, annex={"a": 5}, main={"b": 5}, south={"a": 2, "b": 2})
    shop.hear(order("o1", ("a", 2), ("b", 2), wishes=WHOLE))
    assert sourced(shop) == [("a", {"south": 2}), ("b", {"south": 2})]


def test_a_refused_request_is_told_what_one_location_has(shop: Shop) -> None:
    stock(shop, annex={"a": 5, "b": 1}, main={"b": 5}, north={"a": 5, "b": 1})
    refusal = shop.refused(reserve("o1", ("a", 2), ("b", 2), wishes=WHOLE))
    assert isinstance(refusal, InsufficientStock)
    assert refusal.lines == [Shortfall("b", 2, 1, best_single_location="annex")]
    assert "'annex'" in str(refusal)


def test_the_units_that_one_location_keeps_back_are_told(shop: Shop) -> None:
    stock(shop, annex={"a": 4}, main={"a": 3})
    shop.hear(set_stock_rules("a", safety=3))
    refusal = shop.refused(reserve("o1", ("a", 2), wishes=WHOLE))
    assert isinstance(refusal, InsufficientStock)
    assert refusal.lines == [Shortfall("a", 2, 1, kept_back=3, best_single_location="annex")]


def test_a_rejected_event_tells_what_one_location_has(shop: Shop) -> None:
    stock(shop, annex={"a": 5}, main={"b": 5})
    shop.announced()
    shop.hear(order_created("o1", ("a", 2), ("b", 2), wishes=WHOLE))
    (rejected,) = [row for row in shop.announced() if row.type == "StockReservationRejected"]
    assert rejected.data["best_single_location"] == "annex"
    assert rejected.data["shortfalls"] == [{"sku": "b", "requested": 2, "available": 0, "shortfall": 2}]


def test_a_payment_that_finds_the_hold_over_takes_by_the_same_wishes(shop: Shop, order: Order) -> None:
    stock(shop, annex={"a": 5}, north={"a": 5})
    shop.hear(order("o1", ("a", 2), wishes=ONLY))
    shop.later(hours=1)
    shop.hear(reserve("o2", ("a", 5, "north")), payment_succeeded("o1", at=60))
    assert shop.reservation("o1").status is not Status.CONFIRMED
    stock(shop, main={"a": 2})
    shop.hear(payment_succeeded("o1", at=61))
    assert sourced(shop) == [("a", {"main": 2})]


def test_an_order_heard_after_its_payment_is_taken_by_its_wishes(shop: Shop) -> None:
    stock(shop, annex={"a": 5}, north={"a": 5})
    shop.hear(payment_succeeded("o1"), order_created("o1", ("a", 2), wishes=FIRST))
    assert sourced(shop) == [("a", {"north": 2})]


def test_the_newest_order_counts_with_its_wishes_in_any_sequence(shop: Shop) -> None:
    stock(shop, annex={"a": 50}, main={"a": 50}, north={"a": 50})
    old = order_created("o1", ("a", 2), at=0, wishes=ONLY)
    new = order_created("o1", ("a", 2), at=1, wishes=Preference(("main",)))
    ends = []
    for facts in ([old, new], [new, old]):
        with shop.session.begin_nested() as savepoint:
            shop.hear(*facts)
            ends.append((sourced(shop), shop.reservation("o1").preference))
            savepoint.rollback()
    assert ends == [([("a", {"main": 2})], Preference(("main",)))] * 2


def test_of_two_wishes_of_one_instant_the_same_counts_in_any_sequence(shop: Shop) -> None:
    stock(shop, annex={"a": 50}, main={"a": 50}, north={"a": 50})
    facts = [order_created("o1", ("a", 2), wishes=wishes) for wishes in (ONLY, Preference(("main",)))]
    ends = []
    for some in (facts, facts[::-1]):
        with shop.session.begin_nested() as savepoint:
            shop.hear(*some)
            ends.append((sourced(shop), shop.reservation("o1").preference))
            savepoint.rollback()
    assert ends[0] == ends[1]


def test_an_amendment_without_wishes_leaves_those_of_the_order(shop: Shop, order: Order) -> None:
    stock(shop, annex={"a": 50, "b": 50}, north={"a": 50, "b": 50})
    shop.hear(order("o1", ("a", 2), wishes=FIRST), amend("o1", ("a", 2), ("b", 1)))
    assert sourced(shop) == [("a", {"north": 2}), ("b", {"north": 1})]
    shop.hear(amend("o1", ("a", 2), ("b", 1), wishes=NO_PREFERENCE))
    assert sourced(shop) == [("a", {"annex": 2}), ("b", {"annex": 1})]
    assert shop.reservation("o1").preference == NO_PREFERENCE


def test_an_order_that_grows_goes_where_one_location_has_all(shop: Shop, order: Order) -> None:
    stock(shop, annex={"a": 5}, north={"a": 5, "b": 5})
    shop.hear(order("o1", ("a", 2), wishes=WHOLE))
    assert sourced(shop) == [("a", {"annex": 2})]
    shop.hear(amend("o1", ("a", 2), ("b", 1)))
    assert sourced(shop) == [("a", {"north": 2}), ("b", {"north": 1})]
    assert isinstance(shop.refused(amend("o1", ("a", 2), ("b", 6))), InsufficientStock)


def test_units_that_left_elsewhere_are_no_split(shop: Shop) -> None:
    stock(shop, annex={"a": 5}, north={"a": 5})
    shop.hear(dispatched("o1", "d1", ("a", 1, "north")), order_created("o1", ("a", 3), wishes=WHOLE))
    assert sourced(shop) == [("a", {"north": 1, "annex": 2})]


def test_an_overdue_hold_gives_way_at_whichever_location_it_is(shop: Shop, order: Order) -> None:
    """The annex lacks nothing but `b`. The hold has `a` in the north, where the rest is."""
    stock(shop, annex={"a": 5}, north={"a": 2, "b": 5})
    shop.hear(reserve("o2", ("a", 2, "north")))
    shop.later(hours=1)
    shop.hear(order("o1", ("a", 2), ("b", 1), wishes=WHOLE))
    assert sourced(shop) == [("a", {"north": 2}), ("b", {"north": 1})]


def test_a_call_with_other_wishes_is_no_replay(shop: Shop) -> None:
    stock(shop, annex={"a": 5}, north={"a": 5})
    shop.hear(reserve("o1", ("a", 2), wishes=FIRST))
    assert not shop.do(reserve("o1", ("a", 2), wishes=FIRST)).created
    assert not shop.do(reserve("o1", ("a", 2))).created
    assert isinstance(shop.refused(reserve("o1", ("a", 2), wishes=WHOLE)), ReservationConflict)
    shop.hear(release("o1"), reserve("o1", ("a", 2), wishes=WHOLE))
    assert shop.reservation("o1").preference == WHOLE


def test_a_request_names_locations_that_are_there(shop: Shop) -> None:
    stock(shop, annex={"a": 5})
    refusal = shop.refused(reserve("o1", ("a", 2), wishes=Preference(("nrth", "annex"))))
    assert isinstance(refusal, LocationNotSetUp)
    assert refusal.location == "nrth"
    shop.hear(order_created("o2", ("a", 2), wishes=Preference(("nrth", "annex"))))
    assert sourced(shop, "o2") == [("a", {"annex": 2})]


def test_a_location_that_does_not_serve_is_passed_over(shop: Shop, order: Order) -> None:
    stock(shop, annex={"a": 5}, main={"a": 5}, north={"a": 5})
    shop.location("north", sells=False)
    shop.location("main", active=False)
    shop.hear(order("o1", ("a", 2), wishes=Preference(("north", "main", "annex"), only=True)))
    assert sourced(shop) == [("a", {"annex": 2})]


def test_wishes_are_kept_with_their_statement(shop: Shop) -> None:
    """A statement that waits for a payment has its own."""
    stock(shop, annex={"a": 50}, north={"a": 50})
    shop.hear(
        order_created("o1", ("a", 2), at=0, wishes=ONLY),
        payment_succeeded("o1", at=1),
        order_created("o1", ("a", 3), at=2, wishes=WHOLE),
    )
    assert shop.reservation("o1").preference == ONLY
    assert [one.preference for one in shop.reservation("o1").statements] == [WHOLE]
    shop.hear(payment_succeeded("o1", at=3))
    assert sourced(shop) == [("a", {"annex": 3})]
    assert [one.preference for one in shop.reservation("o1").statements] == [ONLY]


@pytest.mark.parametrize("wishes", [ONLY, WHOLE], ids=["only", "whole"])
def test_units_that_people_reassigned_stay_there(shop: Shop, wishes: Preference) -> None:
    """A payment of them is not refused for the wishes."""
    stock(shop, north={"a": 2, "b": 2}, south={"a": 2})
    shop.hear(reserve("o1", ("a", 2), ("b", 1), wishes=wishes), reassign("o1", "a", "north", "south"))
    shop.hear(reserve("o2", ("a", 2, "north")))
    shop.hear(payment_succeeded("o1", at=1))
    assert shop.reservation("o1").status is Status.CONFIRMED
    assert sourced(shop) == [("a", {"south": 2}), ("b", {"north": 1})]


@pytest.mark.parametrize("wishes", [ONLY, WHOLE], ids=["only", "whole"])
def test_an_amendment_of_reassigned_units_to_more_goes_by_the_wishes_again(shop: Shop, wishes: Preference) -> None:
    stock(shop, north={"a": 3, "b": 2}, south={"a": 9})
    shop.hear(reserve("o1", ("a", 2), ("b", 1), wishes=wishes), reassign("o1", "a", "north", "south"))
    shop.hear(amend("o1", ("a", 1), ("b", 1)))
    assert sourced(shop) == [("a", {"south": 1}), ("b", {"north": 1})]
    shop.hear(amend("o1", ("a", 3), ("b", 1)))
    assert sourced(shop) == [("a", {"north": 3}), ("b", {"north": 1})]
    assert isinstance(shop.refused(amend("o1", ("a", 4), ("b", 1))), InsufficientStock)


def test_a_partial_cancel_leaves_the_wishes(shop: Shop, order: Order) -> None:
    """The rest of the order is taken by them, also when its hold has expired before."""
    stock(shop, annex={"a": 9}, north={"a": 9})
    shop.hear(order("o1", ("a", 4), wishes=FIRST), lines_cancelled("o1", "c1", ("a", 1)))
    assert shop.reservation("o1").preference == FIRST
    assert [one.preference for one in shop.reservation("o1").statements] == [FIRST]
    shop.later(hours=1)
    shop.hear(expire("o1"), payment_succeeded("o1", at=60))
    assert sourced(shop) == [("a", {"north": 3})]


def test_the_wishes_of_the_statement_that_counts_hold_in_any_sequence(shop: Shop) -> None:
    """The later statement is for more than is left of the paid one, so it waits for a payment."""
    stock(shop, annex={"a": 50}, main={"a": 50}, north={"a": 50})
    facts: list[Command] = [
        order_created("o1", ("a", 3), at=-9, wishes=ONLY),
        payment_succeeded("o1", at=-8),
        lines_cancelled("o1", "c1", ("a", 1), at=-7),
        order_created("o1", ("a", 3), at=-6, wishes=Preference(("main",))),
    ]
    ends = []
    for some in permutations(facts):
        with shop.session.begin_nested() as savepoint:
            shop.hear(*some)
            ends.append((sourced(shop), shop.reservation("o1").preference))
            savepoint.rollback()
    assert ends == [([("a", {"north": 2})], ONLY)] * 24


def test_a_refused_amendment_leaves_the_wishes_of_before(shop: Shop) -> None:
    """So it does with partial cancels: then all statements are kept as they were made."""
    stock(shop, annex={"a": 9}, north={"a": 9})
    for order_id, cancels in (("o1", []), ("o2", [lines_cancelled("o2", "c1", ("a", 1), at=-40)])):
        shop.hear(order_created(order_id, ("a", 3), at=-50, wishes=FIRST), *cancels)
        shop.hear(order_created(order_id, ("a", 90), at=-30, wishes=WHOLE))
        left = 3 - len(cancels)
        assert shop.reservation(order_id).preference == FIRST
        shop.hear(order_created(order_id, ("a", 90), at=-30, wishes=WHOLE))
        assert sourced(shop, order_id) == [("a", {"north": left})]
        assert shop.reservation(order_id).preference == FIRST


def test_a_call_for_an_order_without_any_unit_left_states_its_wishes(shop: Shop) -> None:
    stock(shop, annex={"a": 9}, north={"a": 9})
    shop.hear(reserve("o1", ("a", 2), wishes=FIRST), cancel_lines("o1", "c1", ("a", 2)))
    shop.hear(reserve("o1", ("a", 2), wishes=WHOLE))
    assert shop.reservation("o1").preference == WHOLE
    assert sourced(shop) == [("a", {"annex": 2})]


def test_goods_that_came_back_serve_by_the_wishes_of_others(shop: Shop) -> None:
    """Nothing else is in the north, where the first order left."""
    stock(shop, annex={"a": 9}, north={"a": 2})
    shop.hear(reserve("o1", ("a", 2), wishes=FIRST), confirm("o1"), dispatched("o1", "d1", ("a", 2)))
    shop.hear(bring_back("o1", "r1", ("a", 1, "sellable")), reserve("o2", ("a", 1), wishes=FIRST))
    assert sourced(shop, "o2") == [("a", {"north": 1})]
