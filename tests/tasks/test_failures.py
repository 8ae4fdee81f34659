"""Errors are told apart by PostgreSQL's real ones, and none of them tells a secret."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from inventory.database.tables import Stock
from inventory.database.transactions import Database, Limits
from inventory.errors import UnknownReservation
from tasks.failures import (
    DatabaseUnavailable,
    EventsFailed,
    HoldsFailed,
    TaskFailed,
    database_unavailable,
    describe,
    frames,
    may_pass,
    without_secrets,
)
from tests.tasks.line import Line
from tools.devstack.machine.ports import free_ports
from tools.devstack.servers.together import EmbeddedServers

SECRET = "4711 Jane Doe"


def error_of(database: Database, work: Callable[[Session], object]) -> Exception:
    try:
        with pytest.raises(DBAPIError) as caught, database.transaction() as session:
            work(session)
    finally:
        database.dispose()
    return caught.value


def statement(sql: str) -> Callable[[Session], object]:
    return lambda session: session.execute(text(sql), {"secret": SECRET})


def unreachable() -> Database:
    return Database(f"postgresql+psycopg://alice:{SECRET.replace(' ', '')}@127.0.0.1:{free_ports(1)[0]}/stock")


def test_a_refused_connection_means_that_the_database_is_away() -> None:
    error = error_of(unreachable(), statement("SELECT 1"))
    assert database_unavailable(error)
    assert not may_pass(error)


def test_a_connection_that_is_lost_means_that_the_database_is_away(line: Line) -> None:
    error = error_of(line.database, statement("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert database_unavailable(error)


def test_a_connection_that_is_lost_by_the_time_of_the_commit_was_one(line: Line) -> None:
    def lose(session: Session) -> None:
        backend = session.scalar(select(func.pg_backend_pid()))
        with line.database.transaction() as other:
            other.execute(select(func.pg_terminate_backend(backend, 5_000)))

    error = error_of(line.database, lose)
    assert database_unavailable(error)


def test_a_password_that_is_wrong_or_a_database_that_is_missing_is_no_fault_of_the_work(
    servers: EmbeddedServers,
) -> None:
    missing = Database(servers.postgresql.database_url("missing"))
    error = error_of(missing, statement("SELECT 1"))
    assert database_unavailable(error)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1 / 0",
        "INSERT INTO location (name) VALUES (:secret), (:secret)",
        "INSERT INTO product_inventory (sku, location, product_id, quantity_on_hand) VALUES (:secret, 'main', 'p', -1)",
        "SELECT CAST(:secret AS integer)",
        "SELECT 1 FROM nowhere",
    ],
)
def test_what_a_statement_does_wrong_is_the_fault_of_the_work(line: Line, sql: str) -> None:
    error = error_of(line.database, statement(sql))
    assert not database_unavailable(error)
    assert not may_pass(error)
    assert SECRET not in describe(error)
    assert SECRET not in frames(error)


def test_a_lock_timeout_is_a_conflict(line: Line, servers: EmbeddedServers) -> None:
    impatient = Database(servers.postgresql.url, limits=Limits(lock_timeout=10))
    with line.database.transaction() as session:
        session.execute(text("INSERT INTO location (name) VALUES ('main') ON CONFLICT DO NOTHING"))
        session.execute(text("INSERT INTO product_inventory (sku, location, product_id) VALUES ('mug', 'main', 'mug')"))
    with line.locking("mug"):
        error = error_of(impatient, lambda session: session.execute(select(Stock).with_for_update()))
    assert may_pass(error)
    assert not database_unavailable(error)
    assert describe(error).startswith("LockNotAvailable (55P03): canceling statement")


def test_the_cores_errors_speak_for_themselves() -> None:
    assert describe(UnknownReservation(order_id="order-1")) == (
        "unknown_reservation: No reservation is known for order 'order-1'."
    )


def test_any_other_error_is_told_by_type_and_place() -> None:
    with pytest.raises(ValueError, match="Jane") as caught:
        raise ValueError(SECRET)
    assert describe(caught.value).startswith("ValueError in test_any_other_error_is_told_by_type_and_place, line ")


def test_nothing_but_a_safe_error_leaves_a_task(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(DatabaseUnavailable) as away, without_secrets(), unreachable().transaction():
        pass
    with pytest.raises(TaskFailed) as broken, without_secrets():
        raise KeyError(SECRET)
    for caught in (away, broken):
        assert caught.value.__suppress_context__  # or its traceback would tell
        assert "Jane" not in str(caught.value)
    assert "Jane" not in caplog.text
    assert "alice" not in caplog.text
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]


@pytest.mark.parametrize(
    "error", [EventsFailed({7: "why"}), HoldsFailed({"order-1": "why"}), DatabaseUnavailable("why")]
)
def test_failures_reach_the_parent_process_whole(error: Exception) -> None:
    copied = pickle.loads(pickle.dumps(error))
    assert type(copied) is type(error)
    assert str(copied) == str(error)


def test_many_failures_are_summed_up() -> None:
    assert str(EventsFailed(dict.fromkeys(range(7), "no"))).endswith("inbox event 4: no; and 2 more")
