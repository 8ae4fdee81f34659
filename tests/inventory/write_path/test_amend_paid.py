"""Amending an order that is paid, over either door: fewer units go back, more need a newer payment
(ADR 0024).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from inventory.domain.commands import Command
from inventory.domain.orders.stated.statements import MAX_STATEMENTS
from inventory.domain.orders.status import Status
from inventory.errors import ReservationConflict
from tests.inventory.making import (
    Ordered,
    amend,
    cancel,
    confirm,
    expire,
    order_cancelled,
    order_created,
    payment_succeeded,
    release,
    reserve,
    stated,
)
from tests.inventory.shop import Counters, Shop

Door = Callable[..., Command]


def by_event(order_id: str, *ordered: Ordered) -> Command:
    return order_created(order_id, *ordered, at=1)


DOORS = pytest.mark.parametrize("door", [amend, by_event], ids=["a request", "an event"])


def sell(shop: Shop, *, on_hand: int = 10) -> None:
    """An order of four units, reserved over HTTP and paid at noon."""
    shop.hear(stated("a", on_hand), stated("b", 5), reserve("o1", ("a", 4)), payment_succeeded("o1", at=0))
    shop.announced()


def told(shop: Shop) -> list[tuple[str, dict[str, Any]]]:
    return [(row.type, row.data) for row in shop.announced() if row.key == "o1"]


@DOORS
def test_fewer_units_are_given_back_and_announced_as_that(shop: Shop, door: Door) -> None:
    sell(shop)
    outcome = shop.do(door("o1", ("a", 1)))
    assert outcome.changed
    assert (shop.status("o1"), shop.counters("a")) == (Status.CONFIRMED, Counters(9))
    ((type_, data),) = told(shop)
    back = [{"sku": "a", "location": "main", "quantity": 3}]
    assert (type_, data["status"], data["given_back"], data["restocked"]) == ("StockAmended", "confirmed", back, back)
    assert [(line["quantity"], line["allocations"][0]["taken"]) for line in data["lines"]] == [(1, 1)]
    assert not shop.do(door("o1", ("a", 1))).changed
    shop.hear(order_cancelled("o1", at=2))
    assert shop.counters("a") == Counters(10)


@pytest.mark.parametrize(
    ("lesser", "type_"),
    [([("a", 4)], "StockConfirmed"), ([("a", 4), ("b", 1)], "StockAmended")],
    ids=["other units", "fewer units"],
)
def test_lines_that_lose_against_others_of_the_same_instant_are_told_as_given_back(
    shop: Shop, lesser: list[Ordered], type_: str
) -> None:
    """The greater lines take their place: none of the two is a statement of before."""
    shop.hear(stated("a", 10), stated("b", 5), payment_succeeded("o1", at=3), order_created("o1", *lesser, at=30))
    assert shop.counters("a") == Counters(6)
    shop.announced()
    shop.hear(order_created("o1", ("b", 1), at=30))
    assert (shop.counters("a"), shop.counters("b")) == (Counters(10), Counters(4))
    ((told_type, data),) = told(shop)
    assert (told_type, data["given_back"]) == (type_, [{"sku": "a", "location": "main", "quantity": 4}])


def test_more_than_was_paid_for_is_refused_over_http(shop: Shop) -> None:
    sell(shop)
    for more in ([("a", 5)], [("a", 4), ("b", 1)], [("b", 4)]):
        refusal = shop.refused(amend("o1", *more))
        assert isinstance(refusal, ReservationConflict)
        assert "another" not in refusal.detail


@DOORS
def test_what_was_given_back_needs_a_newer_payment_to_be_taken_again(shop: Shop, door: Door) -> None:
    sell(shop)
    shop.hear(door("o1", ("a", 1)))
    shop.later(minutes=5)
    assert isinstance(shop.refused(amend("o1", ("a", 4))), ReservationConflict)
    shop.announced()
    shop.hear(order_created("o1", ("a", 4), at=9))
    assert (shop.status("o1"), shop.counters("a")) == (Status.CONFIRMED, Counters(9))
    ((type_, data),) = told(shop)
    assert (type_, data["awaiting_payment"]) == ("StockPaymentRequired", [{"sku": "a", "quantity": 4}])
    shop.hear(payment_succeeded("o1", at=10))
    assert shop.counters("a") == Counters(6)
    assert [type_ for type_, _ in told(shop)] == ["StockConfirmed"]


def test_more_than_was_paid_for_waits_for_a_newer_payment_over_kafka(shop: Shop) -> None:
    sell(shop)
    shop.hear(by_event("o1", ("a", 6)), payment_succeeded("o1", at=0.5), confirm("o1"))
    assert (shop.status("o1"), shop.counters("a")) == (Status.CONFIRMED, Counters(6))
    ((type_, data),) = told(shop)
    assert (type_, data["awaiting_payment"]) == ("StockPaymentRequired", [{"sku": "a", "quantity": 6}])
    assert [line["quantity"] for line in data["lines"]] == [4]
    shop.hear(payment_succeeded("o1", at=1))
    assert shop.counters("a") == Counters(4)
    ((type_, data),) = told(shop)
    assert (type_, [line["quantity"] for line in data["lines"]]) == ("StockConfirmed", [6])
    assert "awaiting_payment" not in data


def test_a_newer_payment_that_falls_short_is_refused_and_the_older_one_stands(shop: Shop) -> None:
    sell(shop, on_hand=5)
    shop.hear(by_event("o1", ("a", 6)), payment_succeeded("o1", at=2))
    assert (shop.status("o1"), shop.counters("a")) == (Status.CONFIRMED, Counters(1))
    (required, refused) = told(shop)
    assert required[0] == "StockPaymentRequired"
    assert (refused[0], refused[1]["status"]) == ("StockConfirmationRejected", "confirmed")
    assert refused[1]["shortfalls"] == [{"sku": "a", "requested": 6, "available": 5, "shortfall": 1}]
    shop.hear(stated("a", 99, at=-1), by_event("o1", ("a", 6)), payment_succeeded("o1", at=3))
    assert shop.counters("a") == Counters(95), "what was refunded is not confirmed behind anybody's back"
    shop.hear(order_created("o1", ("a", 6), at=4), payment_succeeded("o1", at=5))
    assert shop.counters("a") == Counters(93)


def test_some_more_and_some_fewer_wait_together(shop: Shop) -> None:
    sell(shop)
    shop.hear(by_event("o1", ("a", 1), ("b", 2)))
    assert (shop.counters("a"), shop.counters("b")) == (Counters(6), Counters(5))
    shop.announced()
    shop.hear(payment_succeeded("o1", at=2))
    assert (shop.counters("a"), shop.counters("b")) == (Counters(9), Counters(3))
    ((type_, data),) = told(shop)
    assert (type_, data["given_back"]) == ("StockConfirmed", [{"sku": "a", "location": "main", "quantity": 3}])


def test_an_order_event_that_agrees_with_what_was_paid_over_http_changes_nothing(shop: Shop) -> None:
    shop.hear(stated("a", 10), reserve("o1", ("a", 4)), confirm("o1"))
    shop.announced()
    shop.hear(by_event("o1", ("a", 4)), order_created("o1", ("a", 9), at=2))
    assert shop.counters("a") == Counters(6)
    assert [type_ for type_, _ in told(shop)] == ["StockPaymentRequired"]


def test_what_waits_for_a_payment_may_be_withdrawn(shop: Shop) -> None:
    sell(shop)
    shop.hear(by_event("o1", ("a", 6)))
    shop.later(minutes=5)
    shop.hear(amend("o1", ("a", 4)), payment_succeeded("o1", at=9))
    assert shop.counters("a") == Counters(6)


def test_a_confirmation_over_http_pays_for_what_the_order_is_by_then(shop: Shop) -> None:
    """Also when the amending clock is ahead of ours."""
    shop.hear(stated("a", 10), reserve("o1", ("a", 4)), order_created("o1", ("a", 6), at=30), confirm("o1"))
    assert shop.counters("a") == Counters(4)


def test_the_advice_of_each_refused_amendment_can_be_taken(shop: Shop) -> None:
    """Each refusal names the next step, and that is not refused."""
    shop.hear(stated("a", 90), *(reserve(order_id, ("a", 2)) for order_id in ("http", "ended", "paid", "over")))
    shop.hear(order_created("event", ("a", 2)), payment_succeeded("unknown"), confirm("paid"), cancel("ended"))
    shop.later(minutes=16)
    shop.hear(expire("http"), expire("event"))
    refusals = {
        order_id: shop.refused(amend(order_id, ("a", 3)))
        for order_id in ("http", "event", "ended", "paid", "unknown", "over")
    }
    assert all(isinstance(one, ReservationConflict) for one in refusals.values())
    advised: list[tuple[str, str, list[Command]]] = [
        ("http", "Reserve it again with these lines", [reserve("http", ("a", 3))]),
        ("over", "Reserve it again with these lines", [reserve("over", ("a", 3))]),
        ("event", "with the lines that it has, then amend it", [reserve("event", ("a", 2)), amend("event", ("a", 3))]),
        ("ended", "Use a new order id", [reserve("ended-2", ("a", 3))]),
        ("unknown", "Reserve it with them", [reserve("unknown", ("a", 3))]),
        ("paid", "under an order id of their own", [reserve("paid-2", ("a", 1))]),
        ("paid", "OrderCreated", [order_created("paid", ("a", 3), at=20), payment_succeeded("paid", at=21)]),
    ]
    for order_id, advice, taken in advised:
        assert advice in str(refusals[order_id])
        shop.hear(*taken)
    assert shop.status("paid") is Status.CONFIRMED
    assert shop.reservation("paid").lines[0].quantity == 3


def test_only_so_many_statements_are_remembered_and_the_order_of_arrival_does_not_matter(shop: Shop) -> None:
    said: list[Ordered] = [("a", 1 + number % 7) for number in range(MAX_STATEMENTS + 4)]
    ends = set()
    for number, paid_first in enumerate((True, False)):
        order_id = f"o{number}"
        shop.hear(stated("a", 100, at=-100 + number))
        payment = payment_succeeded(order_id, at=5.5)
        events: list[Command] = [order_created(order_id, one, at=at) for at, one in enumerate(said)]
        shop.hear(*([payment, *events] if paid_first else [*reversed(events), payment]))
        found = shop.reservation(order_id)
        assert len(found.all_statements) == MAX_STATEMENTS
        ends.add((found.status, found.ordered_lines, tuple(found.all_statements)))
    assert len(ends) == 1


def test_a_release_does_not_undo_a_payment_whatever_was_amended(shop: Shop) -> None:
    facts: list[Command] = [
        order_created("o1", ("a", 4), at=1),
        payment_succeeded("o1", at=2),
        order_created("o1", ("a", 3), at=3),
        order_created("o1", ("a", 9), at=4),
    ]
    shop.hear(stated("a", 20))
    ends = set()
    for arrival in permutations(facts):
        with shop.session.begin_nested() as savepoint:
            shop.hear(*arrival)
            shop.refused(release("o1"))
            found = shop.reservation("o1")
            ends.add((found.status, found.lines, found.awaiting_payment, shop.counters("a")))
            savepoint.rollback()
    assert len(ends) == 1
    ((status, lines, waiting, counters),) = ends
    assert (status, lines[0].quantity, waiting[0].quantity) == (Status.CONFIRMED, 3, 9)
    assert counters == Counters(17)
