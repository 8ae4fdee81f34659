"""Payments, refusals and ends of orders: scenarios through `apply`, events and requests mixed."""

from __future__ import annotations

import pytest

from inventory.domain.orders.status import Status
from inventory.errors import InsufficientStock, ReservationConflict, Shortfall
from tests.inventory.making import (
    cancel,
    confirm,
    expire,
    moved,
    order_cancelled,
    order_created,
    payment_failed,
    payment_succeeded,
    release,
    reserve,
    stated,
)
from tests.inventory.shop import Counters, Shop


def refuse_a_payment(shop: Shop) -> None:
    """o1's hold ran out, o2 took the units, and then o1's payment came."""
    shop.hear(stated("a", 5), order_created("o1", ("a", 4)))
    shop.later(minutes=20)
    shop.hear(expire("o1"), order_created("o2", ("a", 3)), payment_succeeded("o1", at=16))


def test_a_refused_payment_is_announced_with_what_is_missing(shop: Shop) -> None:
    refuse_a_payment(shop)
    (refusal,) = [row for row in shop.announced() if row.type == "StockConfirmationRejected"]
    assert refusal.key == "o1"
    assert refusal.data["status"] == "expired"
    assert refusal.data["reason"] == "insufficient_stock"
    assert refusal.data["shortfalls"] == [{"sku": "a", "requested": 4, "available": 2, "shortfall": 2}]


@pytest.mark.parametrize("again", [16, 15], ids=["at the same time", "at an earlier time"])
def test_a_refused_payment_is_refused_again_after_new_stock_came(shop: Shop, again: int) -> None:
    refuse_a_payment(shop)
    shop.hear(moved("a", 100))
    shop.announced()
    before = shop.outcome()
    shop.hear(payment_succeeded("o1", at=again))
    assert shop.outcome() == before
    (refusal,) = shop.announced()
    assert (refusal.type, refusal.data["status"]) == ("StockConfirmationRejected", "expired")


def test_a_newer_payment_tries_again(shop: Shop) -> None:
    refuse_a_payment(shop)
    shop.hear(moved("a", 100), payment_succeeded("o1", at=17))
    assert shop.status("o1") is Status.CONFIRMED
    assert shop.counters("a") == Counters(101, reserved=3)


def test_a_refused_payment_does_not_confirm_what_is_reserved_again(shop: Shop) -> None:
    refuse_a_payment(shop)
    shop.hear(moved("a", 100), reserve("o1", ("a", 4)))
    assert shop.status("o1") is Status.PENDING
    shop.hear(payment_succeeded("o1", at=16))
    assert shop.status("o1") is Status.PENDING


def test_a_payment_waits_for_its_order_and_is_then_met_or_refused(shop: Shop) -> None:
    shop.hear(stated("a", 5), payment_succeeded("o1"), payment_succeeded("o2"))
    assert shop.status("o1") is Status.AWAITING_ORDER
    assert [row.key for row in shop.announced()] == ["a"]
    shop.hear(order_created("o1", ("a", 4)), order_created("o2", ("a", 4)))
    assert (shop.status("o1"), shop.status("o2")) == (Status.CONFIRMED, Status.REJECTED)
    assert shop.counters("a") == Counters(1)
    types = {(row.key, row.type) for row in shop.announced()}
    assert types == {("o1", "StockConfirmed"), ("o2", "StockConfirmationRejected"), ("a", "StockLevelChanged")}
    shop.hear(moved("a", 100), payment_succeeded("o2"))
    assert shop.status("o2") is Status.REJECTED


def test_a_requested_confirmation_that_falls_short_is_refused_and_stores_nothing(shop: Shop) -> None:
    refuse_a_payment(shop)
    refusal = shop.refused(confirm("o1"))
    assert isinstance(refusal, InsufficientStock)
    assert refusal.lines == [Shortfall("a", 4, 2)]
    shop.hear(moved("a", 2), confirm("o1"))
    assert shop.status("o1") is Status.CONFIRMED
    assert not shop.do(confirm("o1")).changed


def test_cancelling_a_paid_order_puts_its_units_back_unless_told_otherwise(shop: Shop) -> None:
    shop.hear(stated("a", 10))
    for order_id, restock in (("o1", True), ("o2", False)):
        shop.hear(order_created(order_id, ("a", 4)), payment_succeeded(order_id))
        shop.hear(order_cancelled(order_id, restock=restock))
    assert shop.counters("a") == Counters(6)


def test_a_payment_for_a_cancelled_order_is_rejected_by_name(shop: Shop) -> None:
    shop.hear(stated("a", 5), order_created("o1", ("a", 4)), order_cancelled("o1"))
    shop.announced()
    shop.hear(payment_succeeded("o1"), payment_succeeded("o1"))
    for rejection in shop.announced():
        assert rejection.type == "StockConfirmationRejected"
        assert rejection.data["reason"] == "order_cancelled"
    assert shop.counters("a") == Counters(5)


@pytest.mark.parametrize("by_event", [False, True])
def test_cancelled_is_final(shop: Shop, *, by_event: bool) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 4)))
    shop.hear(order_cancelled("o1") if by_event else cancel("o1"))
    for command in (reserve("o1", ("a", 4)), reserve("o1", ("a", 1)), confirm("o1")):
        assert isinstance(shop.refused(command), ReservationConflict)
    assert not shop.do(cancel("o1")).changed
    assert not shop.do(release("o1")).changed
    shop.hear(order_created("o1", ("a", 2)), payment_succeeded("o1"))
    assert shop.status("o1") is Status.RELEASED
    assert shop.counters("a") == Counters(5)


def test_what_was_released_may_be_reserved_again(shop: Shop) -> None:
    shop.hear(stated("a", 5), order_created("o1", ("a", 4)), payment_failed("o1"))
    assert shop.counters("a") == Counters(5)
    assert shop.do(reserve("o1", ("a", 4))).created
    shop.hear(release("o1"))
    assert not shop.do(release("o1")).changed
    assert shop.do(reserve("o1", ("a", 4))).created
    shop.hear(payment_failed("o1"))
    assert shop.status("o1") is Status.PENDING


def test_a_paid_order_cannot_be_released_on_request(shop: Shop) -> None:
    shop.hear(stated("a", 5), order_created("o1", ("a", 4)), payment_succeeded("o1"), payment_succeeded("o2"))
    for order_id in ("o1", "o2"):
        assert isinstance(shop.refused(release(order_id)), ReservationConflict)


def test_a_failure_stamped_in_the_future_does_not_void_a_new_attempt(shop: Shop) -> None:
    shop.hear(stated("a", 5), order_created("o1", ("a", 4)), payment_failed("o1", at=30))
    shop.hear(reserve("o1", ("a", 4)), payment_failed("o1", at=30))
    assert shop.status("o1") is Status.PENDING


def test_every_payment_is_answered_so_that_it_can_be_refunded(shop: Shop) -> None:
    """A payment that is merely delivered twice never gets here: the inbox knows it."""
    shop.hear(stated("a", 5), order_created("o1", ("a", 4)), order_cancelled("o1"))
    shop.announced()
    shop.hear(payment_succeeded("o1", at=16), payment_succeeded("o1", at=15))
    assert shop.announced_of("o1") == ["StockConfirmationRejected"] * 2
    shop.hear(payment_succeeded("o2"), order_cancelled("o2"))
    assert shop.announced_of("o2") == ["StockConfirmationRejected"]
