"""Connections are opened, transactions begun and ended in one place, and in few trips."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from inventory.database.calls import Call
from inventory.database.connection import ServerConnection
from inventory.database.failures import Kind, connection_was_lost, kind
from inventory.database.pipelining import SAVEPOINT, run, run_with_commit
from inventory.database.transactions import Database
from tools.devstack import PROJECT
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.postgresql import PostgreSQL

OURS = ["inventory", "bridge", "tasks", "api", "migrations"]
"""Packages where nothing else opens a connection."""
TOOLS = {
    "tools/devstack/servers/postgresql.py",  # asks if a server answers
    "tools/devstack/servers/replication.py",  # promotes and waits for standbys
    "tools/devstack/servers/service_roles.py",  # makes the roles, before there is a table
    "tools/chaos/faults/backups.py",  # restores as an operator does
    "tools/chaos/faults/postgresql.py",  # ends everybody's connections
    "tools/bench/parts/line.py",  # reads counters between transactions
    "tools/bench/parts/sweep.py",
    "tools/bench/load/warehouse.py",  # fills tables, and vacuums them
}
"""Modules that look at servers from outside, as their owner does. It changes no stock that a
guarantee is about.
"""
ELSEWHERE = re.compile(
    r"\bcreate_engine\b|psycopg\.connect\(|\bConnection\.connect\(|\.engine\.(begin|connect)\(|\bEngine\("
)
ALLOWED = {"inventory/database/engine.py", "inventory/database/transactions.py"}


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


@pytest.mark.parametrize("send", [run, run_with_commit])
def test_a_commit_that_a_standby_may_not_have_is_not_certain(
    database: Database, postgresql: PostgreSQL, send: Callable[[Session, Call], object]
) -> None:
    """Somebody cancels the wait for a synchronous standby: PostgreSQL then says COMMIT, and
    warns.
    """
    with database.transaction() as session:
        pid = session.execute(text("SELECT pg_backend_pid()")).scalar_one()

    def commit() -> None:
        # Of a new setting each process of the server hears when it comes to it: commits before that
        # wait for nobody.
        for number in range(10_000):
            with database.transaction() as session:
                send(session, Call(f"INSERT INTO location (name) VALUES ('attic-{number}')".encode(), prepared=False))

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


def test_a_connection_in_use_is_closed_when_it_comes_back_to_a_database_that_was_given_up(database: Database) -> None:
    with database.transaction() as session:
        in_use = session.connection().connection.driver_connection
        database.dispose()
        assert session.execute(text("SELECT 1")).scalar_one() == 1
    assert isinstance(in_use, psycopg.Connection)
    assert in_use.closed
    with database.transaction() as session:
        assert session.connection().connection.driver_connection is not in_use


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


PINNED = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "client_encoding": "UTF8",
    "standard_conforming_strings": "on",
    "transaction_isolation": "read committed",
    "lock_timeout": "2s",
    "statement_timeout": "10s",
    "idle_in_transaction_session_timeout": "15s",
    "transaction_timeout": "0",
    "enable_seqscan": "off",
    "jit": "off",
}


def shown(session: Session, name: str) -> str:
    value: str = session.connection().exec_driver_sql(f"SHOW {name}").scalar_one()
    return value


def test_what_the_owner_has_set_is_not_inherited(database: Database) -> None:
    """The tests' databases are hostile: see tests/hostile.py."""
    with database.transaction() as session:
        found = {name: shown(session, name) for name in PINNED}
        assert found == PINNED
        session.connection().exec_driver_sql("SET LOCAL TimeZone TO DEFAULT; SET LOCAL DateStyle TO DEFAULT")
        assert [shown(session, "TimeZone"), shown(session, "DateStyle")] == ["Europe/Berlin", "SQL, DMY"]
    with database.snapshot() as session:
        kept = {name: shown(session, name) for name in PINNED}
        assert kept == PINNED | {"transaction_isolation": "repeatable read", "enable_seqscan": "on", "jit": "on"}


def test_what_a_session_was_told_does_not_outlive_its_transaction(database: Database) -> None:
    """A pooler hands out sessions with settings of others."""
    single = Database(database.engine.url.render_as_string(hide_password=False), pool_size=1)
    with single.transaction() as session:
        path = shown(session, "search_path")
        for told in ("search_path TO elsewhere", "TimeZone TO 'Asia/Kathmandu'", "DateStyle TO 'German'"):
            session.connection().exec_driver_sql(f"SET SESSION {told}")
    with single.transaction() as session:
        assert [shown(session, name) for name in ("search_path", "TimeZone", "DateStyle")] == [path, "UTC", "ISO, YMD"]
        assert session.execute(text("SELECT count(*) FROM location")).scalar_one() == 0
    single.dispose()


def test_a_server_looks_soon_for_a_client_that_has_vanished_amid_a_trip(database: Database) -> None:
    """It does not take such a session for idle, and by default TCP looks after two hours."""
    for first in ([], [SAVEPOINT]):
        database.dispose()
        with database.transaction(first=first) as session:
            found = [shown(session, f"tcp_keepalives_{name}") for name in ("idle", "interval", "count")]
        assert found == ["10", "5", "3"]


def test_two_schemas_of_one_database_are_told_apart_by_the_url(database: Database) -> None:
    """Also with a pooler's sessions: it does not pass the URL's options on."""
    url = database.engine.url
    with database.transaction() as session:
        session.execute(text("CREATE SCHEMA IF NOT EXISTS second"))
    other = Database(url.update_query_dict({"options": "-csearch_path=second,pg_temp"}).render_as_string(False))
    try:
        with other.transaction() as session:
            session.connection().exec_driver_sql("SET SESSION search_path TO public")
        with other.transaction() as session:
            assert session.execute(text("SELECT current_schema()")).scalar_one() == "second"
    finally:
        other.dispose()
        with database.transaction() as session:
            session.execute(text("DROP SCHEMA second"))


@pytest.mark.parametrize("package", [*OURS, "tools"])
def test_nothing_else_opens_a_connection(package: str) -> None:
    files = {path.relative_to(PROJECT).as_posix(): path for path in (PROJECT / package).rglob("*.py")}
    found = {name for name, path in files.items() if ELSEWHERE.search(path.read_text(encoding="utf-8"))}
    assert found <= (ALLOWED if package in OURS else TOOLS)
