"""Paid units are taken for gone when the time to report them is over, and not before."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import text

from inventory.database.transactions import Database, now
from inventory.domain.commands import Command
from inventory.settings import settings
from inventory.upkeep.audit import audit
from inventory.write_path.apply import HoldTimes, apply
from tasks import assumed_dispatches
from tasks.failures import DispatchesFailed
from tests.inventory.making import cancel, confirm, dispatch, moved, reserve
from tests.inventory.shop import Shop
from tests.tasks.line import Line

TRACKED = HoldTimes(dispatched_after_seconds=3_600)
ORDERS = [f"o-{number}" for number in range(7)]


@pytest.fixture
def paid(line: Line, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Seven paid orders of two units each. One unit of each has left. Three orders to a batch."""
    patient = settings().model_copy(update={"sweep_interval_seconds": 300, "sweep_batch": 3})
    monkeypatch.setattr(assumed_dispatches, "settings", lambda: patient)
    with line.database.transaction() as session:
        apply(session, [moved("tea", 50)], now=now(session), holds=TRACKED)
        for order_id in ORDERS:
            sold: list[Command] = [
                reserve(order_id, ("tea", 2)),
                confirm(order_id),
                dispatch(order_id, "d-1", ("tea", 1)),
            ]
            assert [one.error for one in apply(session, sold, now=now(session), holds=TRACKED)] == [None] * 3
        Shop(session).announced()
    return line.database


def be_due(database: Database, *order_ids: str) -> None:
    with database.transaction() as session:
        session.execute(
            text("UPDATE reservation SET dispatch_due_at = now() WHERE order_id = ANY (:ids)"), {"ids": list(order_ids)}
        )


def to_ship(database: Database) -> int:
    with database.snapshot() as session:
        assert [str(one) for one in audit(session, now=now(session)).discrepancies] == []
        return int(session.scalar(text("SELECT quantity_to_ship FROM product_inventory WHERE sku = 'tea'")) or 0)


def test_those_that_are_due_are_taken_for_gone_and_only_levels_are_told(paid: Database) -> None:
    assumed_dispatches.assume_dispatched()
    assert to_ship(paid) == 7
    be_due(paid, *ORDERS[:5])
    assumed_dispatches.assume_dispatched()
    assert to_ship(paid) == 2
    with paid.transaction() as session:
        told = Shop(session).announced()
        kinds = session.execute(
            text("SELECT DISTINCT kind FROM stock_movement WHERE actor = 'assume_dispatched'")
        ).all()
    assert {row.type for row in told} == {"StockLevelChanged"}
    assert told[-1].data["quantity_to_ship"] == 2
    assert [row.kind for row in kinds] == ["dispatched"]
    assumed_dispatches.assume_dispatched()
    assert to_ship(paid) == 2


def test_what_is_taken_for_gone_is_restocked_all_the_same(paid: Database) -> None:
    be_due(paid, "o-0")
    assumed_dispatches.assume_dispatched()
    with paid.transaction() as session:
        on_hand = text("SELECT quantity_on_hand FROM product_inventory WHERE sku = 'tea'")
        before = session.scalar(on_hand)
        apply(session, [cancel("o-0")], now=now(session), holds=TRACKED)
        assert session.scalar(on_hand) == (before or 0) + 1
    assert to_ship(paid) == 6


def test_an_order_that_fails_blocks_none_behind_it(paid: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    be_due(paid, *ORDERS)
    assume = assumed_dispatches.assume

    def failing(order_ids: Sequence[str]) -> None:
        if "o-1" in order_ids:
            raise ValueError("a secret of the row")
        assume(order_ids)

    monkeypatch.setattr(assumed_dispatches, "assume", failing)
    with pytest.raises(DispatchesFailed, match=r"^order o-1: ValueError in failing, line \d+$"):
        assumed_dispatches.assume_dispatched()
    assert to_ship(paid) == 1
    monkeypatch.setattr(assumed_dispatches, "assume", assume)
    assumed_dispatches.assume_dispatched()
    assert to_ship(paid) == 0
