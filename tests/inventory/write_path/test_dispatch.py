"""Goods that leave, and the counters that tell what lies on the shelf (ADR 0058)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from inventory.domain.commands import Dispatch, Line, StateCompletion, StateDispatch
from inventory.domain.orders.hold_times import HoldTimes
from inventory.write_path.apply import apply
from tests.inventory.making import CALLER, EVENT, NOON, after_noon, order_cancelled, order_created, payment_succeeded, stated

TRACKED = HoldTimes(dispatched_after_seconds=86_400)


def left(order_id: str, dispatch_id: str, *lines: Line, at: float = -30) -> StateDispatch:
    return StateDispatch(order_id, dispatch_id, lines, EVENT, after_noon(at))


def do(session: Session, *commands):
    return apply(session, list(commands), now=NOON, holds=TRACKED)


def test_it(session: Session) -> None:
    from sqlalchemy import text

    def show(*c):
        for one in do(session, *c):
            print(type(one).__name__, getattr(one, "error", None), getattr(one, "reservation", None))
        print(session.execute(text("select sku, location, quantity_on_hand, quantity_reserved, quantity_shortfall, quantity_to_ship from product_inventory")).all())
    show(stated("a", 10))
    show(order_created("o1", ("a", 6)))
    show(payment_succeeded("o1"))
    show(left("o1", "d1", Line("a", 4)))
    show(Dispatch("o1", "d2", (Line("a", 3),), CALLER))
    show(Dispatch("o1", "d2", (Line("a", 2),), CALLER))
    show(Dispatch("o1", "d2", (Line("a", 2),), CALLER))
    show(left("o2", "d1", Line("a", 2)))
    show(order_created("o2", ("a", 3)))
    show(order_cancelled("o2"))
    show(left("o3", "d1", Line("b", 2)))
    show(left("o4", "d1", Line("a", 1, "annex")))
    show(StateCompletion("o4", EVENT, after_noon(-20)))
    show(order_created("o4", ("a", 2)))
    print(session.execute(text("select kind, sku, location, on_hand_delta, reserved_delta, shortfall_delta, to_ship_delta, to_ship_after, reference, order_id from stock_movement order by id")).all())
    print(session.execute(text("select type, payload from outbox_event order by id")).all())
