"""Goods that leave, and the counters that tell what lies on the shelf (ADR 0058)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.database.tables import Movement, OutboxEvent, Stock
from inventory.domain.commands import (
    AssumeDispatched,
    Command,
    Dispatch,
    Line,
    StateCompletion,
    StateDispatch,
    merge_lines,
)
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.orders.requests.dispatch_errors import DispatchConflict, DispatchExceedsOrder, TooManyDispatches
from inventory.domain.orders.shipping import MAX_DISPATCHES
from inventory.domain.orders.status import Status
from inventory.domain.outcome import OrderOutcome, Outcome
from inventory.errors import ReservationConflict, UnknownSku
from inventory.reading.reservation_json import reservation_json
from inventory.write_path.apply import apply
from inventory.write_path.overdue import due_dispatches
from tests.inventory.making import (
    CALLER,
    EVENT,
    NOON,
    after_noon,
    order_cancelled,
    order_created,
    payment_succeeded,
    set_policy,
    stated,
)

DAY = timedelta(days=1)
TRACKED = HoldTimes(dispatched_after_seconds=86_400)


def left(
    order_id: str, dispatch_id: str, *items: tuple[str, int] | tuple[str, int, str], at: float = -25
) -> StateDispatch:
    return StateDispatch(order_id, dispatch_id, merge_lines([Line(*one) for one in items]), EVENT, after_noon(at))


def dispatch(order_id: str, dispatch_id: str, *items: tuple[str, int] | tuple[str, int, str]) -> Dispatch:
    return Dispatch(order_id, dispatch_id, merge_lines([Line(*one) for one in items]), CALLER)


def completed(order_id: str, *, at: float = -22) -> StateCompletion:
    return StateCompletion(order_id, EVENT, after_noon(at))


class Desk:
    """A shop that applies commands one by one, and tracks dispatch by default."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def do(self, *commands: Command, holds: HoldTimes = TRACKED) -> Outcome:
        for command in commands:
            (outcome,) = apply(self.session, [command], now=NOON, holds=holds)
        return outcome

    def stock(self, sku: str = "a") -> dict[str, tuple[int, int, int]]:
        """Return physical and reserved units, and those to ship, by location."""
        rows = self.session.connection().execute(select(Stock.__table__).where(Stock.sku == sku))
        return {
            row.location: (row.quantity_on_hand - row.quantity_shortfall, row.quantity_reserved, row.quantity_to_ship)
            for row in rows
        }

    def told(self, type_: str) -> list[dict[str, object]]:
        events = self.session.connection().execute(select(OutboxEvent.__table__).order_by(OutboxEvent.id))
        return [row.payload for row in events if row.type == type_]


@pytest.fixture
def desk(session: Session) -> Desk:
    desk = Desk(session)
    desk.do(stated("a", 10))
    return desk


def test_what_is_paid_lies_on_the_shelf_until_it_is_dispatched(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 6)), payment_succeeded("o"))
    assert desk.stock() == {"main": (4, 0, 6)}

    desk.do(dispatch("o", "parcel-1", ("a", 4)))
    assert desk.stock() == {"main": (4, 0, 2)}

    desk.do(dispatch("o", "parcel-2", ("a", 2)))
    assert desk.stock() == {"main": (4, 0, 0)}


def test_by_default_what_is_paid_is_gone(desk: Desk) -> None:
    outcome = desk.do(order_created("o", ("a", 6)), payment_succeeded("o"), holds=HoldTimes())
    assert desk.stock() == {"main": (4, 0, 0)}
    assert isinstance(outcome, OrderOutcome)
    assert (outcome.reservation.shipping, outcome.reservation.dispatch_due_at) == (None, None)

    desk.do(dispatch("o", "parcel", ("a", 6)), holds=HoldTimes())
    assert desk.stock() == {"main": (4, 0, 0)}


def test_what_nobody_reports_is_taken_for_gone_when_its_time_is_over(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 6)), payment_succeeded("o"), dispatch("o", "parcel", ("a", 1)))
    assert due_dispatches(desk.session, now=NOON + DAY - timedelta(seconds=1), limit=9) == []
    assert due_dispatches(desk.session, now=NOON + DAY, limit=9) == ["o"]

    apply(desk.session, [AssumeDispatched("o", CALLER)], now=NOON, holds=TRACKED)
    assert desk.stock() == {"main": (4, 0, 5)}

    apply(desk.session, [AssumeDispatched("o", CALLER)], now=NOON + DAY, holds=TRACKED)
    assert desk.stock() == {"main": (4, 0, 0)}
    assert due_dispatches(desk.session, now=NOON + DAY, limit=9) == []

    desk.do(order_cancelled("o"))
    assert desk.stock() == {"main": (9, 0, 0)}, "what was assumed limits no restock, what was reported does"


def test_units_of_which_nobody_reported_any_are_dispatched_in_the_ledger(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 6)), payment_succeeded("o"))
    apply(desk.session, [AssumeDispatched("o", CALLER)], now=NOON + DAY, holds=TRACKED)
    kinds = select(Movement.kind, Movement.to_ship_delta).where(Movement.order_id == "o").order_by(Movement.id)
    assert [tuple(row) for row in desk.session.execute(kinds)] == [
        ("reserved", None),
        ("confirmed", 6),
        ("dispatched", -6),
    ]
    assert desk.told("StockReleased") == []


def test_only_added_units_are_to_ship_after_the_rest_was_taken_for_gone(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 3)), payment_succeeded("o"), holds=HoldTimes())
    outcome = desk.do(order_created("o", ("a", 5), at=-10), payment_succeeded("o", at=-5))
    assert desk.stock() == {"main": (5, 0, 2)}
    assert isinstance(outcome, OrderOutcome)
    assert "remaining" not in reservation_json(outcome.reservation), "nobody reported anything"


FACTS: tuple[Command, ...] = (
    order_created("o", ("a", 3)),
    payment_succeeded("o"),
    left("o", "parcel-1", ("a", 1)),
    left("o", "parcel-2", ("a", 1)),
    order_cancelled("o"),
)


@pytest.mark.parametrize("last", range(len(FACTS)))
def test_facts_end_alike_in_every_sequence(desk: Desk, last: int) -> None:
    """With each of them twice. Two units left, so two are missing, whatever was heard first."""
    for number, facts in enumerate(permutations(FACTS[:last] + FACTS[last + 1 :])):
        with desk.session.begin_nested() as attempt:
            outcome = desk.do(*facts, *facts[::2], FACTS[last], FACTS[last])
            assert (number, desk.stock()) == (number, {"main": (8, 0, 0)})
            assert isinstance(outcome, OrderOutcome)
            assert outcome.reservation.status is Status.RELEASED
            attempt.rollback()


def test_a_paid_order_needs_no_more_than_the_rest(desk: Desk) -> None:
    desk.do(left("o", "parcel", ("a", 8)), order_created("o", ("a", 10)), payment_succeeded("o"))
    assert desk.stock() == {"main": (0, 0, 2)}


def test_units_leave_another_location_than_the_one_that_was_to_give_them(desk: Desk) -> None:
    desk.do(stated("a", 5, location="annex"), order_created("o", ("a", 4, "main")), payment_succeeded("o"))
    assert desk.stock() == {"main": (6, 0, 4), "annex": (5, 0, 0)}

    desk.do(left("o", "parcel", ("a", 3, "annex")))
    assert desk.stock() == {"main": (9, 0, 1), "annex": (2, 0, 0)}


def test_more_than_was_ordered_leaves_the_shelf_all_the_same(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 2)), payment_succeeded("o"), left("o", "parcel", ("a", 3)))
    assert desk.stock() == {"main": (7, 0, 0)}
    (told,) = desk.told("StockDispatched")
    assert told["unexpected"] == [{"sku": "a", "location": "main", "quantity": 1}]


def test_an_unpaid_order_keeps_a_hold_of_the_rest(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 3)), left("o", "parcel", ("a", 2)))
    assert desk.stock() == {"main": (8, 1, 0)}


def test_goods_of_a_sku_that_is_no_line_of_the_order_leave_their_shelf(desk: Desk) -> None:
    desk.do(stated("b", 5), order_created("o", ("a", 3)), left("o", "parcel", ("b", 2, "annex")))
    assert desk.stock("b") == {"main": (5, 0, 0), "annex": (-2, 0, 0)}

    desk.do(order_cancelled("o"))  # locks the stock of b too
    assert desk.stock("b") == {"main": (5, 0, 0), "annex": (-2, 0, 0)}
    desk.do(left("o", "parcel", ("b", 2, "main"), at=-5))
    assert desk.stock("b") == {"main": (3, 0, 0), "annex": (0, 0, 0)}


def test_an_old_statement_about_a_parcel_waits_for_nothing(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 3)), left("o", "parcel", ("a", 1)))

    old = desk.do(replace(left("o", "parcel", ("new", 2), at=-30), patient=True))
    assert (old.error, old.changed) == (None, False)


def test_goods_of_an_unknown_sku_wait_for_the_catalogue(desk: Desk) -> None:
    heard = left("o", "parcel", ("new", 2))
    refused = desk.do(replace(heard, patient=True))
    assert isinstance(refused.error, UnknownSku)

    desk.do(heard)
    assert desk.stock("new") == {"main": (-2, 0, 0)}, "after its patience it is known by what left"
    desk.do(stated("new", 5))
    assert desk.stock("new") == {"main": (3, 0, 0)}
    desk.do(order_created("o", ("new", 2)))
    assert desk.stock("new") == {"main": (3, 0, 0)}


@pytest.mark.parametrize("late", [False, True])
def test_goods_that_leave_a_new_location_count_in_either_sequence(desk: Desk, *, late: bool) -> None:
    facts: list[Command] = [left("o", "parcel", ("a", 1, "new")), stated("a", 5, location="new")]
    desk.do(*(facts[::-1] if late else facts))
    assert desk.stock()["new"] == (4, 0, 0)


def test_a_completion_makes_its_unknown_skus_known(desk: Desk) -> None:
    desk.do(order_created("o", ("new", 2)), completed("o"))
    assert desk.stock("new") == {"main": (-2, 0, 0)}


@pytest.mark.parametrize("late", [False, True])
def test_a_completed_order_is_gone_from_where_its_lines_want_it(desk: Desk, *, late: bool) -> None:
    """Whether it had the units there or was rejected, and in either sequence."""
    facts: list[Command] = [order_created("o", ("a", 4, "east"), ("new", 2, "west")), completed("o")]
    desk.do(*(facts[::-1] if late else facts))
    assert (desk.stock()["east"], desk.stock()["main"]) == ((-4, 0, 0), (10, 0, 0))
    assert desk.stock("new") == {"west": (-2, 0, 0)}


@pytest.mark.parametrize("patient", [False, True])
def test_a_patient_order_is_gone_from_where_its_lines_want_it_too(desk: Desk, *, patient: bool) -> None:
    ordered = order_created("o", ("a", 4, "east"))
    desk.do(completed("o"), replace(ordered, patient=patient))
    assert desk.stock() == {"main": (10, 0, 0), "east": (-4, 0, 0)}


def test_a_dispatch_that_is_restated_with_less_leaves_a_rest_to_ship(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 3)), payment_succeeded("o"), left("o", "parcel", ("a", 3)))
    desk.do(left("o", "parcel", ("a", 2), at=-5))
    assert desk.stock() == {"main": (7, 0, 1)}


def test_units_stay_where_they_left_when_another_dispatch_names_that_location(desk: Desk) -> None:
    desk.do(stated("a", 10, location="west"), order_created("o", ("a", 2, "main")))
    desk.do(left("o", "parcel-1", ("a", 1)), left("o", "parcel-2", ("a", 1, "main")))
    assert desk.stock() == {"main": (8, 0, 0), "west": (10, 0, 0)}


def test_units_that_left_do_not_come_back_when_their_sku_is_not_tracked_any_more(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 2)), left("o", "parcel", ("a", 2)), set_policy("a", tracked=False))
    desk.do(order_cancelled("o"))
    assert desk.stock() == {"main": (8, 0, 0)}


def test_a_completed_order_is_paid_and_gone_as_its_lines_finally_stand(desk: Desk) -> None:
    outcome = desk.do(completed("o"), order_created("o", ("a", 3)))
    assert isinstance(outcome, OrderOutcome)
    assert outcome.reservation.status is Status.CONFIRMED
    assert desk.stock() == {"main": (7, 0, 0)}

    desk.do(order_created("o", ("a", 2), at=-5), order_cancelled("o"))
    assert desk.stock() == {"main": (8, 0, 0)}


def test_a_completion_is_not_refused_for_want_of_stock(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 30)), completed("o"))
    assert desk.stock() == {"main": (-20, 0, 0)}
    assert desk.told("StockConfirmationRejected") == []


@pytest.mark.parametrize("late", [False, True])
def test_a_completed_order_is_paid_whatever_was_refused(desk: Desk, *, late: bool) -> None:
    facts: list[Command] = [payment_succeeded("o", at=-5), completed("o", at=-10)]
    outcome = desk.do(order_created("o", ("a", 30)), *(facts[::-1] if late else facts))
    assert isinstance(outcome, OrderOutcome)
    assert outcome.reservation.status is Status.CONFIRMED


def test_a_report_is_refused_for_more_than_is_left(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 3)), dispatch("o", "parcel", ("a", 2)))
    refused = desk.do(dispatch("o", "parcel-2", ("a", 2)))
    assert isinstance(refused.error, DispatchExceedsOrder)
    assert [one.as_json() for one in refused.error.lines] == [{"sku": "a", "requested": 2, "remaining": 1}]

    again = desk.do(dispatch("o", "parcel", ("a", 2)))
    assert (again.error, again.changed) == (None, False)
    assert isinstance(desk.do(dispatch("o", "parcel", ("a", 1))).error, DispatchConflict)
    assert isinstance(desk.do(order_cancelled("o"), dispatch("o", "parcel-3", ("a", 1))).error, ReservationConflict)
    assert desk.stock() == {"main": (8, 0, 0)}


def test_an_order_has_a_bounded_number_of_dispatches(desk: Desk) -> None:
    desk.do(*(left("o", f"parcel-{n}", ("a", 1)) for n in range(MAX_DISPATCHES)))
    assert isinstance(desk.do(left("o", "one-more", ("a", 1))).error, TooManyDispatches)
    assert desk.do(left("o", "parcel-1", ("a", 2), at=-1)).error is None


def test_each_dispatch_is_told_and_entered(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 3)), payment_succeeded("o"), left("o", "parcel", ("a", 2)))
    (told,) = desk.told("StockDispatched")
    assert told["dispatched"] == [{"sku": "a", "location": "main", "quantity": 2}]
    assert told["remaining"] == [{"sku": "a", "quantity": 1}]
    movement = desk.session.scalars(select(Movement).order_by(Movement.id.desc())).first()
    assert movement is not None
    assert (movement.kind, movement.reference, movement.order_id) == ("dispatched", "parcel", "o")
    assert (movement.to_ship_delta, movement.to_ship_after) == (-2, 1)

    assert desk.do(left("o", "parcel", ("a", 2), at=-1)).changed  # said again, later: no news
    assert len(desk.told("StockDispatched")) == 1
