"""Units that are kept back from new holds, and levels that count what may be sold (ADR 0056)."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from inventory.domain.commands import SetPolicy
from inventory.domain.orders.status import Status
from inventory.domain.outcome import PolicyOutcome
from inventory.domain.policies import PolicyStatement
from inventory.domain.stock_rules import Amount, Stated, StockRules, StockRulesStatement
from inventory.errors import InsufficientStock, LocationNotSetUp, Shortfall
from inventory.reading.availability import obtainable, offers
from inventory.reading.own_holds import OrderCheck
from inventory.reading.own_holds import obtainable as obtainable_of
from tests.inventory.making import (
    CALLER,
    NOON,
    after_noon,
    amend,
    confirm,
    lines,
    moved,
    order_created,
    payment_succeeded,
    reserve,
    ruled,
    set_stock_rules,
    stated,
)
from tests.inventory.shop import Counters, Shop


@pytest.fixture(autouse=True)
def ten_caps(shop: Shop) -> None:
    shop.hear(stated("cap", 10))
    shop.announced()


def level(shop: Shop) -> dict[str, Any]:
    """Return the one announcement of a level since the last look."""
    (row,) = [row for row in shop.announced() if row.type == "StockLevelChanged"]
    told: dict[str, Any] = orjson.loads(row.payload)
    return told


def test_a_new_hold_leaves_the_safety_stock_and_is_told_of_it(shop: Shop) -> None:
    shop.hear(set_stock_rules("cap", safety=3), reserve("o1", ("cap", 7)))
    refusal = shop.refused(reserve("o2", ("cap", 1)))

    assert isinstance(refusal, InsufficientStock)
    assert refusal.lines == [Shortfall("cap", 1, 0, kept_back=3)]
    assert refusal.lines[0].as_json() == {"sku": "cap", "requested": 1, "available": 0, "shortfall": 1, "kept_back": 3}


def test_an_order_over_kafka_leaves_it_too(shop: Shop) -> None:
    shop.hear(set_stock_rules("cap", safety=3))
    shop.announced()
    shop.hear(order_created("o1", ("cap", 8)))

    (row,) = [row for row in shop.announced() if row.type == "StockReservationRejected"]
    shortfalls = orjson.loads(row.payload)["shortfalls"]
    assert shortfalls == [{"sku": "cap", "requested": 8, "available": 7, "shortfall": 1, "kept_back": 3}]


def test_the_default_counts_at_each_of_three_locations_and_keeps_nine(shop: Shop) -> None:
    for name in ("east", "west"):
        shop.location(name)
        shop.hear(moved("cap", 10, location=name))
    shop.hear(set_stock_rules("cap", safety=3))

    assert shop.refused(reserve("o1", ("cap", 22))).code == "insufficient_stock"
    shop.hear(reserve("o2", ("cap", 21)))
    assert [shop.counters("cap", name) for name in ("main", "east", "west")] == [Counters(10, 7)] * 3


def test_a_location_may_keep_more_or_nothing(shop: Shop) -> None:
    shop.location("east")
    shop.hear(moved("cap", 10, location="east"), set_stock_rules("cap", safety=3))
    shop.hear(set_stock_rules("cap", safety=0, location="east"))

    shop.hear(reserve("o1", ("cap", 10, "east")))
    assert shop.refused(reserve("o2", ("cap", 8, "main"))).code == "insufficient_stock"
    shop.hear(moved("cap", 10, location="east", reference="note-2"))
    shop.hear(SetPolicy("cap", PolicyStatement(stock=(StockRulesStatement("east", Amount(None)),)), CALLER))
    assert shop.refused(reserve("o3", ("cap", 8, "east"))).code == "insufficient_stock", "the default counts again"
    shop.hear(reserve("o4", ("cap", 7, "east")))


def test_rules_name_no_location_that_is_not_set_up(shop: Shop) -> None:
    refusal = shop.refused(set_stock_rules("cap", safety=1, location="mian"))

    assert isinstance(refusal, LocationNotSetUp)


def test_a_location_that_gets_its_first_units_later_keeps_the_default(shop: Shop) -> None:
    shop.hear(set_stock_rules("cap", safety=3, threshold=4))
    shop.location("east")
    shop.hear(moved("cap", 10, location="east"))

    assert shop.refused(reserve("o1", ("cap", 8, "east"))).code == "insufficient_stock"
    shop.hear(reserve("o2", ("cap", 7, "east")))
    shop.announced()
    shop.hear(reserve("o3", ("cap", 1, "main")))
    assert level(shop)["level"] == "low", "6 may be sold, and 4 and 4 are the threshold"


def test_payments_never_look_at_it(shop: Shop) -> None:
    shop.hear(order_created("o1", ("cap", 8), at=-50), set_stock_rules("cap", safety=10))
    shop.hear(payment_succeeded("o1", at=-30))
    assert shop.status("o1") is Status.CONFIRMED

    shop.hear(payment_succeeded("o2", at=-20), order_created("o2", ("cap", 2), at=-30))
    assert shop.status("o2") is Status.CONFIRMED, "it was paid before it was heard"
    assert shop.counters("cap") == Counters(0)


def test_an_order_that_was_refused_for_it_may_be_paid(shop: Shop) -> None:
    """Else the order of the two events would decide (G4)."""
    shop.hear(set_stock_rules("cap", safety=10), order_created("o1", ("cap", 2), at=-30))
    assert shop.status("o1") is Status.REJECTED

    shop.hear(payment_succeeded("o1", at=-20))
    assert shop.status("o1") is Status.CONFIRMED


def test_more_safety_stock_changes_no_hold(shop: Shop) -> None:
    shop.hear(reserve("o1", ("cap", 8)))
    before = shop.reservation("o1")
    shop.hear(set_stock_rules("cap", safety=9))

    assert shop.reservation("o1") == before
    assert shop.counters("cap") == Counters(10, 8)
    shop.hear(confirm("o1"))
    assert shop.counters("cap") == Counters(2)


def test_an_amendment_has_its_own_units_and_none_that_are_kept_back(shop: Shop) -> None:
    shop.hear(reserve("o1", ("cap", 8)), set_stock_rules("cap", safety=3))

    shop.hear(amend("o1", ("cap", 6), ("cap", 2, "main")))
    assert shop.refused(amend("o1", ("cap", 9))).code == "insufficient_stock"
    shop.hear(amend("o1", ("cap", 5)))
    shop.hear(amend("o1", ("cap", 7)))
    assert shop.refused(amend("o1", ("cap", 8))).code == "insufficient_stock"


def test_a_reserve_may_be_allowed_to_use_it(shop: Shop) -> None:
    shop.hear(set_stock_rules("cap", safety=3))
    shop.hear(reserve("o1", ("cap", 9), use_safety_stock=True))

    assert shop.counters("cap") == Counters(10, 9)
    refusal = shop.refused(reserve("o2", ("cap", 2), use_safety_stock=True))
    assert isinstance(refusal, InsufficientStock)
    assert refusal.lines == [Shortfall("cap", 2, 1)], "nothing is kept back from it"


def test_levels_count_what_may_be_sold(shop: Shop) -> None:
    shop.hear(stated("cap", None, at=-50, threshold=2))
    shop.announced()
    shop.hear(set_stock_rules("cap", safety=8))

    told = level(shop)
    assert (told["level"], told["previous_level"]) == ("low", "in_stock")
    assert (told["quantity_available"], told["quantity_sellable"]) == (10, 2)
    assert told["locations"][0]["quantity_sellable"] == 2
    shop.hear(reserve("o1", ("cap", 2)))
    told = level(shop)
    assert (told["level"], told["quantity_available"], told["quantity_sellable"]) == ("out_of_stock", 8, 0)
    shop.hear(set_stock_rules("cap", safety=0))
    told = level(shop)
    assert (told["level"], told["previous_level"]) == ("in_stock", "out_of_stock")
    assert "quantity_sellable" not in told, "all available units are sellable"


def test_a_sellable_number_that_changes_is_announced_at_the_same_level(shop: Shop) -> None:
    shop.hear(set_stock_rules("cap", safety=3))

    told = level(shop)
    assert (told["level"], told["previous_level"], told["quantity_sellable"]) == ("in_stock", "in_stock", 7)


def test_a_row_that_comes_to_nothing_has_no_threshold(shop: Shop) -> None:
    """The policy locks a row at the default location, too."""
    shop.location("east")
    shop.hear(moved("tea", 5, location="east"))
    shop.announced()
    shop.hear(set_stock_rules("tea", threshold=3))

    assert shop.announced() == []


def test_rules_that_change_no_number_announce_nothing(shop: Shop) -> None:
    shop.hear(set_stock_rules("cap", threshold=3), set_stock_rules("cap", safety=0))
    assert shop.announced() == []

    shop.hear(set_stock_rules("cap", threshold=10))
    assert level(shop)["level"] == "low"


def test_of_thresholds_the_newest_counts_whoever_states_it(shop: Shop) -> None:
    shop.hear(stated("cap", None, at=-50, threshold=2))
    shop.hear(set_stock_rules("cap", threshold=10))
    assert level(shop)["level"] == "low"

    shop.hear(stated("cap", None, at=-40, threshold=1))
    assert shop.announced() == [], "the catalogue said so before people did"
    shop.hear(stated("cap", None, at=5, threshold=1))
    assert level(shop)["level"] == "in_stock"


def test_people_answer_to_a_threshold_of_a_clock_that_is_ahead(shop: Shop) -> None:
    shop.hear(stated("cap", None, at=30, threshold=1), set_stock_rules("cap", threshold=10))

    assert level(shop)["level"] == "low"


def test_the_catalogue_states_the_safety_stock_and_the_newest_counts(shop: Shop) -> None:
    def said(units: int, *, at: float) -> None:
        shop.hear(ruled("cap", at=at, stock=(StockRulesStatement(None, Amount(units)),)))

    said(3, at=-20)
    said(9, at=-30)
    assert shop.refused(reserve("o1", ("cap", 8))).code == "insufficient_stock"
    shop.hear(reserve("o1", ("cap", 7)))


def test_each_rule_tells_who_set_it_and_when(shop: Shop) -> None:
    shop.hear(ruled("cap", at=-20, stock=(StockRulesStatement(None, Amount(3)),)))
    outcome = shop.do(set_stock_rules("cap", threshold=4, location="main"))

    assert isinstance(outcome, PolicyOutcome)
    assert outcome.policy.stock_rules == (
        StockRules(None, Stated(3, after_noon(-20), "events")),
        StockRules("main", None, Stated(4, NOON, "caller")),
    )


def test_rules_make_a_sku_known_and_count_for_its_first_units(shop: Shop) -> None:
    shop.hear(set_stock_rules("new", safety=2), stated("new", 5, at=-10))

    assert shop.refused(reserve("o1", ("new", 4))).code == "insufficient_stock"
    shop.hear(reserve("o1", ("new", 3)))
    assert shop.discrepancies() == []


def test_a_batch_is_as_its_commands_one_by_one(shop: Shop) -> None:
    shop.location("east")
    outcomes = shop.batch(
        set_stock_rules("cap", safety=3),
        moved("cap", 5, location="east"),
        reserve("o1", ("cap", 10)),
        reserve("o2", ("cap", 7), ("cap", 2, "east")),
    )

    assert [outcome.error is None for outcome in outcomes] == [True, True, False, True]


@pytest.mark.parametrize(("safety", "own", "others"), [(0, 8, 2), (3, 7, 0), (3, 9, 0), (20, 0, 0)])
def test_a_check_offers_what_a_reserve_would_get(shop: Shop, safety: int, own: int, others: int) -> None:
    """Also an order's own units, and those of holds that are over."""
    if own:
        shop.hear(reserve("mine", ("cap", own)))
    shop.hear(set_stock_rules("cap", safety=safety))
    wanted = lines(("cap", 10))

    (offer,) = offers(obtainable(shop.session, [wanted], now=shop.now), wanted)
    assert offer.available == others
    units = obtainable_of(shop.session, [OrderCheck("mine", wanted)], now=shop.now)["mine"]["cap"]["main"]
    assert units == own + others
    shop.later(hours=2)
    (offer,) = offers(obtainable(shop.session, [wanted], now=shop.now), wanted)
    assert offer.available == max(10 - safety, 0)
    if offer.available:
        shop.hear(reserve("next", ("cap", offer.available)))
