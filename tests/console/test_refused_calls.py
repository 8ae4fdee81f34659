"""Refusals of the console stand in the timeline of their order, as refused calls do."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from console.services import EXTENSION
from inventory.database.transactions import Database
from inventory.domain.allowance import Allowance
from inventory.domain.commands import Confirm
from inventory.tokens import Scope
from tests.console.client import Visitor
from tests.console.conftest import SignIn
from tests.console.orders import SHOP, act, hold
from tools.devstack.processes.children import wait_until

SUPPORT = (Scope.STOCK_READ, Scope.STOCK_RESERVE, Scope.STOCK_ADJUST)
Record = tuple[object, ...]


@pytest.fixture
def clerk(signed_in: SignIn, database: Database) -> Visitor:
    hold(database, "o1")
    return signed_in(*SUPPORT)


def records(engine: Engine) -> list[Record]:
    query = "SELECT order_id, skus, action, code, actor, calls, request_id FROM refused_call ORDER BY id"
    with engine.begin() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def eventually(engine: Engine, calls: int) -> list[Record]:
    assert wait_until(lambda: sum(int(str(one[5])) for one in records(engine)) == calls, seconds=60)
    return records(engine)


def release(clerk: Visitor, *, times: int = 1) -> None:
    asked = clerk.get("/orders/o1/release")
    for _ in range(times):
        clerk.send(asked, "/orders/o1/release", reason="no", step="apply")


def test_the_timeline_tells_what_was_refused_and_to_whom(clerk: Visitor, database: Database, engine: Engine) -> None:
    act(database, Confirm("o1", SHOP))
    release(clerk, times=2)

    ((*told, request_id),) = eventually(engine, 2)
    assert told == ["o1", [], "release", "reservation_conflict", "token:clerk", 2]
    assert request_id
    shown = clerk.get("/orders/o1").text
    assert "A call to release was refused 2 times: the order was not in a state that allows it." in shown
    assert "token:clerk" in shown


def test_a_change_of_stock_that_was_refused_is_kept_with_its_sku(clerk: Visitor, engine: Engine) -> None:
    typed = {"location": "main", "delta": "-100", "reason": "lost"}
    clerk.send(clerk.get("/stock/tea/adjust"), **typed, step="apply")

    ((*told, _),) = eventually(engine, 1)
    assert told == [None, ["tea"], "adjust", "quantity_below_zero", "token:clerk", 1]


def test_a_look_ahead_and_what_was_made_leave_no_record(
    app: Flask, clerk: Visitor, database: Database, engine: Engine
) -> None:
    clerk.send(clerk.get("/orders/o1/confirm"), "/orders/o1/confirm", reason="paid", step="apply")
    clerk.get("/orders/o1/release")
    app.extensions[EXTENSION].refusals.close()

    assert records(engine) == []


def test_nobody_writes_into_the_history_of_an_order_beyond_their_limits(
    app: Flask, signed_in: SignIn, database: Database, engine: Engine
) -> None:
    hold(database, "o1")
    limited = signed_in(*SUPPORT, allowance=Allowance(order_prefix="mine-"))
    fields = {"csrf": limited.csrf(), "reason": "no", "seen": "1", "step": "apply"}
    assert limited.post("/orders/o1/release", fields).status == 403
    app.extensions[EXTENSION].refusals.close()

    assert records(engine) == []
