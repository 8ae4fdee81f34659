"""Amending a running hold: all of the new lines or none, in the time that the hold has."""

from __future__ import annotations

import pytest

from inventory.errors import InsufficientStock, PreconditionFailed, ReservationConflict, UnknownReservation, UnknownSku
from tests.inventory.making import amend, confirm, expire, order_created, release, reserve, stated
from tests.inventory.shop import Counters, Shop


def test_a_hold_takes_other_lines_and_keeps_its_time(shop: Shop) -> None:
    shop.hear(stated("a", 5), stated("b", 5), reserve("o1", ("a", 4)))
    ends = shop.reservation("o1").expires_at
    shop.later(minutes=5)
    shop.announced()
    outcome = shop.do(amend("o1", ("a", 1), ("b", 5)))
    assert (outcome.changed, outcome.created) == (True, False)
    assert shop.reservation("o1").expires_at == ends
    assert (shop.counters("a"), shop.counters("b")) == (Counters(5, reserved=1), Counters(5, reserved=5))
    assert shop.announced_of("o1") == ["StockReserved"]
    assert not shop.do(amend("o1", ("a", 1), ("b", 5))).changed


def test_lines_that_cannot_be_had_leave_the_old_ones(shop: Shop) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 4)))
    assert isinstance(shop.refused(amend("o1", ("a", 6))), InsufficientStock)
    assert isinstance(shop.refused(amend("o1", ("a", 1), ("x", 1))), UnknownSku)
    shop.hear(amend("o1", ("a", 5)))


def test_only_a_running_hold_is_amended(shop: Shop) -> None:
    shop.hear(stated("a", 9), *(reserve(order_id, ("a", 1)) for order_id in ("paid", "back", "over", "overdue")))
    shop.hear(confirm("paid"), release("back"))
    shop.later(minutes=15)
    shop.hear(expire("over"))
    for order_id in ("paid", "back", "over", "overdue"):
        assert isinstance(shop.refused(amend(order_id, ("a", 2))), ReservationConflict)
    assert isinstance(shop.refused(amend("nobody", ("a", 2))), UnknownReservation)


def test_an_order_created_before_and_heard_later_does_not_bring_its_lines_back(shop: Shop) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 4)), amend("o1", ("a", 2)), order_created("o1", ("a", 4)))
    assert shop.counters("a") == Counters(5, reserved=2)
    shop.hear(order_created("o1", ("a", 3), at=1))
    assert shop.counters("a") == Counters(5, reserved=3)


@pytest.mark.parametrize("expected", [1, 3])
def test_an_expected_version_that_is_not_the_present_one_is_refused(shop: Shop, expected: int) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 4)), amend("o1", ("a", 2)))
    assert shop.reservation("o1").version == 2
    assert isinstance(shop.refused(amend("o1", ("a", 1), expected_versions={expected})), PreconditionFailed)
    shop.hear(amend("o1", ("a", 1), expected_versions={2, 9}))
