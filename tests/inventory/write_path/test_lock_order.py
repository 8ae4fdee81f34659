"""Waits only ever go forward: reservations by order id, stock by SKU and location, new
reservations. Each sorted (G8).

The statements that lock are recorded as they are sent, and the locked rows as they are returned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from sqlalchemy import text

from inventory.database.pipelining import run
from inventory.database.rows import reservation_of, stock_row_of
from inventory.database.transactions import Database, now
from inventory.domain.commands import Command
from inventory.write_path.apply import apply
from tests.inventory.making import (
    HOLDS,
    cancel,
    confirm,
    expire,
    moved,
    order_created,
    payment_succeeded,
    reserve,
    stated,
)
from tests.statements import noted

STEPS = (
    "SELECT reservation.",
    "INSERT INTO location",
    "INSERT INTO product_inventory",
    "SELECT product_inventory.",
    "INSERT INTO reservation",
)
"""The statements that may wait for somebody, in their only allowed order.
"""


@pytest.fixture
def statements(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """Every statement sent, with its parameters."""
    sent: list[tuple[str, Any]] = []

    def record(_cursor: Any, statement: str, parameters: Any) -> None:
        sent.append((" ".join(statement.split()), parameters))

    with noted(database.engine, record):
        yield sent


def step(statement: str) -> int | None:
    """Return the step of `STEPS` of the statement, None when it waits for nobody."""
    if statement.startswith("WITH") and "INSERT INTO reservation" in statement:
        return STEPS.index("INSERT INTO reservation")  # it writes all else too, and every row of that is locked
    makes_rows = statement.startswith("INSERT INTO") and "DO UPDATE" not in statement  # else it changes locked ones
    locks = makes_rows or "FOR NO KEY UPDATE" in statement
    return next((number for number, mark in enumerate(STEPS) if locks and mark in statement), None)


def rounds(sent: list[tuple[str, Any]]) -> list[list[int]]:
    """The locking steps between one savepoint and the next."""
    found: list[list[int]] = []
    for statement, _ in sent:
        if statement.startswith("SAVEPOINT"):
            found.append([])
        elif (number := step(statement)) is not None:
            found[-1].append(number)
    return found


def keys(parameters: Any) -> list[Any]:
    """Return the rows that the statement may wait for: the orders that are made, the stock, or the
    orders or names that are asked for.
    """
    if "new_orders_" in parameters:
        return [order["order_id"] for order in orjson.loads(parameters["new_orders_"])]
    if "location_" in parameters:
        return list(zip(parameters["sku_"], parameters["location_"], strict=True))
    return next(value for value in parameters.values() if isinstance(value, list))


def test_locks_are_taken_in_one_order(database: Database, statements: list[tuple[str, Any]]) -> None:
    with database.transaction() as session:
        moment = now(session)
        apply(
            session, [stated(sku, 5, location=place) for sku in "cab" for place in ("w", "e")], now=moment, holds=HOLDS
        )
        commands: list[Command] = [
            reserve("z", ("c", 1), ("a", 1)),
            order_created("b", ("b", 2)),
            payment_succeeded("ä"),
            stated("d", 5, location="n"),
            moved("a", 5, location="e"),
            confirm("z"),
            cancel("Z"),
            expire("y"),
        ]
        apply(session, commands, now=moment, holds=HOLDS)
    assert [round_ == sorted(round_) for round_ in rounds(statements)] == [True, True]
    assert rounds(statements)[1] == [0, 1, 2, 3, 4]
    for statement, parameters in statements:
        if step(statement) is not None:
            assert keys(parameters) == sorted(keys(parameters)), statement
            assert "ORDER BY" in statement


def test_a_restart_gives_its_locks_back_first(database: Database, statements: list[tuple[str, Any]]) -> None:
    """The overdue hold of `a` would be locked after that of `b`: so everything is let go, and begun
    again.
    """
    with database.transaction() as session:
        moment = now(session)
        apply(session, [stated("a", 5), reserve("a", ("a", 5), ttl_seconds=60)], now=moment, holds=HOLDS)
        session.execute(text("UPDATE reservation SET expires_at = now() - interval '1 second'"))
    statements.clear()
    with database.transaction() as session:
        (outcome,) = apply(session, [reserve("b", ("a", 1))], now=now(session), holds=HOLDS)
    assert outcome.error is None
    assert [round_ == sorted(round_) for round_ in rounds(statements)] == [True, True]
    sent = [statement for statement, _ in statements]
    first_savepoint, second_savepoint = [n for n, one in enumerate(sent) if one.startswith("SAVEPOINT")]
    assert any(one.startswith("ROLLBACK TO SAVEPOINT") for one in sent[first_savepoint:second_savepoint])
    looked = [
        one for one in sent[first_savepoint:second_savepoint] if "jsonb_array_elements" in one and "expires_at" in one
    ]
    assert looked
    assert not any("FOR " in one and "UPDATE" in one for one in looked)


def test_rows_come_back_in_the_order_in_which_they_were_locked(database: Database) -> None:
    """PostgreSQL sorts as Python does ("C" collation), and locks above the sort."""
    from inventory.write_path.locks import _SELECT_RESERVATIONS, _SELECT_STOCK_OF_ORDERS

    names = ["a", "B", "ä", "Z", "_", "aa", "\U0001f6d2", "1"]
    with database.transaction() as session:
        moment = now(session)
        supply = [stated(sku, 5, location=place) for sku in names for place in ("w", "E", "é")]
        apply(session, [*supply, *(reserve(name, (name, 1)) for name in names)], now=moment, holds=HOLDS)
        connection = session.connection()
        given = {"order_ids_": names, "skus_": names, "limit_": None}
        known, shelf = run(session, _SELECT_RESERVATIONS(given), _SELECT_STOCK_OF_ORDERS(given))
        orders = [reservation_of(row).order_id for row in known]
        stock = [stock_row_of(row).place for row in shelf]
        plans = [
            "\n".join(connection.exec_driver_sql(f"EXPLAIN {statement}", {"given": names}).scalars())
            for statement in (
                "SELECT 1 FROM reservation WHERE order_id = ANY(%(given)s) ORDER BY order_id FOR NO KEY UPDATE",
                "SELECT 1 FROM product_inventory WHERE sku = ANY(%(given)s) ORDER BY sku, location FOR NO KEY UPDATE",
            )
        ]
    assert orders == sorted(names)
    assert stock == sorted(stock)
    assert all("LockRows" in plan.splitlines()[0] for plan in plans)


def test_no_statements_are_none_however_they_are_stored(database: Database) -> None:
    """As PostgreSQL's null, as JSON's null, or as an empty list."""
    with database.transaction() as session:
        apply(session, [stated("a", 5), reserve("o", ("a", 1))], now=now(session), holds=HOLDS)
    for stored in ("null", "[]"):
        with database.transaction() as session:
            session.execute(text("UPDATE reservation SET statements = CAST(:stored AS jsonb)"), {"stored": stored})
        with database.transaction() as session:
            (outcome,) = apply(session, [reserve("o", ("a", 1))], now=now(session), holds=HOLDS)
        assert outcome.error is None
