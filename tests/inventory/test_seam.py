"""Connections are opened, transactions begun and ended in one place, and in few trips."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from devstack import PROJECT
from devstack.postgresql import PostgreSQL
from devstack.processes import wait_until
from inventory.database import Database
from inventory.database_connection import ServerConnection
from inventory.database_failures import Kind, connection_was_lost, kind

ELSEWHERE = re.compile(
    r"\bcreate_engine\b|psycopg\.connect\(|\bConnection\.connect\(|\.engine\.(begin|connect)\(|\bEngine\("
)
ALLOWED = {"inventory/database_connection.py", "inventory/database.py"}


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    counted: list[None] = []
    wait = ServerConnection.wait

    def counting(self: ServerConnection, gen: Any, *arguments: Any, **named: Any) -> Any:
        if not (
            gen.__name__ == "_rollback_gen" and self.info.transaction_status == TransactionStatus.IDLE
        ):  # sends nothing
            counted.append(None)
        return wait(self, gen, *arguments, **named)

    monkeypatch.setattr(ServerConnection, "wait", counting)
    return counted


def test_to_begin_is_one_trip_and_to_end_another(database: Database, trips: list[None]) -> None:
    with database.transaction():
        pass
    trips.clear()
    with database.transaction() as session:
        assert len(trips) == 1
        session.execute(text("SELECT 1"))
    assert len(trips) == 3


def test_a_transaction_that_had_failed_is_not_taken_for_committed(database: Database) -> None:
    def swallow(session: Session) -> None:
        session.execute(text("INSERT INTO location (name) VALUES ('attic')"))
        with pytest.raises(DBAPIError):
            session.execute(text("SELECT 1 / 0"))

    with pytest.raises(DBAPIError, match="rolled back") as caught, database.transaction() as session:
        swallow(session)
    assert kind(caught.value) is Kind.BUG
    assert not connection_was_lost(caught.value)
    with database.transaction() as session:
        assert session.execute(text("SELECT count(*) FROM location")).scalar_one() == 0


def test_a_commit_that_a_standby_may_not_have_is_not_certain(database: Database, postgresql: PostgreSQL) -> None:
    """Somebody cancels the wait for a synchronous standby: PostgreSQL then says COMMIT, and warns."""
    with database.transaction() as session:
        pid = session.execute(text("SELECT pg_backend_pid()")).scalar_one()

    def commit() -> None:
        with database.transaction() as session:
            session.execute(text("INSERT INTO location (name) VALUES ('attic')"))

    waits = "SELECT FROM pg_stat_activity WHERE pid = %s AND wait_event = 'SyncRep'"
    with psycopg.connect(postgresql.conninfo, autocommit=True) as owner, ThreadPoolExecutor(1) as pool:
        owner.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        owner.execute("SELECT pg_reload_conf()")
        try:
            committing = pool.submit(commit)
            assert wait_until(lambda: owner.execute(waits, [pid]).fetchone() is not None, seconds=20)
            owner.execute("SELECT pg_cancel_backend(%s)", [pid])
            with pytest.raises(DBAPIError, match="may not last") as caught:
                committing.result()
        finally:
            owner.execute("ALTER SYSTEM RESET synchronous_standby_names")
            owner.execute("SELECT pg_reload_conf()")
    assert connection_was_lost(caught.value)


def test_a_connection_that_died_in_the_pool_is_replaced_by_the_next_transaction(
    database: Database, postgresql: PostgreSQL
) -> None:
    with database.transaction() as session:
        pid = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with psycopg.connect(postgresql.conninfo, autocommit=True) as owner:
        owner.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    with database.transaction() as session:
        assert session.execute(text("SELECT pg_backend_pid()")).scalar_one() != pid


def test_a_plan_from_before_a_migration_is_told_from_a_bug_and_given_up(database: Database) -> None:
    database.dispose()
    single = Database(database.engine.url.render_as_string(hide_password=False), pool_size=1)
    with single.transaction() as session:
        session.execute(text("CREATE TABLE aside (n integer)"))
    try:
        for _ in range(8):
            with single.transaction() as session:
                session.execute(text("SELECT * FROM aside"))
        with database.transaction() as session:
            session.execute(text("ALTER TABLE aside ALTER n TYPE bigint"))
        with pytest.raises(DBAPIError) as caught, single.transaction() as session:
            session.execute(text("SELECT * FROM aside"))
        assert kind(caught.value) is Kind.STALE_PLAN
        with single.transaction() as session:
            session.execute(text("SELECT * FROM aside"))
    finally:
        with single.transaction() as session:
            session.execute(text("DROP TABLE aside"))
        single.dispose()


@pytest.mark.parametrize("package", ["inventory", "bridge", "tasks", "api", "migrations"])
def test_nothing_else_opens_a_connection(package: str) -> None:
    files = {path.relative_to(PROJECT).as_posix(): path for path in (PROJECT / package).rglob("*.py")}
    found = {name for name, path in files.items() if ELSEWHERE.search(path.read_text(encoding="utf-8"))}
    assert found <= ALLOWED
