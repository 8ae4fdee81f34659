"""Statements that share a round trip, and what is told when one of them fails."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import IO

import psycopg
import pytest
from psycopg.pq import Trace
from sqlalchemy import Column, Engine, MetaData, Table, Text, TypeDecorator, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from api.turns.group_commit import GroupCommit
from inventory.database.calls import Call, rows_of, send
from inventory.database.commits import Commits
from inventory.database.engine import driver_of
from inventory.database.failures import Kind, connection_was_lost, kind
from inventory.database.pipelining import SAVEPOINT, Compiled, run, run_with_commit, undone_by_error
from inventory.database.tables import Location
from inventory.database.transactions import Database, now
from inventory.domain.commands import Command
from inventory.write_path.apply import apply
from inventory.write_path.idempotency import CallerRequest, Name
from tests.inventory.making import HOLDS, confirm, reserve, stated

_locations = select(func.unnest(bindparam("names_", type_=ARRAY(Text))))
MAKE = Compiled(insert(Location).from_select(["name"], _locations).returning(Location.name))
LIST = Compiled(select(Location.name, Location.priority).order_by(Location.name))


@contextmanager
def traced(of: Session | Database) -> Iterator[IO[str]]:
    """Let libpq write each message to a file: of the session's connection, or of the only one in
    the database's pool.
    """
    if isinstance(of, Session):
        connection = driver_of(of.connection()).pgconn
    else:
        assert of.engine.pool.checkedin() == 1  # type: ignore[attr-defined]
        with of.engine.connect() as only:
            connection = driver_of(only).pgconn
    with tempfile.TemporaryFile("w+") as file:
        connection.trace(file.fileno())
        connection.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
        yield file
        connection.untrace()


def trips(file: IO[str]) -> int:
    """Count how often the client spoke after the server."""
    file.seek(0)
    speakers = [line[0] for line in file if line[0] in "FB"]
    return sum(
        1 for before, speaker in zip(["B", *speakers], speakers, strict=False) if (before, speaker) == ("B", "F")
    )


def test_calls_share_a_round_trip_and_each_has_its_rows(database: Database) -> None:
    with database.transaction() as session:
        run(session, MAKE({"names_": ["w"]}), LIST({}))  # prepares them
        with traced(session) as file:
            found = run(session, SAVEPOINT, MAKE({"names_": ["e", "a"]}), LIST({}))
            assert trips(file) == 1
        assert found == [[], [("e",), ("a",)], [("a", 100), ("e", 100), ("w", 100)]]


def test_a_whole_reserve_over_http_is_two_round_trips(database: Database, database_url: str) -> None:
    """The beginning with all locks, and the writes with the commit. A key costs none more."""
    with database.transaction() as session:
        apply(session, [stated("a", 50)], now=now(session), holds=HOLDS)
    one = Database(database_url, name="tests", pool_size=1)
    requests = GroupCommit(one, HOLDS, batch=10, queue=10, deadline_seconds=20)
    for key in (False, True):
        for number in range(3):  # the first ones prepare statements
            name = Name("caller", f"key-{number}") if key else None
            request = CallerRequest((reserve(f"o-{key}-{number}", ("a", 1)),), name, b"digest")
            with traced(one) if number else nullcontext() as file:
                (outcome,) = requests.submit(request)
                assert outcome.changed
                assert file is None or number == 1 or trips(file) == 2
    requests.close()
    one.dispose()


def test_calls_sent_with_the_beginning_are_answered_from_there(database: Database) -> None:
    with database.transaction() as session:
        run(session, MAKE({"names_": ["w"]}))
    with database.transaction(first=[SAVEPOINT, LIST({})]) as session, traced(session) as file:
        assert run(session, SAVEPOINT, LIST({})) == [[], [("w", 100)]]
        assert trips(file) == 0
        run(session, MAKE({"names_": ["a"]}))
        assert run(session, LIST({})) == [[("a", 100), ("w", 100)]]


def test_an_answer_is_forgotten_when_something_else_is_run_first(database: Database) -> None:
    with database.transaction(first=[LIST({}), LIST({})]) as session:
        assert run(session, MAKE({"names_": ["w"]}), LIST({})) == [[("w",)], [("w", 100)]]
    with database.transaction(first=[LIST({}), LIST({})]) as session:
        run(session, LIST({}))
        run(session, MAKE({"names_": ["a"]}))
        assert run(session, LIST({})) == [[("a", 100), ("w", 100)]]


def test_a_first_call_that_fails_undoes_the_transaction(database: Database) -> None:
    made = [MAKE({"names_": ["w"]}), MAKE({"names_": ["w"]})]
    with pytest.raises(IntegrityError), database.transaction(first=made):
        raise AssertionError("begun all the same")
    with database.transaction() as session:
        assert run(session, LIST({})) == [[]]


def test_a_connection_that_is_dead_at_its_first_calls_is_replaced(database: Database, database_url: str) -> None:
    with database.transaction() as session:
        victim = driver_of(session.connection()).info.backend_pid
    other = Database(database_url, name="tests")
    with other.engine.connect() as killer:
        assert killer.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": victim}).scalar_one()
    other.dispose()
    with database.transaction(first=[LIST({})]) as session:
        assert run(session, LIST({})) == [[]]


def test_a_transaction_of_one_command_is_few_round_trips(database: Database) -> None:
    """Locks in one, writes in another. The transaction's beginning and end are one each."""
    with database.transaction() as session:
        apply(session, [stated("a", 50), reserve("o-0", ("a", 1)), confirm("o-0")], now=now(session), holds=HOLDS)
    commands: list[Command] = [reserve("o-1", ("a", 1)), confirm("o-1"), reserve("o-2", ("a", 1)), confirm("o-2")]
    for number, command in enumerate(commands):
        with database.transaction() as session, traced(session) as file:
            (outcome,) = apply(session, [command], now=now(session), holds=HOLDS)
            assert outcome.changed
            assert number < 2 or trips(file) == 2  # the first two prepare statements


def test_the_error_names_the_statement_that_failed(database: Database) -> None:
    with database.transaction() as session:
        run(session, MAKE({"names_": ["w"]}))
        with pytest.raises(IntegrityError) as failed:
            run(session, SAVEPOINT, LIST({}), MAKE({"names_": ["w"]}), LIST({}))
        assert isinstance(failed.value.orig, psycopg.errors.UniqueViolation)
        assert failed.value.statement == MAKE({"names_": []}).text.decode()
        assert "'w'" not in str(failed.value).partition("[SQL")[2]
        session.rollback()


def test_a_trip_that_was_not_sent_has_no_answer_of_an_older_one(database: Database) -> None:
    """Cursors are kept from trip to trip."""
    calls = [Call(b"SELECT 1"), Call(b"SELECT 2")]
    with database.engine.connect() as connection:
        driver = driver_of(connection)
        cursors = driver.take_cursors(2)
        send(driver, calls, cursors)
        assert [rows_of(cursor) for cursor in cursors] == [[(1,)], [(2,)]]
        driver.close()
        with pytest.raises(psycopg.OperationalError):
            send(driver, calls, cursors)
        assert [rows_of(cursor) for cursor in cursors] == [[], []]
        connection.invalidate()


def test_kept_cursors_have_no_rows_of_before_but_single_ones(database: Database) -> None:
    many = Call(b"SELECT repeat('x', 1000) FROM generate_series(1, 1000)")
    with database.transaction() as session:
        ((one,), rows) = run(session, Call(b"SELECT 1"), many)
        assert (one, len(rows)) == ((1,), 1_000)
        driver = driver_of(session.connection())
        kept = driver.take_cursors(2)
        assert [cursor.rowcount for cursor in kept] == [1, -1]
        assert kept[0] is not kept[1]


def test_calls_behind_one_that_failed_are_not_logged(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """A failure may be noticed while the others are still being sent, or behind them."""
    for _ in range(5):
        with pytest.raises(DBAPIError) as failed, database.transaction() as session:
            run(session, Call(b"SELECT nothing"), *[LIST({})] * 200)
        assert failed.value.statement == "SELECT nothing"
        assert isinstance(failed.value.orig, psycopg.errors.UndefinedColumn)
    assert not caplog.records


def test_an_error_undoes_all_since_the_savepoint_and_nothing_before(database: Database) -> None:
    with database.transaction() as session:
        run(session, MAKE({"names_": ["before"]}))
        with pytest.raises(DBAPIError), undone_by_error(session):
            run(session, SAVEPOINT, MAKE({"names_": ["since"]}), Call(b"SELECT 1 / 0"))
        with pytest.raises(DBAPIError), undone_by_error(session):
            run(session, *(SAVEPOINT, MAKE({"names_": ["too"]}), Call(b"SELECT nothing")))
    with database.transaction() as session:
        assert run(session, LIST({})) == [[("before", 100)]]


@pytest.mark.parametrize("alone", [True, False])
def test_a_connection_that_is_lost_is_told_and_replaced(database: Database, *, alone: bool) -> None:
    asked = [LIST({})] if alone else [LIST({}), LIST({})]
    with database.transaction() as session, database.engine.connect() as other:
        victim = driver_of(session.connection()).info.backend_pid
        other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": victim})
        with pytest.raises(DBAPIError) as failed:
            run(session, *asked)
        session.rollback()
    assert connection_was_lost(failed.value)
    assert kind(failed.value) is Kind.UNAVAILABLE
    with database.transaction() as session:
        assert run(session, *asked) == [[]] * len(asked)


def test_all_receipts_are_one_prepared_statement(database: Database) -> None:
    """Or each would push another statement out of those that a connection keeps."""
    asking = Call(b"SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'INSERT INTO commit_receipt%'")
    commits = Commits(database)
    for _ in range(5):
        with commits.transaction(patience_seconds=20, first=[SAVEPOINT, LIST({})]) as session:
            run(session, SAVEPOINT, LIST({}))
            ((prepared,),) = run(session, asking)
    assert prepared == (1,)


def test_nothing_is_prepared_where_a_pooler_would_lose_it(database_url: str) -> None:
    """`prepare_threshold=none` holds for these statements too."""
    opened = Database(f"{database_url}?prepare_threshold=none", name="tests")
    for _ in range(7):
        with opened.transaction() as session:
            run(session, SAVEPOINT, LIST({}))
            ((prepared,),) = run(session, Call(b"SELECT count(*) FROM pg_prepared_statements"))
            assert prepared == (0,)
    opened.dispose()


def test_a_column_that_sqlalchemy_would_convert_is_refused() -> None:
    class Loud(TypeDecorator[str]):
        impl = Text
        cache_ok = True

        def process_result_value(self, value: str | None, _dialect: object) -> str | None:
            return value and value.upper()

    table = Table("shouts", MetaData(), Column("word", Loud()))
    with pytest.raises(AssertionError, match="word"):
        Compiled(select(table.c.word))


def test_locks_of_forgotten_calls_are_given_back_before_others_are_taken(database: Database, engine: Engine) -> None:
    """Or somebody who holds what is locked next would wait for them, against the order (G8)."""
    with database.transaction() as session:
        run(session, MAKE({"names_": ["w"]}))
    lock = Call(b"SELECT name FROM location FOR UPDATE")
    for asked in ([SAVEPOINT, LIST({})], [LIST({})]):  # forgotten in the middle, or as a whole
        with database.transaction(first=[SAVEPOINT, lock]) as session:
            run(session, *asked)
            run(session, SAVEPOINT)
            with engine.begin() as other:
                other.execute(text("SELECT name FROM location FOR UPDATE NOWAIT"))


class _Stopped(Exception):
    """As Celery's exception for a task that takes too long."""


@contextmanager
def _stopped_soon() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _Stopped

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("calls", [1, 3])
@pytest.mark.parametrize("when", ["first", "alone", "last"])
def test_a_signal_amid_a_trip_is_told_and_its_answers_are_nobody_elses(
    database_url: str, calls: int, when: str
) -> None:
    """Neither hidden by an error of the database, nor undone on a connection that is not ready."""
    one = Database(database_url, name="tests", pool_size=1)
    sleep = Call(b"SELECT pg_sleep(60)")
    slow = [sleep] if calls == 1 else [Call(b"SELECT 1"), sleep, Call(b"SELECT 3")]

    def transact() -> None:
        with one.transaction(first=slow if when == "first" else ()) as session, undone_by_error(session):
            run(session, SAVEPOINT)
            (run_with_commit if when == "last" else run)(session, *slow)

    with pytest.raises(_Stopped), _stopped_soon():
        transact()
    for _ in range(2):
        with one.transaction(first=[LIST({}), Call(b"SELECT 4")]) as session:
            assert run(session, LIST({}), Call(b"SELECT 4"), Call(b"SELECT 5")) == [[], [(4,)], [(5,)]]
    one.dispose()
