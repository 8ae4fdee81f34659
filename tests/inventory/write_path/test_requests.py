"""Requests over HTTP: replays, conflicts and refusals that leave no trace. And the OrderCreated
that comes after one.
"""

from __future__ import annotations

import pytest

from inventory.domain.commands import OrderCommand
from inventory.domain.orders.status import Status
from inventory.domain.outcome import OrderOutcome
from inventory.errors import InsufficientStock, ReservationConflict, Shortfall, UnknownReservation, UnknownSku
from tests.inventory.making import (
    cancel,
    confirm,
    expire,
    extend,
    moved,
    order_created,
    payment_failed,
    payment_succeeded,
    release,
    reserve,
    stated,
)
from tests.inventory.shop import Counters, Shop

ODD = [
    "ü",
    "\U0001f6d2",
    "a b",
    "'; DROP TABLE reservation; --",
    "{}",
    "a,b",
    '"',
    "\\",
    "%s",
    ":id",
    "NULL",
    "x" * 200,
]


def test_a_refusal_keeps_nothing_of_its_batch_alive(shop: Shop) -> None:
    """A kept outcome would else keep rows and orders, in a circle through the
    frames that refused.
    """
    shop.hear(stated("a", 9))
    short, unknown = shop.batch(reserve("o1", ("a", 10)), release("o2"))
    assert isinstance(short.error, InsufficientStock)
    assert isinstance(unknown.error, UnknownReservation)
    assert (short.error.__traceback__, unknown.error.__traceback__) == (None, None)


def test_the_same_lines_again_are_a_replay(shop: Shop) -> None:
    shop.hear(stated("a", 9), stated("b", 9))
    first = shop.do(reserve("o1", ("a", 2), ("b", 1)))
    assert first.created
    shop.announced()
    shop.later(minutes=1)
    again = shop.do(reserve("o1", ("b", 1), ("a", 1), ("a", 1), ttl_seconds=3_000))
    assert not again.created
    assert isinstance(again, OrderOutcome)
    assert isinstance(first, OrderOutcome)
    assert again.reservation.expires_at == first.reservation.expires_at
    assert shop.counters("a") == Counters(9, reserved=2)
    assert shop.announced() == []


def test_a_replay_after_the_payment_is_answered_with_the_confirmed_order(shop: Shop) -> None:
    shop.hear(stated("a", 9), reserve("o1", ("a", 2)), confirm("o1"))
    again = shop.do(reserve("o1", ("a", 2)))
    assert (again.changed, again.created) == (False, False)
    assert isinstance(again, OrderOutcome)
    assert again.reservation.status is Status.CONFIRMED


def test_a_replay_counts_as_the_newest_reserve_call(shop: Shop) -> None:
    """The payment failed before the customer asked again. That it is heard later must not end the
    hold.
    """
    shop.hear(stated("a", 9), order_created("o1", ("a", 2)), reserve("o1", ("a", 2)), payment_failed("o1"))
    assert shop.status("o1") is Status.PENDING


@pytest.mark.parametrize("paid", [False, True])
def test_other_lines_are_a_conflict_while_the_first_stand(shop: Shop, *, paid: bool) -> None:
    shop.hear(stated("a", 9), reserve("o1", ("a", 2)))
    if paid:
        shop.hear(confirm("o1"))
    for ordered in (("a", 3), ("a", 2, "main")):
        refusal = shop.refused(reserve("o1", ordered))
        assert isinstance(refusal, ReservationConflict)
        assert (refusal.order_id, refusal.status) == ("o1", "confirmed" if paid else "pending")


def test_a_new_attempt_may_have_other_lines(shop: Shop) -> None:
    shop.hear(stated("a", 9), reserve("o1", ("a", 2)), release("o1"))
    assert shop.do(reserve("o1", ("a", 5))).created
    shop.later(minutes=15)
    assert shop.do(reserve("o1", ("a", 3))).created
    assert shop.counters("a") == Counters(9, reserved=3)


def test_a_new_attempt_may_not_contradict_the_order(shop: Shop) -> None:
    shop.hear(stated("a", 9), order_created("o1", ("a", 2)), release("o1"))
    assert isinstance(shop.refused(reserve("o1", ("a", 3))), ReservationConflict)


@pytest.mark.parametrize("command", [confirm("o1"), release("o1"), cancel("o1"), extend("o1", 60), expire("o1")])
def test_an_order_never_heard_of_is_unknown(shop: Shop, command: OrderCommand) -> None:
    assert isinstance(shop.refused(command), UnknownReservation)


def test_an_order_that_the_same_batch_refused_is_unknown_to_the_next_command(shop: Shop) -> None:
    outcomes = shop.batch(reserve("o1", ("a", 1)), confirm("o1"))
    assert [type(outcome.error) for outcome in outcomes] == [UnknownSku, UnknownReservation]
    assert shop.reservations() == {}


def test_insufficient_stock_names_every_line_that_fails(shop: Shop) -> None:
    shop.hear(stated("a", 1), stated("b", 9), stated("c", 0))
    refusal = shop.refused(reserve("o1", ("a", 2), ("b", 9), ("c", 1)))
    assert isinstance(refusal, InsufficientStock)
    assert refusal.lines == [Shortfall("a", 2, 1), Shortfall("c", 1, 0)]


def test_unknown_skus_are_named_to_a_request(shop: Shop) -> None:
    shop.hear(stated("a", 1))
    refusal = shop.refused(reserve("o1", ("a", 2), ("x", 1), ("w", 1)))
    assert isinstance(refusal, UnknownSku)
    assert refusal.skus == ["w", "x"]


def test_an_order_of_an_unknown_sku_is_rejected(shop: Shop) -> None:
    shop.hear(order_created("o1", ("x", 1)))
    (rejection,) = shop.announced()
    assert (rejection.type, rejection.data["reason"]) == ("StockReservationRejected", "unknown_sku")
    assert shop.status("o1") is Status.REJECTED
    shop.hear(stated("x", 5), order_created("o1", ("x", 1)))
    assert shop.status("o1") is Status.REJECTED
    assert shop.do(reserve("o1", ("x", 1))).created


def test_a_refusal_disturbs_no_neighbour(shop: Shop) -> None:
    shop.hear(stated("a", 5))
    outcomes = shop.batch(
        reserve("o1", ("a", 2)),
        reserve("o2", ("a", 4)),
        confirm("nobody"),
        reserve("o3", ("x", 1)),
        reserve("o4", ("a", 3)),
    )
    assert [outcome.error is None for outcome in outcomes] == [True, False, False, False, True]
    assert shop.reservations() == {Status.PENDING: 2}
    assert shop.counters("a") == Counters(5, reserved=5)


def test_an_order_created_after_the_request_changes_nothing_with_the_same_lines(shop: Shop) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 2)))
    shop.announced()
    shop.hear(order_created("o1", ("a", 2)))
    assert shop.announced() == []
    assert shop.reservation("o1").ordered_by_event
    assert isinstance(shop.refused(reserve("o1", ("a", 3))), ReservationConflict)


@pytest.mark.parametrize("paid", [False, True])
def test_an_order_created_after_the_request_amends_its_lines(shop: Shop, *, paid: bool) -> None:
    shop.hear(stated("a", 5), stated("b", 5), reserve("o1", ("a", 2), ("b", 2)))
    shop.hear(*([payment_succeeded("o1")] if paid else []))
    shop.hear(order_created("o1", ("a", 4)))
    expected = Counters(1) if paid else Counters(5, reserved=4)
    assert (shop.counters("a"), shop.counters("b")) == (expected, Counters(5))


@pytest.mark.parametrize("paid", [False, True])
def test_an_amendment_that_cannot_be_met_leaves_the_old_lines(shop: Shop, *, paid: bool) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 2)))
    shop.hear(*([payment_succeeded("o1")] if paid else []))
    before = shop.outcome()
    shop.announced()
    shop.hear(order_created("o1", ("a", 6)))
    assert shop.outcome() == before
    (rejection,) = shop.announced()
    assert rejection.type == "StockReservationRejected"
    assert rejection.data["status"] == ("confirmed" if paid else "pending")
    assert rejection.data["lines"][0]["quantity"] == 2
    assert rejection.data["shortfalls"] == [{"sku": "a", "requested": 6, "available": 5, "shortfall": 1}]
    shop.hear(moved("a", 9), order_created("o1", ("a", 6)))
    assert shop.announced_of("o1") == []
    shop.hear(order_created("o1", ("a", 6), at=-49))
    assert shop.counters("a") == (Counters(8) if paid else Counters(14, reserved=6))


@pytest.mark.parametrize("odd", ODD)
def test_names_are_only_text(shop: Shop, odd: str) -> None:
    shop.hear(stated(odd, 5, location=odd), order_created(odd, (odd, 2)), reserve(f"{odd[:-1]}2", (odd, 1, odd)))
    shop.hear(payment_succeeded(odd))
    assert shop.counters(odd, odd) == Counters(3, reserved=1)
    assert shop.announced_of(odd)[-1] == "StockLevelChanged"
