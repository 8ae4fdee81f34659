"""Discontinued SKUs, and times of sale: no new holds, and a promise is a promise (ADR 0054)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest

from inventory.domain.allowance import Allowance
from inventory.domain.commands import Cause, SetPolicy
from inventory.domain.orders.status import Status
from inventory.domain.policies import Bound, PolicyStatement
from inventory.errors import BrokenRule, NotSellable
from tests.inventory.making import (
    NOON,
    after_noon,
    amend,
    confirm,
    counted,
    extend,
    order_created,
    payment_failed,
    payment_succeeded,
    reserve,
    ruled,
    set_policy,
    stated,
)
from tests.inventory.shop import Counters, Shop


@pytest.fixture(autouse=True)
def sold(shop: Shop) -> None:
    shop.hear(stated("cap", 5), stated("shirt", 5))
    shop.announced()


def discontinue(shop: Shop) -> None:
    shop.hear(ruled("cap", discontinued=True))
    shop.announced()


def rejection(shop: Shop) -> dict[str, Any]:
    (row,) = [row for row in shop.announced() if row.type == "StockReservationRejected"]
    told: dict[str, Any] = orjson.loads(row.payload)
    return told


def test_a_new_reserve_is_refused_and_names_the_rule(shop: Shop) -> None:
    discontinue(shop)
    refusal = shop.refused(reserve("o", ("cap", 1), ("shirt", 9)))

    assert isinstance(refusal, NotSellable)
    assert refusal.policies == [BrokenRule("cap", "discontinued")]


def test_a_new_order_over_kafka_is_rejected_and_none_may_be_had(shop: Shop) -> None:
    discontinue(shop)
    shop.hear(order_created("o", ("cap", 2), ("shirt", 1)))

    told = rejection(shop)
    assert (told["status"], told["reason"]) == ("rejected", "insufficient_stock")
    assert told["shortfalls"] == [{"sku": "cap", "requested": 2, "available": 0, "shortfall": 2}]
    assert told["policies"] == [{"sku": "cap", "rule": "discontinued"}]
    assert shop.counters("shirt") == Counters(5)


def test_all_that_is_missing_is_told_beside_the_rule(shop: Shop) -> None:
    discontinue(shop)
    shop.hear(order_created("o", ("cap", 2), ("shirt", 7), ("nothing", 1)))

    assert [(one["sku"], one["available"]) for one in rejection(shop)["shortfalls"]] == [
        ("cap", 0),
        ("nothing", 0),
        ("shirt", 5),
    ]


def test_running_holds_and_payments_go_on(shop: Shop) -> None:
    shop.do(reserve("held", ("cap", 2)))
    shop.hear(order_created("ordered", ("cap", 1)))
    discontinue(shop)
    shop.do(extend("held", 30 * 60))
    shop.do(reserve("held", ("cap", 2)))
    shop.do(confirm("held"))
    shop.hear(payment_succeeded("ordered"))

    assert shop.status("held") is shop.status("ordered") is Status.CONFIRMED
    assert shop.counters("cap") == Counters(2)


@pytest.mark.parametrize("paid_first", [True, False])
def test_a_payment_counts_whether_or_not_it_overtakes_its_order(shop: Shop, *, paid_first: bool) -> None:
    discontinue(shop)
    facts = [order_created("o", ("cap", 1)), payment_succeeded("o")]
    shop.hear(*(reversed(facts) if paid_first else facts))

    assert shop.status("o") is Status.CONFIRMED


def test_an_order_whose_payment_failed_asks_for_no_units(shop: Shop) -> None:
    discontinue(shop)
    shop.hear(payment_failed("o"), order_created("o", ("cap", 1)))

    assert shop.status("o") is Status.RELEASED


def test_an_amendment_may_keep_or_lessen_but_not_add(shop: Shop) -> None:
    shop.do(reserve("o", ("cap", 2)))
    discontinue(shop)

    assert shop.refused(amend("o", ("cap", 3))).code == "not_sellable"
    assert shop.refused(amend("o", ("cap", 2), ("cap", 1, "main"))).code == "not_sellable"
    shop.do(amend("o", ("cap", 2), ("shirt", 1)))
    shop.do(amend("o", ("cap", 1, "main"), ("shirt", 1)))
    assert shop.counters("cap") == Counters(5, 1)


def test_an_amendment_over_kafka_that_adds_leaves_the_old_lines(shop: Shop) -> None:
    shop.hear(order_created("o", ("cap", 2)))
    discontinue(shop)
    shop.hear(order_created("o", ("cap", 3), at=-40))

    told = rejection(shop)
    assert (told["status"], told["policies"]) == ("pending", [{"sku": "cap", "rule": "discontinued"}])
    assert told["shortfalls"] == [{"sku": "cap", "requested": 3, "available": 2, "shortfall": 1}]
    assert shop.counters("cap") == Counters(5, 2)
    shop.hear(order_created("o", ("cap", 1), at=-30))
    assert shop.counters("cap") == Counters(5, 1)


def test_an_overdue_hold_is_reserved_anew_or_not_at_all(shop: Shop) -> None:
    shop.do(reserve("o", ("cap", 2)))
    discontinue(shop)
    shop.later(minutes=16)

    assert shop.refused(reserve("o", ("cap", 2))).code == "not_sellable"
    shop.do(confirm("o"))
    assert shop.status("o") is Status.CONFIRMED


def test_no_overdue_hold_gives_way_to_an_order_that_is_refused_by_a_rule(shop: Shop) -> None:
    shop.do(reserve("overdue", ("cap", 5)))
    discontinue(shop)
    shop.later(minutes=16)
    shop.hear(order_created("o", ("cap", 1)))

    assert shop.status("overdue") is Status.PENDING
    assert shop.status("o") is Status.REJECTED


@pytest.mark.parametrize(
    ("late", "rule"),
    [(-0.001, "not_yet_sold"), (0, None), (9.999, None), (10, "no_longer_sold")],
)
def test_a_time_of_sale_begins_with_its_first_moment_and_ends_before_its_last(
    shop: Shop, late: float, rule: str | None
) -> None:
    shop.do(set_policy("cap", sellable_from=Bound(after_noon(0)), sellable_until=Bound(after_noon(10))))
    shop.now = NOON + timedelta(minutes=late)

    (outcome,) = shop.batch(reserve("o", ("cap", 1)))
    broken = outcome.error.policies[0].rule if isinstance(outcome.error, NotSellable) else None
    assert broken == rule


def test_a_discontinued_sku_stays_countable_and_can_be_sold_again(shop: Shop) -> None:
    discontinue(shop)
    shop.do(counted("cap", 3))
    assert shop.counters("cap") == Counters(3)

    shop.hear(ruled("cap", discontinued=False, at=-1))
    shop.do(reserve("o", ("cap", 3)))


def test_a_person_is_the_last_to_speak_even_if_a_clock_is_ahead(shop: Shop) -> None:
    shop.hear(ruled("cap", discontinued=True, at=5))
    shop.do(set_policy("cap", discontinued=False))
    shop.hear(ruled("cap", discontinued=True, at=5))

    shop.do(reserve("o", ("cap", 1)))


def test_a_policy_is_set_at_the_version_that_was_seen(shop: Shop) -> None:
    assert shop.refused(set_policy("cap", tracked=False, expected_versions=range(1, 9))).code == "precondition_failed"
    shop.do(set_policy("cap", tracked=False, expected_versions=[0]))
    assert shop.refused(set_policy("cap", tracked=True, expected_versions=[0])).code == "precondition_failed"


def test_a_new_sku_must_have_a_name_that_can_be_seen(shop: Shop) -> None:
    assert shop.refused(set_policy("cap ", tracked=False)).code == "invalid_identifier"


def test_a_caller_with_limits_of_place_sets_no_policy(shop: Shop) -> None:
    limited = Cause(actor="caller", allowance=Allowance(locations=frozenset({"main"})))

    assert shop.refused(SetPolicy("cap", PolicyStatement(tracked=False), limited)).code == "beyond_token"


def test_a_policy_and_orders_in_one_batch_see_each_other_in_turn(shop: Shop) -> None:
    outcomes = shop.batch(
        reserve("before", ("cap", 1)), set_policy("cap", discontinued=True), reserve("behind", ("cap", 1))
    )

    assert [outcome.error and outcome.error.code for outcome in outcomes] == [None, None, "not_sellable"]
