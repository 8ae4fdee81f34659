"""A call about an order does what its preview told, and the preview changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.database.tables import Location, Movement
from inventory.domain.commands import (
    Cancel,
    CancelLines,
    Command,
    Confirm,
    Dispatch,
    Extend,
    Line,
    Reassign,
    Release,
    Return,
)
from inventory.domain.lines import Disposition, ReturnLine
from inventory.domain.orders.requests.cancel_errors import CancelExceedsOrder
from inventory.domain.orders.requests.dispatch_errors import DispatchExceedsOrder
from inventory.domain.orders.requests.return_errors import ReturnExceedsOrder, ReturnPlaceSells
from inventory.domain.outcome import OrderOutcome, Refused
from inventory.errors import (
    InsufficientStock,
    InventoryError,
    LocationNotSetUp,
    ReservationConflict,
    UnknownReservation,
)
from inventory.write_path.apply import apply
from inventory.write_path.previews.orders import OrderCall, OrderPreview, preview_order
from tests.inventory.making import CALLER, HOLDS, NOON, after_noon, moved, reserve

HELD = (moved("tea", 10), moved("tea", 5, location="annex"), moved("cup", 3), reserve("o1", ("tea", 12), ("cup", 1)))
PAID = (*HELD, Confirm("o1", CALLER))
CUP = (Line("cup", 1, "main"),)
SENT = (*PAID, Dispatch("o1", "parcel-1", CUP, CALLER))


def came_back(disposition: Disposition, location: str | None = None) -> Return:
    return Return("o1", "rma-1", (ReturnLine("cup", 1, disposition, location),), CALLER)


CALLS: dict[str, tuple[Sequence[Command], OrderCall]] = {
    "release a hold": (HELD, Release("o1", "changed_mind", CALLER)),
    "confirm a hold": (HELD, Confirm("o1", CALLER)),
    "extend a hold": (HELD, Extend("o1", 1_800, CALLER)),
    "cancel a hold": (HELD, Cancel("o1", "changed_mind", CALLER)),
    "cancel a paid order": (PAID, Cancel("o1", "changed_mind", CALLER)),
    "cancel a paid order, and keep its goods off the shelf": (PAID, Cancel("o1", "lost", CALLER, restock=False)),
    "report a parcel": (PAID, Dispatch("o1", "parcel-1", CUP, CALLER)),
    "report a parcel of a hold": (HELD, Dispatch("o1", "parcel-1", CUP, CALLER)),
    "report a parcel from where nothing was": (HELD, Dispatch("o1", "p", (Line("cup", 1, "annex"),), CALLER)),
    "report a parcel again": (SENT, Dispatch("o1", "parcel-1", CUP, CALLER)),
    "take goods back for sale": (SENT, came_back(Disposition.SELLABLE)),
    "take goods back elsewhere": (SENT, came_back(Disposition.SELLABLE, "annex")),
    "take goods back that are damaged": (SENT, came_back(Disposition.DAMAGED)),
    "take goods back that nobody sent": (PAID, came_back(Disposition.INSPECT)),
    "cancel units of a hold": (HELD, CancelLines("o1", "less", (Line("tea", 3),), CALLER)),
    "cancel units of a paid order": (PAID, CancelLines("o1", "less", (Line("tea", 3),), CALLER)),
    "cancel all units": (HELD, CancelLines("o1", "none", (Line("cup", 1), Line("tea", 12)), CALLER)),
    "reassign a hold": (HELD, Reassign("o1", "tea", "main", "annex", 2, CALLER)),
    "reassign paid units": (PAID, Reassign("o1", "tea", "main", "annex", 2, CALLER)),
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


REFUSED: dict[str, tuple[OrderCall, type[InventoryError]]] = {
    "more units than are left": (Dispatch("o1", "p", (Line("cup", 2, "main"),), CALLER), DispatchExceedsOrder),
    "a parcel from nowhere": (Dispatch("o1", "p", (Line("cup", 1, "moon"),), CALLER), LocationNotSetUp),
    "more units than went out": (
        Return("o1", "r", (ReturnLine("cup", 2, Disposition.SELLABLE),), CALLER),
        ReturnExceedsOrder,
    ),
    "damaged units where they are sold": (came_back(Disposition.DAMAGED, "main"), ReturnPlaceSells),
    "a return to nowhere": (came_back(Disposition.SELLABLE, "moon"), LocationNotSetUp),
    "units that are not there": (Reassign("o1", "cup", "main", "annex", None, CALLER), InsufficientStock),
    "units from nowhere": (Reassign("o1", "tea", "main", "moon", 1, CALLER), LocationNotSetUp),
    "units that nobody ordered": (CancelLines("o1", "c", (Line("cup", 2),), CALLER), CancelExceedsOrder),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_of_goods_is_that_of_the_call(session: Session, name: str) -> None:
    call, error = REFUSED[name]
    act(session, *PAID)

    previewed = told(session, call).outcome
    (done,) = apply(session, [call], now=NOON, holds=HOLDS)

    assert isinstance(previewed, Refused)
    assert isinstance(done, Refused)
    assert isinstance(previewed.error, error)
    assert str(previewed.error) == str(done.error)
