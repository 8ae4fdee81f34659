"""A caller that asks for units is told why they are where they are (ADR 0063)."""

from __future__ import annotations

import pytest

from inventory.domain.commands import Amend, Reserve
from inventory.domain.locations import Preference
from inventory.domain.orders.units.chosen_locations import LocationReason, Sourcing, SourcingRule
from inventory.domain.outcome import OrderOutcome
from tests.inventory.making import amend, confirm, dispatched, release, reserve, ruled
from tests.inventory.shop import Shop
from tests.inventory.write_path.test_sourcing import stock

KEPT, NAMED, PRIORITY, RANKED = (
    LocationReason.KEPT,
    LocationReason.NAMED,
    LocationReason.PRIORITY,
    LocationReason.RANKED,
)


@pytest.fixture(autouse=True)
def _locations(shop: Shop) -> None:
    for priority, name in enumerate(("annex", "main", "north", "south")):
        shop.location(name, priority)


def told(shop: Shop, command: Reserve | Amend) -> Sourcing | None:
    outcome = shop.do(command)
    assert isinstance(outcome, OrderOutcome)
    return outcome.sourcing


def test_one_location_of_several_serves_by_its_priority(shop: Shop) -> None:
    stock(shop, annex={"a": 2}, main={"a": 5, "b": 5}, north={"a": 5, "b": 5}, south={"c": 5})
    shop.hear(reserve("o2", ("a", 2, "annex")))
    expected = Sourcing(SourcingRule.ONE_LOCATION, 2, {"main": PRIORITY})
    assert told(shop, reserve("o1", ("a", 3), ("b", 2))) == expected
    shop.later(minutes=1)
    assert told(shop, reserve("o1", ("a", 3), ("b", 2))) is None, "a replay chose nothing"
    shop.hear(release("o1"))
    assert told(shop, reserve("o1", ("a", 3), ("b", 2))) == expected


def test_the_fewest_locations_serve_where_none_has_all(shop: Shop) -> None:
    stock(shop, annex={"a": 2}, main={"b": 2})
    assert told(shop, reserve("o1", ("a", 2), ("b", 2))) == Sourcing(
        SourcingRule.FEWEST, 2, {"annex": PRIORITY, "main": PRIORITY}
    )


def test_the_callers_rank_and_the_name_in_a_line_are_told(shop: Shop) -> None:
    stock(shop, annex={"a": 5, "b": 5}, main={"a": 5, "b": 5}, north={"a": 5, "b": 5})
    only = Preference(("north", "main"), only=True)
    assert told(shop, reserve("o1", ("a", 2), ("b", 2, "annex"), wishes=only)) == Sourcing(
        SourcingRule.ONE_LOCATION, 3, {"annex": NAMED, "north": RANKED}
    )
    assert told(shop, reserve("o2", ("b", 2, "annex"))) == Sourcing(SourcingRule.NAMED, 1, {"annex": NAMED})


def test_an_amended_order_is_told_what_it_kept(shop: Shop) -> None:
    stock(shop, main={"a": 5})
    shop.hear(reserve("o1", ("a", 2)))
    stock(shop, annex={"a": 5, "b": 5})
    assert told(shop, amend("o1", ("a", 3), ("b", 1))) == Sourcing(
        SourcingRule.FEWEST, 2, {"annex": PRIORITY, "main": KEPT}
    )
    ranked = amend("o1", ("a", 3), ("b", 1), wishes=Preference(("annex",)))
    assert told(shop, ranked) == Sourcing(SourcingRule.ONE_LOCATION, 2, {"annex": RANKED})


def test_nothing_is_told_of_what_has_no_location(shop: Shop) -> None:
    shop.hear(ruled("gift", tracked=False))
    assert told(shop, reserve("o1", ("gift", 2))) is None


def test_only_a_call_that_asks_for_units_is_told(shop: Shop) -> None:
    stock(shop, main={"a": 5})
    shop.hear(reserve("o1", ("a", 2)))
    for command in (confirm("o1"), dispatched("o1", "d1", ("a", 1))):
        outcome = shop.do(command)
        assert isinstance(outcome, OrderOutcome)
        assert outcome.sourcing is None
