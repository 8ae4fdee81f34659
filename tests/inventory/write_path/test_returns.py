"""Goods that come back: they lie somewhere again, and make no stock out of nothing (ADR 0061)."""

from __future__ import annotations

from itertools import permutations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.database.tables import Location, Movement
from inventory.domain.commands import Command
from inventory.domain.locations import LocationSettings
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.orders.requests.return_errors import (
    ReturnConflict,
    ReturnExceedsOrder,
    ReturnPlaceSells,
    TooManyReturns,
)
from inventory.domain.orders.returning import MAX_RETURNS
from inventory.domain.outcome import OrderOutcome, Refused
from inventory.domain.stock.return_places import RETURNS_LOCATION, ReturnsSell
from inventory.errors import InventoryError, LocationNotSetUp, ReservationConflict, UnknownReservation, UnknownSku
from inventory.write_path.locations import set_up
from tests.inventory.making import (
    amend,
    bring_back,
    came_back,
    cancel,
    confirm,
    dispatched,
    order_cancelled,
    order_created,
    payment_succeeded,
    reserve,
    set_policy,
    stated,
)
from tests.inventory.write_path.test_dispatch import TRACKED, Desk

SILENT = HoldTimes()
"""A shop that reports no dispatch: what is paid is gone."""
NOT_SOLD = LocationSettings(sells=False)


@pytest.fixture
def desk(session: Session) -> Desk:
    desk = Desk(session)
    desk.do(stated("a", 10))
    return desk


@pytest.fixture
def sold(desk: Desk) -> Desk:
    """Three of ten are paid for."""
    desk.do(order_created("o", ("a", 3)), payment_succeeded("o"), holds=SILENT)
    return desk


def refused(desk: Desk, command: Command, holds: HoldTimes = SILENT) -> InventoryError:
    outcome = desk.do(command, holds=holds)
    assert isinstance(outcome, Refused)
    return outcome.error


def landed(desk: Desk) -> dict[str, int]:
    return {location: physical for location, (physical, _, _) in desk.stock().items() if physical}


def test_a_cancellation_gives_nothing_back_a_second_time(sold: Desk) -> None:
    sold.do(bring_back("o", "rma", ("a", 3, "sellable")), holds=SILENT)
    assert sold.stock() == {"main": (10, 0, 0)}

    sold.do(order_cancelled("o"), holds=SILENT)
    assert sold.stock() == {"main": (10, 0, 0)}
    error = refused(sold, bring_back("o", "rma-2", ("a", 1, "sellable")))
    assert isinstance(error, ReturnExceedsOrder)
    assert error.lines[0].as_json() == {"sku": "a", "requested": 1, "returnable": 0}


def test_more_than_was_ordered_is_never_for_sale(sold: Desk) -> None:
    sold.do(came_back("o", "rma", ("a", 5, "sellable")), order_cancelled("o"), holds=SILENT)

    assert sold.stock() == {"main": (10, 0, 0), RETURNS_LOCATION: (2, 0, 0)}
    (told,) = sold.told("StockReturned")
    assert told["unexpected"] == [{"sku": "a", "location": RETURNS_LOCATION, "quantity": 2, "disposition": "sellable"}]
    location = sold.session.execute(select(Location).where(Location.name == RETURNS_LOCATION)).scalar_one()
    assert (location.sells, location.counts_as) == (False, "quarantine")


SEQUENCES = list(permutations(range(6)))[::7]
"""Of all 720 each seventh: they begin and end with each fact."""


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_any_sequence_of_its_facts_ends_the_same(desk: Desk, sequence: tuple[int, ...]) -> None:
    facts = (
        order_created("o", ("a", 3)),
        payment_succeeded("o"),
        dispatched("o", "parcel", ("a", 2)),
        came_back("o", "rma-1", ("a", 1, "sellable"), ("a", 1, "damaged")),
        came_back("o", "rma-2", ("a", 2, "inspect"), at=-9),
        order_cancelled("o", at=-8),
    )
    for number in sequence:
        desk.do(facts[number], facts[number])

    # All three are out and back, and a fourth with them.
    assert landed(desk) == {"main": 8, RETURNS_LOCATION: 3}
    assert desk.stock()["main"] == (8, 0, 0)


@pytest.mark.parametrize("sequence", list(permutations(range(4))))
def test_a_refund_of_what_came_back_gives_nothing_back(desk: Desk, sequence: tuple[int, ...]) -> None:
    facts = (
        order_created("o", ("a", 3)),
        payment_succeeded("o"),
        came_back("o", "rma", ("a", 1, "sellable")),
        order_created("o", ("a", 2), at=-5),
    )
    for number in sequence:
        desk.do(facts[number], holds=SILENT)

    assert landed(desk) == {"main": 8}, "two are out, though the order was stated with two and one is back"


def test_what_came_back_of_a_reported_dispatch_is_none_of_the_units_given_up(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 3)), payment_succeeded("o"), dispatched("o", "parcel", ("a", 2)))
    desk.do(came_back("o", "rma", ("a", 1, "sellable")), amend("o", ("a", 2)))

    assert desk.stock() == {"main": (9, 0, 0)}, "one was never sent, and one is back"


def test_units_to_ship_can_not_come_back(desk: Desk) -> None:
    desk.do(order_created("o", ("a", 3)), payment_succeeded("o"), dispatched("o", "parcel", ("a", 1)))
    assert isinstance(refused(desk, bring_back("o", "rma", ("a", 2, "sellable")), TRACKED), ReturnExceedsOrder)

    desk.do(came_back("o", "rma", ("a", 2, "sellable")))
    assert desk.stock() == {"main": (9, 0, 1)}, "what came back had left, whatever was reported"


def test_goods_lie_where_they_left_or_where_they_are_brought(desk: Desk) -> None:
    desk.do(stated("a", 5, location="annex"))
    set_up(desk.session, "broken", NOT_SOLD)
    set_up(desk.session, "annex", LocationSettings(returns_to="broken"))
    desk.do(order_created("o", ("a", 4, "annex")), payment_succeeded("o"), holds=SILENT)
    before = landed(desk)

    desk.do(bring_back("o", "rma-1", ("a", 1, "sellable")), holds=SILENT)
    desk.do(bring_back("o", "rma-2", ("a", 1, "damaged")), holds=SILENT)
    desk.do(bring_back("o", "rma-3", ("a", 1, "sellable", "main")), holds=SILENT)
    desk.do(bring_back("o", "rma-4", ("a", 1, "inspect", "broken")), holds=SILENT)

    assert landed(desk) == {"annex": before["annex"] + 1, "broken": 2, "main": before["main"] + 1}


def test_a_restated_return_leaves_what_it_does_not_name_any_more(sold: Desk) -> None:
    sold.do(came_back("o", "rma", ("a", 2, "sellable"), ("a", 1, "damaged")), holds=SILENT)
    sold.do(came_back("o", "rma", ("a", 1, "sellable"), at=-5), came_back("o", "rma", ("a", 3, "damaged"), at=-6))

    assert landed(sold) == {"main": 8}
    assert len(sold.told("StockReturned")) == 2


def test_a_return_is_refused_where_its_goods_may_not_lie(sold: Desk) -> None:
    assert isinstance(refused(sold, bring_back("o", "rma", ("a", 1, "damaged", "main"))), ReturnPlaceSells)
    assert isinstance(refused(sold, bring_back("o", "rma", ("a", 1, "sellable", "moon"))), LocationNotSetUp)
    set_up(sold.session, RETURNS_LOCATION, LocationSettings(sells=True))
    assert isinstance(refused(sold, came_back("o", "rma", ("a", 1, "damaged"))), ReturnsSell)
    assert sold.stock() == {"main": (7, 0, 0)}


def test_a_request_says_why_it_is_refused(sold: Desk) -> None:
    sold.do(bring_back("o", "rma", ("a", 1, "sellable")), holds=SILENT)
    assert sold.do(bring_back("o", "rma", ("a", 1, "sellable")), holds=SILENT).changed is False
    assert isinstance(refused(sold, bring_back("o", "rma", ("a", 2, "sellable"))), ReturnConflict)
    assert isinstance(refused(sold, bring_back("o", "rma-2", ("b", 1, "sellable"))), ReturnExceedsOrder)
    assert isinstance(refused(sold, bring_back("nobody", "rma", ("a", 1, "sellable"))), UnknownReservation)
    sold.do(payment_succeeded("unknown-lines"))
    assert isinstance(refused(sold, bring_back("unknown-lines", "rma", ("a", 1, "sellable"))), ReservationConflict)


def test_a_held_order_takes_nothing_back_before_it_left(desk: Desk) -> None:
    desk.do(reserve("o", ("a", 3)), holds=SILENT)
    assert isinstance(refused(desk, bring_back("o", "rma", ("a", 1, "sellable"))), ReturnExceedsOrder)

    desk.do(came_back("o", "rma", ("a", 1, "sellable")), holds=SILENT)
    assert desk.stock() == {"main": (10, 2, 0)}, "one left unpaid and is back, two are held"
    desk.do(confirm("o"), cancel("o", restock=False), holds=SILENT)
    assert desk.stock() == {"main": (8, 0, 0)}


def test_goods_of_an_unknown_order_wait_where_nothing_is_sold(desk: Desk) -> None:
    desk.do(came_back("o", "rma", ("a", 2, "sellable")))
    assert landed(desk) == {"main": 10, RETURNS_LOCATION: 2}

    desk.do(order_created("o", ("a", 3)), payment_succeeded("o"))
    assert landed(desk) == {"main": 9}
    assert desk.stock()["main"] == (9, 0, 1)


def test_a_return_waits_for_the_catalogue_or_makes_its_sku_known(desk: Desk) -> None:
    assert isinstance(refused(desk, came_back("o", "rma", ("new", 1, "inspect"), patient=True)), UnknownSku)
    assert desk.stock("new") == {}

    desk.do(came_back("o", "rma", ("new", 1, "inspect")), stated("new", 5))
    assert desk.stock("new") == {"main": (5, 0, 0), RETURNS_LOCATION: (1, 0, 0)}


def test_untracked_goods_come_back_to_no_number(desk: Desk) -> None:
    desk.do(set_policy("card", tracked=False), order_created("o", ("card", 2), ("a", 1)), payment_succeeded("o"))
    desk.do(came_back("o", "rma", ("card", 1, "sellable"), ("a", 1, "sellable")))

    assert desk.stock("card") == {"main": (0, 0, 0)}
    assert desk.stock() == {"main": (10, 0, 0)}


def test_each_movement_tells_its_return(sold: Desk) -> None:
    sold.do(bring_back("o", "rma", ("a", 1, "sellable")), holds=SILENT)

    movement = sold.session.execute(select(Movement).order_by(Movement.id.desc()).limit(1)).scalar_one()
    assert (movement.kind, movement.reference, movement.order_id) == ("returned", "rma", "o")
    (told,) = sold.told("StockReturned")
    assert told["returned"] == [{"sku": "a", "location": "main", "quantity": 1, "disposition": "sellable"}]
    assert (told["return_id"], told["status"]) == ("rma", "confirmed")


def test_an_order_has_no_more_than_so_many_returns(sold: Desk) -> None:
    for number in range(MAX_RETURNS):
        sold.do(came_back("o", f"rma-{number}", ("a", 1, "inspect")), holds=SILENT)

    assert isinstance(refused(sold, came_back("o", "one-more", ("a", 1, "inspect"))), TooManyReturns)
    assert isinstance(sold.do(came_back("o", "rma-1", ("a", 2, "inspect"), at=-1), holds=SILENT), OrderOutcome)
