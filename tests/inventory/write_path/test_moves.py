"""Moves: both rows in one act, replayed by reference, refused where they can't be meant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from inventory.database.tables import MoveMade, Movement
from inventory.domain.allowance import Allowance
from inventory.domain.commands import Cause, Move
from inventory.domain.moves import MoveReason
from inventory.domain.outcome import MoveOutcome
from inventory.domain.stock.counters import Counters as StockCounters
from inventory.domain.stock.moving import SameLocation, UnitsPromised
from inventory.errors import (
    BeyondToken,
    InventoryError,
    LocationInactive,
    LocationNotSetUp,
    QuantityBelowZero,
    ReferenceConflict,
    UnknownSku,
)
from tests.inventory.making import confirm, moved, release, relocated, reserve, stated
from tests.inventory.shop import Counters, Shop


@pytest.fixture
def places(shop: Shop) -> Shop:
    """10 of `a` at main, and two other locations. Damaged goods do not sell."""
    shop.location("annex", 200)
    shop.location("damaged", 300, sells=False)
    shop.location("closed", 300, active=False)
    shop.hear(stated("a", 10))
    shop.announced()
    return shop


def movements(shop: Shop, reference: str) -> list[tuple[str, str | None, int, str | None]]:
    rows = shop.session.scalars(select(Movement).where(Movement.reference == reference).order_by(Movement.id))
    return [(one.location, one.other_location, one.on_hand_delta - one.shortfall_delta, one.reason) for one in rows]


def test_units_leave_one_location_and_come_to_the_other(places: Shop) -> None:
    outcome = places.do(relocated("a", 4, "main", "annex"))
    assert isinstance(outcome, MoveOutcome)
    assert (outcome.source.counters, outcome.destination.counters, outcome.created) == (
        StockCounters(6),
        StockCounters(4),
        True,
    )
    assert (places.counters("a"), places.counters("a", "annex")) == (Counters(6), Counters(4))
    assert movements(places, "move-1") == [("main", "annex", -4, "relocated"), ("annex", "main", 4, "relocated")]
    (changed,) = places.announced()
    assert (changed.data["quantity_on_hand"], changed.data["level"]) == (10, "in_stock")
    assert {one["location"]: one["quantity_on_hand"] for one in changed.data["locations"]} == {"main": 6, "annex": 4}


def test_what_does_not_sell_is_in_no_total(places: Shop) -> None:
    places.do(relocated("a", 7, "main", "damaged"))
    (changed,) = places.announced()
    assert (changed.data["quantity_on_hand"], changed.data["quantity_available"]) == (3, 3)
    assert [one["location"] for one in changed.data["locations"]] == ["main"]
    short = places.refused(reserve("o1", ("a", 4)))
    assert short.code == "insufficient_stock"
    assert places.refused(reserve("o1", ("a", 1, "damaged"))).code == "insufficient_stock"
    # Inside a location that does not sell, nothing is news.
    places.do(moved("a", -2, location="damaged"))
    assert places.announced() == []


@pytest.mark.parametrize("times", ["at once", "later"])
def test_the_same_reference_again_is_a_replay(places: Shop, times: str) -> None:
    command = relocated("a", 4, "main", "annex")
    if times == "at once":
        first, second = places.batch(command, command)
    else:
        first, second = places.do(command), places.do(command)
    assert (first.changed, second.changed, second.error) == (True, False, None)
    assert places.counters("a", "annex") == Counters(4)
    assert len(list(places.session.scalars(select(MoveMade)))) == 1


OTHERS = {
    "another quantity": relocated("a", 5, "main", "annex"),
    "another destination": relocated("a", 4, "main", "damaged"),
    "another reason": replace(relocated("a", 4, "main", "annex"), reason=MoveReason.DAMAGED),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_the_same_reference_for_another_move_is_a_conflict(places: Shop, other: Move) -> None:
    places.do(relocated("a", 4, "main", "annex"))
    refusal = places.refused(other)
    assert isinstance(refusal, ReferenceConflict)
    assert (refusal.sku, refusal.location, refusal.reference) == ("a", "main", "move-1")


def test_one_delivery_note_goes_through_several_locations(places: Shop) -> None:
    """The key is where units leave. And an adjustment of the same document is none of the moves."""
    places.hear(moved("a", 5, reference="note-7"), relocated("a", 5, "main", "annex", reference="note-7"))
    places.hear(relocated("a", 2, "annex", "damaged", reference="note-7"))
    places.hear(relocated("a", 1, "damaged", "main", reference="note-7"))
    counters = [places.counters("a", location) for location in ("main", "annex", "damaged")]
    assert counters == [Counters(11), Counters(3), Counters(1)]


REFUSED: dict[str, tuple[Move, type[InventoryError]]] = {
    "more than there is": (relocated("a", 11, "main", "annex"), QuantityBelowZero),
    "from where it is not": (relocated("a", 1, "annex", "main"), QuantityBelowZero),
    "an unknown SKU": (relocated("b", 1, "main", "annex"), UnknownSku),
    "to nowhere": (relocated("a", 1, "main", "nowhere"), LocationNotSetUp),
    "from nowhere": (relocated("a", 1, "nowhere", "main"), LocationNotSetUp),
    "to an inactive location": (relocated("a", 1, "main", "closed"), LocationInactive),
    "from an inactive location": (relocated("a", 1, "closed", "main"), LocationInactive),
    "to itself": (relocated("a", 1, "main", "main"), SameLocation),
}


@pytest.mark.parametrize(("command", "why"), REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_meant_is_refused(places: Shop, command: Move, why: type[InventoryError]) -> None:
    refusal = places.refused(command)
    assert isinstance(refusal, why), refusal
    assert "nowhere" in str(refusal) or why is not LocationNotSetUp
    assert places.announced() == []


def test_a_token_moves_between_its_own_locations_only(places: Shop) -> None:
    mine = Cause("mine", allowance=Allowance(locations=frozenset({"main", "annex"})))
    places.do(replace(relocated("a", 1, "main", "annex"), cause=mine))
    for ends in (("main", "damaged"), ("damaged", "main")):
        assert isinstance(places.refused(replace(relocated("a", 1, *ends), cause=mine)), BeyondToken)


def test_promised_units_that_move_are_a_shortfall(places: Shop) -> None:
    """A broken unit is broken. The orders are told of it, and strict callers are asked first."""
    places.hear(reserve("o1", ("a", 8)))
    broken = relocated("a", 5, "main", "damaged")
    refusal = places.refused(replace(broken, strict=True))
    assert isinstance(refusal, UnitsPromised)
    assert (refusal.quantity, refusal.quantity_available, refusal.quantity_reserved) == (5, 2, 8)
    places.do(replace(relocated("a", 2, "main", "annex", reference="free"), strict=True))
    places.announced()
    places.do(broken)
    assert places.counters("a") == Counters(8, 8, 5)
    (changed,) = places.announced()
    assert (changed.data["level"], changed.data["quantity_shortfall"]) == ("short", 5)
    # Units that come back settle it first.
    places.do(relocated("a", 5, "damaged", "main", reference="mended"))
    assert places.counters("a") == Counters(8, 8)
    places.hear(confirm("o1"))
    assert places.counters("a") == Counters(0)


def test_units_of_a_released_hold_stay_where_they_are(places: Shop) -> None:
    places.hear(reserve("o1", ("a", 10)), relocated("a", 10, "main", "annex"), release("o1"))
    assert (places.counters("a"), places.counters("a", "annex")) == (Counters(0), Counters(10))
