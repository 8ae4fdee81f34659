"""Calls that go with the COMMIT: in its round trip, behind all that was run, and before all that is
run after them.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from threading import Timer
from typing import Any

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from inventory.database.begun_again import MAX_BEGINNINGS, again_if_void
from inventory.database.calls import Call
from inventory.database.commits import Commits
from inventory.database.errors import NothingCommitted
from inventory.database.failures import VOID_WRITES, Kind, connection_was_lost, is_void, kind
from inventory.database.pipelining import SAVEPOINT, run, run_with_commit
from inventory.database.tables import Location
from inventory.database.transactions import Database
from inventory.errors import ConcurrentChange
from tests.inventory.database.test_pipelining import LIST, MAKE, traced, trips
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.postgresql import PostgreSQL

VOID = Call(f"SELECT CAST(CASE WHEN now() IS NULL THEN '1' ELSE '{VOID_WRITES}' END AS integer)".encode())


def make(*names: str) -> Call:
    return MAKE({"names_": list(names)})


def end(database: Database, *calls: Call) -> None:
    with database.transaction() as session:
        run(session, make("before"))
        run_with_commit(session, *calls)


def stored(database: Database) -> list[str]:
    with database.transaction() as session:
        (found,) = run(session, LIST({}))
        return [name for name, _ in found]


def test_they_share_its_round_trip(database_url: str) -> None:
    one = Database(database_url, name="tests", pool_size=1)
    for name in ("a", "b"):
        with ExitStack() as tracing:
            with one.transaction() as session:
                file = tracing.enter_context(traced(session))
                run_with_commit(session, SAVEPOINT, make(name))
                assert trips(file) == 0
            assert trips(file) == 1
    assert stored(one) == ["a", "b"]
    one.dispose()


def test_they_come_before_all_that_is_run_behind_them(database: Database) -> None:
    with database.transaction(first=[LIST({})]) as session:
        run_with_commit(session, make("a"))
        assert run(session, LIST({})) == [[("a", 100)]]
        run_with_commit(session, make("b"))
        assert session.scalars(select(Location.name).order_by(Location.name)).all() == ["a", "b"]
        run_with_commit(session, make("c"))
        with session.begin_nested() as undone:
            run_with_commit(session, make("d"))
            run(session)
            undone.rollback()
    assert stored(database) == ["a", "b", "c"]


def test_they_are_undone_with_their_transaction(database: Database) -> None:
    def fail(session: Session) -> None:
        run_with_commit(session, make("a"))
        raise KeyError

    with pytest.raises(KeyError), database.transaction() as session:
        fail(session)
    with database.transaction() as session:
        run_with_commit(session, make("b"))
        session.rollback()
    assert stored(database) == []


def test_one_that_fails_undoes_all_and_nothing_is_committed(database: Database) -> None:
    with pytest.raises(IntegrityError):
        end(database, make("a"), make("a"), make("behind"))
    assert stored(database) == []


def test_one_that_fails_before_something_else_is_told_by_its_own_name(database: Database) -> None:
    def look(session: Session) -> None:
        run_with_commit(session, make("a"), make("a"))
        session.execute(text("SELECT 1"))

    with pytest.raises(IntegrityError) as failed, database.transaction() as session:
        look(session)
    assert failed.value.statement == make().text.decode()
    assert stored(database) == []


def test_a_warning_of_one_is_no_doubt_about_the_commit(database: Database) -> None:
    end(database, Call(b"DO 'BEGIN RAISE WARNING ''almost full''; END'"))
    assert stored(database) == ["before"]


def test_a_connection_that_is_lost_amid_them_is_told(database: Database) -> None:
    with pytest.raises(DBAPIError) as failed:
        end(database, Call(b"SELECT pg_terminate_backend(pg_backend_pid())"), make("a"))
    assert connection_was_lost(failed.value)
    assert stored(database) == []


@pytest.fixture
def slow_commits(postgresql: PostgreSQL) -> Iterator[psycopg.Connection[Any]]:
    """The owner's connection to a server whose commits take a moment before they are made."""
    with psycopg.connect(postgresql.conninfo, autocommit=True) as owner:
        for name, value in (("commit_delay", 100_000), ("commit_siblings", 0)):
            owner.execute(f"ALTER SYSTEM SET {name} = {value}".encode())
        owner.execute("SELECT pg_reload_conf()")
        try:
            yield owner
        finally:
            owner.execute("ALTER SYSTEM RESET commit_delay")
            owner.execute("ALTER SYSTEM RESET commit_siblings")
            owner.execute("SELECT pg_reload_conf()")


def test_a_session_that_is_ended_while_its_commit_is_made_is_asked_for(
    database: Database, slow_commits: psycopg.Connection[Any]
) -> None:
    """PostgreSQL ends it behind the COMMIT, with an error, before it has told of the COMMIT."""
    with database.transaction() as session:
        assert wait_until(lambda: session.scalar(text("SHOW commit_delay")) == "100000", seconds=20)
    made = "SELECT FROM pg_stat_activity WHERE pid = %s AND state = 'active' AND query = 'COMMIT'"

    def end_while_it_commits(pid: int) -> bool:
        begun = wait_until(lambda: slow_commits.execute(made, [pid]).fetchone() is not None, seconds=20, interval=0.002)
        return begun and bool(slow_commits.execute("SELECT pg_terminate_backend(%s)", [pid]).fetchone())

    commits, told = Commits(database), []
    with ThreadPoolExecutor(1) as pool:
        for name in ("a", "b", "c"):
            with suppress(NothingCommitted):  # if it is ended just before
                with commits.transaction(patience_seconds=20) as session:
                    pid = session.scalar(text("SELECT pg_backend_pid()"))
                    run_with_commit(session, make(name))
                    ended = pool.submit(end_while_it_commits, pid)
                told.append(name)
            assert ended.result()
    assert stored(database) == told


@pytest.mark.parametrize(("handling", "times"), [(False, 16), (True, 64)])
def test_what_is_told_is_what_is_stored_whenever_the_session_is_ended(
    database: Database, slow_commits: psycopg.Connection[Any], *, handling: bool, times: int
) -> None:
    """Its last error comes before, amid or behind the calls. Whoever tries a batch again is still
    handling the error of the first try, which is not to be taken for this one's.
    """
    commits, told = Commits(database), []

    def attempt(name: str, delay: float) -> None:
        with suppress(NothingCommitted):
            with commits.transaction(patience_seconds=20) as session:
                pid = session.scalar(text("SELECT pg_backend_pid()"))
                run_with_commit(session, SAVEPOINT, make(name), make(f"{name}-too"), LIST({}))
                timer = Timer(delay, slow_commits.execute, ("SELECT pg_terminate_backend(%s)", [pid]))
                timer.start()
            told.extend([name, f"{name}-too"])
        timer.join()

    for number in range(times):
        if handling:
            try:
                end(database, make("twice"), make("twice"))
            except IntegrityError:
                attempt(f"{number:02}", (number % 32) / 4_000)
        else:
            attempt(f"{number:02}", (number % 32) / 4_000)
    assert stored(database) == told


def test_void_writes_are_no_bad_value_and_are_tried_again(database: Database) -> None:
    begun: list[bool] = []

    @again_if_void
    def transact(voids: int) -> None:
        begun.append(True)
        end(database, *[VOID] * (len(begun) <= voids), make("a"))

    with pytest.raises(DBAPIError) as failed:
        end(database, VOID)
    assert is_void(failed.value)
    assert kind(failed.value) is Kind.BUSY
    with pytest.raises(ConcurrentChange):
        transact(MAX_BEGINNINGS)
    assert len(begun) == MAX_BEGINNINGS
    assert stored(database) == []
    begun.clear()
    transact(MAX_BEGINNINGS - 1)
    assert len(begun) == MAX_BEGINNINGS
    assert stored(database) == ["a", "before"]


def test_a_number_that_is_none_is_not_taken_for_void_writes(database: Database) -> None:
    with pytest.raises(DBAPIError) as failed:
        end(database, Call(b"SELECT CAST(CASE WHEN now() IS NULL THEN '1' ELSE 'one' END AS integer)"))
    assert not is_void(failed.value)
    assert kind(failed.value) is Kind.DATA


def test_an_answer_of_the_server_needs_no_receipt(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says that nothing was committed, even if no more can be done on its connection."""
    monkeypatch.setattr(Commits, "_was_committed", lambda *_: pytest.fail("asked"))
    read_only = Call(b"DO 'BEGIN RAISE read_only_sql_transaction; END'")
    with pytest.raises(DBAPIError) as failed, Commits(database).transaction(patience_seconds=20) as session:
        run_with_commit(session, read_only, make("a"))
    assert kind(failed.value) is Kind.WRONG_SERVER
    assert stored(database) == []
