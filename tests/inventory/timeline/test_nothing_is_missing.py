"""The timelines of all orders have every movement and every outcome once, after any history."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from inventory.database.tables import Movement
from inventory.domain.commands import Command
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.outbox import store as outbox
from inventory.timeline.entries import Outcome
from tests.inventory.making import (
    amend,
    cancel,
    cancel_lines,
    confirm,
    dispatch,
    moved,
    order_created,
    payment_failed,
    payment_succeeded,
    release,
    reserve,
)
from tests.inventory.timeline.line import act, announce, read_all

ORDERS, SKUS = ("o1", "o2", "o3"), ("tea", "mug")
orders, units = st.sampled_from(ORDERS), st.integers(1, 6)
lines = st.lists(st.tuples(st.sampled_from(SKUS), units), min_size=1, max_size=2, unique_by=lambda line: line[0])
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(lambda order, its: reserve(order, *its), orders, lines),
    st.builds(lambda order, its, at: order_created(order, *its, at=at), orders, lines, st.integers(-60, -1)),
    st.builds(lambda order, its: amend(order, *its), orders, lines),
    st.builds(lambda order, at: payment_succeeded(order, at=at), orders, st.integers(-60, -1)),
    st.builds(lambda order, at: payment_failed(order, at=at), orders, st.integers(-60, -1)),
    st.builds(lambda order, its: dispatch(order, "parcel", *its), orders, lines),
    st.builds(lambda order, its: cancel_lines(order, "refund", *its), orders, lines),
    st.builds(confirm, orders),
    st.builds(release, orders),
    st.builds(cancel, orders),
)
announcing = st.integers(1, 4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(commands | announcing, min_size=1, max_size=30), st.integers(1, 9))
def test_every_movement_and_every_outcome_is_there_once(
    database_url: str, engine: Engine, steps: list[Command | int], limit: int
) -> None:
    with Session(engine) as session:
        act(session, *(moved(sku, 9) for sku in SKUS))
        announced: Counter[int] = Counter()
        for step in steps:
            if isinstance(step, int):
                announced.update(row.id for row in announce(session, step) if is_of_order(row))
            else:
                act(session, step)
        announced.update(row.id for row in outbox.fetch(session, 1_000_000) if is_of_order(row))
        known = session.scalars(text("SELECT order_id FROM reservation")).all()
        told = [one.what for order in known for one in read_all(session, order, limit=limit)]
        ledger = session.scalars(select(Movement.id).where(Movement.order_id.is_not(None)))

        assert Counter(one.id for one in told if isinstance(one, Movement)) == Counter(ledger)
        assert Counter(one.id for one in told if isinstance(one, Outcome)) == announced
        positions = [[one.position for one in read_all(session, order, limit=limit)] for order in known]
        assert all(each == sorted(each) for each in positions)
        assert len(set(chain.from_iterable(positions))) == len(told)


def is_of_order(row: outbox.OutboxRow) -> bool:
    return row.type != OutcomeType.STOCK_LEVEL_CHANGED
