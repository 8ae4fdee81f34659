"""The time of a hold: it ends with the sweep, at once when another order needs it, and not before
somebody takes it.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from inventory.domain.orders.status import Status
from inventory.errors import InsufficientStock, ReservationConflict
from inventory.write_path import overdue as sweep
from tests.inventory.making import (
    NOON,
    confirm,
    expire,
    extend,
    moved,
    order_created,
    payment_succeeded,
    release,
    reserve,
    stated,
)
from tests.inventory.shop import Counters, Shop


def test_a_hold_that_is_not_over_is_not_swept(shop: Shop) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 4), ttl_seconds=60))
    shop.later(seconds=59)
    assert sweep.due_orders(shop.session, now=shop.now, limit=9) == []
    assert not shop.do(expire("o1")).changed
    shop.later(seconds=1)
    assert sweep.due_orders(shop.session, now=shop.now, limit=9) == ["o1"]
    shop.hear(expire("o1"))
    assert shop.status("o1") is Status.EXPIRED
    assert shop.counters("a") == Counters(5)
    assert not shop.do(expire("o1")).changed


def test_the_sweep_takes_the_oldest_first_and_leaves_out_what_it_is_told(shop: Shop) -> None:
    shop.hear(stated("a", 50))
    for minutes in (3, 1, 2):
        shop.hear(reserve(f"o{minutes}", ("a", 1), ttl_seconds=60 * minutes))
    shop.later(minutes=9)
    assert sweep.due_orders(shop.session, now=shop.now, limit=2) == ["o1", "o2"]
    assert sweep.due_orders(shop.session, now=shop.now, limit=2, skipping=["o1"]) == ["o2", "o3"]


def test_of_what_the_sweep_takes_neighbours_by_sku_are_together(shop: Shop) -> None:
    """A transaction that ends them locks few stock rows."""
    shop.hear(stated("a", 50), stated("b", 50))
    for minutes, sku in enumerate(["b", "a", "b", "a", "a"], start=1):
        shop.hear(reserve(f"o{minutes}", (sku, 1), ttl_seconds=60 * minutes))
    shop.later(minutes=9)
    assert sweep.due_orders(shop.session, now=shop.now, limit=4) == ["o2", "o4", "o1", "o3"]


@pytest.mark.parametrize("by_event", [False, True])
def test_an_overdue_hold_is_free_at_once_when_another_order_needs_it(shop: Shop, *, by_event: bool) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 4)))
    shop.later(minutes=15)
    shop.announced()
    shop.hear((order_created if by_event else reserve)("o2", ("a", 5)))
    assert (shop.status("o1"), shop.status("o2")) == (Status.EXPIRED, Status.PENDING)
    types = [(row.key, row.type) for row in shop.announced()]
    assert types == [("o1", "StockReservationExpired"), ("o2", "StockReserved"), ("a", "StockLevelChanged")]


def test_a_payment_that_needs_it_ends_an_overdue_hold_as_well(shop: Shop) -> None:
    shop.hear(stated("a", 5), payment_succeeded("o2"), reserve("o1", ("a", 4)))
    shop.later(minutes=15)
    shop.hear(order_created("o2", ("a", 5)))
    assert (shop.status("o1"), shop.status("o2")) == (Status.EXPIRED, Status.CONFIRMED)


def test_overdue_holds_of_other_skus_are_left_to_the_sweep(shop: Shop) -> None:
    shop.hear(stated("a", 5), stated("b", 5), reserve("o1", ("a", 4)), reserve("o2", ("b", 4)))
    shop.later(minutes=15)
    shop.hear(reserve("o3", ("a", 5)))
    assert (shop.status("o1"), shop.status("o2")) == (Status.EXPIRED, Status.PENDING)


def test_overdue_holds_end_also_when_that_is_not_enough(shop: Shop) -> None:
    """They are over, also where it does not help. The refused request itself leaves nothing."""
    shop.hear(stated("a", 5), reserve("o1", ("a", 4)))
    shop.later(minutes=15)
    (outcome,) = shop.batch(reserve("o2", ("a", 6)))
    assert isinstance(outcome.error, InsufficientStock)
    assert [line.as_json() for line in outcome.error.lines] == [
        {"sku": "a", "requested": 6, "available": 5, "shortfall": 1}
    ]
    assert shop.reservations() == {Status.EXPIRED: 1}


def test_an_overdue_hold_that_the_same_batch_speaks_of_is_free_as_well(shop: Shop) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 4)))
    shop.later(minutes=15)
    needing, extending = shop.batch(reserve("o2", ("a", 5)), extend("o1", 60))
    assert needing.error is None
    assert isinstance(extending.error, ReservationConflict)


def test_an_overdue_hold_that_the_same_batch_renews_is_kept(shop: Shop) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 4)))
    shop.later(minutes=15)
    confirming, needing = shop.batch(confirm("o1"), reserve("o2", ("a", 5)))
    assert confirming.error is None
    assert isinstance(needing.error, InsufficientStock)


def test_an_overdue_hold_gives_way_to_who_came_before_its_payment_in_the_same_batch(shop: Shop) -> None:
    """As if they had come one by one: a command gets the units that earlier ones have left, and
    nothing is kept for later ones.
    """
    shop.hear(stated("a", 5), reserve("o1", ("a", 4)))
    shop.later(minutes=15)
    shop.announced()
    shop.batch(reserve("o2", ("a", 5)), payment_succeeded("o1", at=14))
    assert (shop.status("o1"), shop.status("o2")) == (Status.EXPIRED, Status.PENDING)
    announced = [(row.key, row.type) for row in shop.announced() if row.key != "a"]
    assert announced == [
        ("o1", "StockReservationExpired"),
        ("o2", "StockReserved"),
        ("o1", "StockConfirmationRejected"),
    ]


def test_an_overdue_hold_ends_when_it_is_needed_and_not_before_what_came_earlier(shop: Shop) -> None:
    """Its units go to who needs them. Who came before took others, and is not moved to them."""
    shop.location("west", 0)
    shop.hear(stated("a", 4, location="west"), stated("a", 4), reserve("o1", ("a", 4)))
    shop.later(minutes=15)
    shop.batch(reserve("o2", ("a", 1)), reserve("o3", ("a", 7)))
    assert shop.reservation("o2").lines[0].allocations == (("main", 1, 0),)
    assert shop.status("o3") is Status.PENDING


def test_more_overdue_holds_than_one_restart_ends(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inventory.write_path.apply.MAX_OVERDUE", 2)
    shop.hear(stated("a", 9))
    shop.batch(*(reserve(f"o{number}", ("a", 1)) for number in range(9)))
    shop.later(minutes=15)
    (six,) = shop.batch(reserve("six", ("a", 6)))
    assert six.error is None
    (four,) = shop.batch(reserve("four", ("a", 4)))
    assert isinstance(four.error, InsufficientStock)
    assert shop.reservations() == {Status.EXPIRED: 9, Status.PENDING: 1}


@pytest.mark.parametrize("by_event", [False, True])
def test_an_overdue_hold_that_nobody_took_still_confirms(shop: Shop, *, by_event: bool) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 4)))
    shop.later(hours=2)
    shop.hear(payment_succeeded("o1", at=119) if by_event else confirm("o1"))
    assert shop.status("o1") is Status.CONFIRMED
    assert shop.counters("a") == Counters(1)


def test_an_expired_hold_confirms_while_units_last(shop: Shop) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 4)))
    shop.later(hours=2)
    shop.hear(expire("o1"), payment_succeeded("o1", at=119))
    assert shop.status("o1") is Status.CONFIRMED
    assert shop.counters("a") == Counters(1)


def test_a_hold_time_is_the_default_what_is_asked_or_the_longest(shop: Shop) -> None:
    shop.hear(stated("a", 5))
    for order_id, asked, given in (("o1", None, 900), ("o2", 60, 60), ("o3", 999_999, 3_600)):
        shop.hear(reserve(order_id, ("a", 1), ttl_seconds=asked))
        assert shop.reservation(order_id).expires_at == NOON + timedelta(seconds=given)


def test_extend_never_shortens_and_the_whole_hold_is_capped(shop: Shop) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 1)))
    assert not shop.do(extend("o1", 60)).changed
    assert shop.reservation("o1").expires_at == NOON + timedelta(minutes=15)
    shop.later(minutes=10)
    assert shop.do(extend("o1", 20 * 60)).changed
    assert shop.reservation("o1").expires_at == NOON + timedelta(minutes=30)
    shop.later(minutes=15)
    shop.hear(extend("o1", 59 * 60))
    assert shop.reservation("o1").expires_at == NOON + timedelta(hours=1)


def test_only_a_running_hold_is_extended(shop: Shop) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 1)), reserve("o2", ("a", 1)), release("o2"))
    shop.later(minutes=15)
    for order_id in ("o1", "o2"):
        assert isinstance(shop.refused(extend(order_id, 60)), ReservationConflict)


def test_a_hold_during_a_shortfall_ends_without_freeing_what_is_not_there(shop: Shop) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 4)), stated("a", 1, at=-50))
    assert shop.counters("a") == Counters(4, reserved=4, shortfall=3)
    shop.later(minutes=15)
    assert isinstance(shop.batch(reserve("o2", ("a", 2)))[0].error, InsufficientStock)
    assert shop.counters("a") == Counters(1)
    shop.hear(moved("a", 1), reserve("o2", ("a", 2)))
