"""Units of an order come from another location (docs/life-of-a-reservation.md)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from inventory.database.tables import Movement, Stock
from inventory.domain.orders.hold_times import HoldTimes
from inventory.errors import InsufficientStock, Shortfall
from tests.inventory.making import (
    HOLDS,
    amend,
    cancel,
    confirm,
    dispatch,
    moved,
    order_created,
    payment_succeeded,
    reassign,
    reserve,
    set_stock_rules,
)
from tests.inventory.shop import Counters, Shop

TRACKED = replace(HOLDS, dispatched_after_seconds=86_400)


@pytest.fixture(autouse=True)
def _two_locations(shop: Shop) -> None:
    shop.location("annex", 1)
    shop.location("main", 2)
    shop.hear(*(moved("shirt", 5, location=at) for at in ("annex", "main")))
    shop.announced()


def places(shop: Shop, order_id: str = "o1") -> dict[str, tuple[int, int]]:
    (line,) = shop.reservation(order_id).lines
    return {one.location: (one.held, one.taken) for one in line.allocations}


def on_shelf(shop: Shop) -> dict[str, tuple[int, int]]:
    """Return units on hand and units to ship, by location."""
    rows = shop.session.connection().execute(select(Stock.__table__).where(Stock.sku == "shirt"))
    return {row.location: (row.quantity_on_hand, row.quantity_to_ship) for row in rows}


def ledger(shop: Shop) -> list[tuple[Any, ...]]:
    columns = Movement.location, Movement.other_location, Movement.on_hand_delta, Movement.reserved_delta
    of_kind = select(*columns).where(Movement.kind == "reassigned", Movement.order_id == "o1")
    return [tuple(row) for row in shop.session.execute(of_kind.order_by(Movement.id))]


def test_a_hold_comes_from_another_location(shop: Shop) -> None:
    shop.hear(reserve("o1", ("shirt", 3)), reassign("o1", "shirt", "annex", "main"))

    assert places(shop) == {"main": (3, 0)}
    assert (shop.counters("shirt", "annex"), shop.counters("shirt")) == (Counters(5), Counters(5, 3))
    assert ledger(shop) == [("annex", "main", 0, -3), ("main", "annex", 0, 3)]
    told = [orjson.loads(row.payload) for row in shop.announced() if row.type == "StockReserved"]
    assert [one["lines"][0]["allocations"] for one in told] == [
        [{"location": at, "held": 3, "taken": 0}] for at in ("annex", "main")
    ]


def test_paid_units_come_from_another_location(shop: Shop) -> None:
    shop.hear(order_created("o1", ("shirt", 3)), payment_succeeded("o1"))
    shop.announced()
    shop.hear(reassign("o1", "shirt", "annex", "main"))

    assert places(shop) == {"main": (0, 3)}
    assert (shop.counters("shirt", "annex"), shop.counters("shirt")) == (Counters(5), Counters(2))
    assert ledger(shop) == [("annex", "main", 3, 0), ("main", "annex", -3, 0)]
    told = {row.type: orjson.loads(row.payload) for row in shop.announced()}
    assert told.keys() == {"StockReassigned", "StockLevelChanged"}
    assert told["StockReassigned"]["reassigned"] == [
        {"sku": "shirt", "from_location": "annex", "to_location": "main", "quantity": 3}
    ]
    assert told["StockReassigned"]["lines"][0]["allocations"] == [{"location": "main", "held": 0, "taken": 3}]
    assert {row["location"]: row["quantity_on_hand"] for row in told["StockLevelChanged"]["locations"]} == {
        "annex": 5,
        "main": 2,
    }


def test_some_of_the_units_go_and_the_others_stay(shop: Shop) -> None:
    shop.hear(reserve("o1", ("shirt", 3)), reassign("o1", "shirt", "annex", "main", 1))
    assert places(shop) == {"annex": (2, 0), "main": (1, 0)}
    shop.hear(confirm("o1"), cancel("o1"))
    assert (shop.counters("shirt", "annex"), shop.counters("shirt")) == (Counters(5), Counters(5))


def test_all_units_of_a_location_again_is_a_replay(shop: Shop) -> None:
    shop.hear(reserve("o1", ("shirt", 3)), reassign("o1", "shirt", "annex", "main"))
    version = shop.reservation("o1").version
    assert not shop.do(reassign("o1", "shirt", "annex", "main")).changed
    assert shop.reservation("o1").version == version
    assert len(ledger(shop)) == 2


def test_units_stay_where_they_were_put(shop: Shop) -> None:
    """A later amendment or a payment brings none back."""
    shop.hear(reserve("o1", ("shirt", 2)), reassign("o1", "shirt", "annex", "main"), amend("o1", ("shirt", 3)))
    assert places(shop) == {"main": (3, 0)}
    shop.hear(confirm("o1"))
    assert places(shop) == {"main": (0, 3)}


def test_all_or_none_and_told_of_the_rest(shop: Shop) -> None:
    shop.hear(reserve("o2", ("shirt", 3, "main")), reserve("o1", ("shirt", 3)))
    refusal = shop.refused(reassign("o1", "shirt", "annex", "main"))
    assert isinstance(refusal, InsufficientStock)
    assert refusal.lines == [Shortfall("shirt", 3, 2, "main")]


def test_a_hold_leaves_the_safety_stock_and_a_paid_order_may_have_it(shop: Shop) -> None:
    shop.hear(set_stock_rules("shirt", safety=4, location="main"), reserve("o1", ("shirt", 3)))
    refusal = shop.refused(reassign("o1", "shirt", "annex", "main"))
    assert isinstance(refusal, InsufficientStock)
    assert refusal.lines == [Shortfall("shirt", 3, 1, "main", kept_back=4)]
    shop.hear(confirm("o1"), reassign("o1", "shirt", "annex", "main"))
    assert places(shop) == {"main": (0, 3)}


def test_overdue_holds_make_way(shop: Shop) -> None:
    shop.hear(reserve("o2", ("shirt", 5, "main"), ttl_seconds=60))
    shop.later(minutes=2)
    shop.hear(reserve("o1", ("shirt", 3)), reassign("o1", "shirt", "annex", "main"))
    assert places(shop) == {"main": (3, 0)}
    assert shop.status("o2") == "expired"


def test_held_units_that_left_stay_where_they_left_from(shop: Shop) -> None:
    shop.hear(reserve("o1", ("shirt", 3)), dispatch("o1", "parcel", ("shirt", 1)))
    assert shop.refused(reassign("o1", "shirt", "annex", "main", 3)).code == "reservation_conflict"
    shop.hear(reassign("o1", "shirt", "annex", "main"))

    assert places(shop) == {"annex": (0, 1), "main": (2, 0)}
    assert (shop.counters("shirt", "annex"), shop.counters("shirt")) == (Counters(4), Counters(5, 2))
    assert not shop.do(reassign("o1", "shirt", "annex", "main")).changed
    shop.hear(dispatch("o1", "rest", ("shirt", 2, "main")))
    assert not shop.do(reassign("o1", "shirt", "annex", "main")).changed
    assert shop.refused(reassign("o1", "shirt", "main", "annex", 1)).code == "reservation_conflict"


@pytest.mark.parametrize("holds", [HOLDS, TRACKED])
def test_paid_units_that_left_stay_where_they_left_from(shop: Shop, holds: HoldTimes) -> None:
    shop.holds = holds
    shop.hear(reserve("o1", ("shirt", 3)), confirm("o1"), dispatch("o1", "parcel", ("shirt", 1)))
    due = shop.reservation("o1").dispatch_due_at
    shop.later(minutes=5)
    assert shop.refused(reassign("o1", "shirt", "annex", "main", 3)).code == "reservation_conflict"
    shop.hear(reassign("o1", "shirt", "annex", "main"))

    assert places(shop) == {"annex": (0, 1), "main": (0, 2)}
    assert on_shelf(shop) == {"annex": (4, 0), "main": (3, 2 if holds == TRACKED else 0)}
    assert shop.reservation("o1").dispatch_due_at == due
    assert (due is None) is (holds == HOLDS)
    shop.hear(confirm("o1"), cancel("o1"))
    assert on_shelf(shop) == {"annex": (4, 0), "main": (5, 0)}


def test_units_to_ship_go_first_and_those_taken_for_gone_follow(shop: Shop) -> None:
    shop.hear(order_created("o1", ("shirt", 2), at=1), payment_succeeded("o1", at=2))
    shop.holds = TRACKED
    shop.hear(order_created("o1", ("shirt", 3), at=3), payment_succeeded("o1", at=4))
    assert on_shelf(shop) == {"annex": (2, 1), "main": (5, 0)}
    shop.hear(reassign("o1", "shirt", "annex", "main", 2))

    assert places(shop) == {"annex": (0, 1), "main": (0, 2)}
    assert on_shelf(shop) == {"annex": (4, 0), "main": (3, 1)}
    shipping = shop.reservation("o1").shipping
    assert shipping is not None
    assert shipping.assumed == {("shirt", "annex"): 1, ("shirt", "main"): 1}


def test_what_can_not_be_meant_is_refused(shop: Shop) -> None:
    shop.location("closed", active=False)
    shop.location("damaged", sells=False)
    shop.hear(reserve("o1", ("shirt", 3)), reserve("named", ("shirt", 1, "main")))
    for command, code in (
        (reassign("o1", "shirt", "annex", "annex"), "same_location"),
        (reassign("o1", "shirt", "annex", "mian"), "location_not_set_up"),
        (reassign("o1", "shirt", "annex", "closed"), "location_inactive"),
        (reassign("o1", "shirt", "annex", "damaged"), "insufficient_stock"),
        (reassign("o1", "shirt", "annex", "main", 4), "reservation_conflict"),
        (reassign("o1", "shirt", "main", "annex", 1), "reservation_conflict"),
        (reassign("o1", "mug", "annex", "main"), "reservation_conflict"),
        (reassign("named", "shirt", "main", "annex"), "reservation_conflict"),
        (reassign("nobody", "shirt", "annex", "main"), "unknown_reservation"),
    ):
        assert shop.refused(command).code == code
    shop.hear(cancel("o1"))
    assert shop.refused(reassign("o1", "shirt", "annex", "main")).code == "reservation_conflict"
