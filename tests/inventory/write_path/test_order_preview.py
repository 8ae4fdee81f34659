"""A call about an order does what its preview told, and the preview changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.database.tables import Location, Movement
from inventory.domain.commands import Cancel, Command, Confirm, Extend, Release
from inventory.domain.outcome import OrderOutcome, Refused
from inventory.errors import InsufficientStock, ReservationConflict, UnknownReservation
from inventory.write_path.apply import apply
from inventory.write_path.preview import OrderCall, OrderPreview, preview_order
from tests.inventory.making import CALLER, HOLDS, NOON, after_noon, moved, reserve

HELD = (moved("tea", 10), moved("tea", 5, location="annex"), moved("cup", 3), reserve("o1", ("tea", 12), ("cup", 1)))
PAID = (*HELD, Confirm("o1", CALLER))
CALLS: dict[str, tuple[Sequence[Command], OrderCall]] = {
    "release a hold": (HELD, Release("o1", "changed_mind", CALLER)),
    "confirm a hold": (HELD, Confirm("o1", CALLER)),
    "extend a hold": (HELD, Extend("o1", 1_800, CALLER)),
    "cancel a hold": (HELD, Cancel("o1", "changed_mind", CALLER)),
    "cancel a paid order": (PAID, Cancel("o1", "changed_mind", CALLER)),
    "cancel a paid order, and keep its goods off the shelf": (PAID, Cancel("o1", "lost", CALLER, restock=False)),
    "cancel again": ((*PAID, Cancel("o1", "lost", CALLER)), Cancel("o1", "lost", CALLER)),
}


@pytest.fixture(autouse=True)
def _two_locations(session: Session) -> None:
    session.add_all([Location(name="main"), Location(name="annex")])
    session.flush()


def act(session: Session, *commands: Command) -> OrderOutcome:
    *_, outcome = apply(session, commands, now=NOON, holds=HOLDS)
    assert isinstance(outcome, OrderOutcome)
    return outcome


def told(session: Session, call: OrderCall) -> OrderPreview:
    return preview_order(session, call, now=NOON, holds=HOLDS)


def movements(session: Session) -> list[tuple[object, ...]]:
    columns = (
        "sku",
        "location",
        "kind",
        "on_hand_delta",
        "reserved_delta",
        "on_hand_after",
        "reserved_after",
        "reason",
    )
    query = select(*(getattr(Movement, name) for name in columns)).order_by(Movement.id)
    return [tuple(row) for row in session.execute(query)]


@pytest.mark.parametrize("name", CALLS)
def test_the_call_does_what_its_preview_told(session: Session, name: str) -> None:
    before, call = CALLS[name]
    act(session, *before)
    known = movements(session)

    previewed = told(session, call)
    assert movements(session) == known
    done = act(session, call)

    assert previewed.outcome == done
    columns = (
        "sku",
        "location",
        "kind",
        "on_hand_delta",
        "reserved_delta",
        "on_hand_after",
        "reserved_after",
        "reason",
    )
    expected = [tuple(getattr(entry, column) for column in columns) for entry in previewed.entries]
    assert sorted(movements(session)[len(known) :]) == sorted(expected)


def test_a_refusal_is_told_in_its_own_words(session: Session) -> None:
    act(session, *PAID)

    outcome = told(session, Release("o1", "changed_mind", CALLER)).outcome

    assert isinstance(outcome, Refused)
    assert isinstance(outcome.error, ReservationConflict)


def test_an_overdue_hold_without_units_can_not_be_confirmed(session: Session) -> None:
    act(session, moved("tea", 10), reserve("o1", ("tea", 10)))
    later = after_noon(60)
    apply(session, [reserve("o2", ("tea", 10))], now=later, holds=HOLDS)

    outcome = preview_order(session, Confirm("o1", CALLER), now=later, holds=HOLDS).outcome

    assert isinstance(outcome, Refused)
    assert isinstance(outcome.error, InsufficientStock)


def test_an_unknown_order_has_no_preview(session: Session) -> None:
    with pytest.raises(UnknownReservation):
        told(session, Confirm("o9", CALLER))
    assert session.scalar(select(func.count()).select_from(Movement)) == 0
