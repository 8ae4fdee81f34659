"""Core statements as compiled text, several of them in one round trip (ADR 0051).

SQLAlchemy compiles each statement once: when its module is imported, or when one of several forms
is needed first. After that neither SQLAlchemy nor psycopg looks into its text: psycopg sends it
with `$1`, `$2`, … and reads binary results. Of what a transaction of one command costs the client,
SQLAlchemy's and psycopg's work for each statement was nine tenths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from sqlalchemy import Connection, Executable
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.orm import Session
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from inventory.database.calls import OBSERVED, Call, Row, rows_of, send
from inventory.database.connection import ServerConnection
from inventory.database.engine import close_all, driver_of

_DIALECT = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


class Compiled:
    """A Core statement, compiled once. Calling it with its parameters by name gives a `Call`.

    A missing parameter is a `KeyError`. Results are values as psycopg reads them. A column whose
    type SQLAlchemy would convert is an `AssertionError`.
    """

    def __init__(self, statement: Executable) -> None:
        assert isinstance(statement, ClauseElement)
        compiled = statement.compile(dialect=_DIALECT)
        assert isinstance(compiled, SQLCompiler)
        for column in getattr(statement, "exported_columns", ()):
            assert column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None) is None, column
        self._text = str(compiled).encode()
        self._processors = {name: _processor(compiled.binds[name].type) for name in compiled.positiontup or ()}
        self._constants = {name: value for name, value in compiled.params.items() if value is not None}

    def __call__(self, given: Mapping[str, Any]) -> Call:
        """Return the call of this statement with these parameters. Others are left out."""
        values = {**self._constants, **given} if self._constants else given
        return Call(
            self._text,
            {name: process(values[name]) if process else values[name] for name, process in self._processors.items()},
        )


def _processor(type_: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    processor: Callable[[Any], Any] | None = type_.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return processor


def run(session: Session, *calls: Call) -> list[list[Row]]:
    """Run the calls in this order, in one round trip. Returns the rows of each. Calls that were
    sent with the transaction's beginning are answered from there.

    If one fails, those behind it are not run. Raises SQLAlchemy's errors, as `Session.execute`
    does. Calls of `run_with_commit` come before these.
    """
    return _run(session.connection(), calls)


def run_with_commit(session: Session, *calls: Call) -> None:
    """Run the calls at the end of the transaction, in one round trip with its COMMIT. Their rows
    are lost, and their errors are raised by the end of the transaction.

    Whatever else the transaction runs comes behind them, so they are sent before it.
    """
    driver = driver_of(session.connection())
    driver.last = [*driver.last, *calls]


def send_before(connection: Connection, *_: object) -> None:
    """Run the calls of `run_with_commit`, because SQLAlchemy is about to run another statement."""
    OBSERVED.round_trip()
    if driver_of(connection).last:
        _run(connection, ())


def _run(connection: Connection, calls: Sequence[Call]) -> list[list[Row]]:
    driver = driver_of(connection)
    waiting, driver.last = driver.last, ()
    calls = [*waiting, *calls]
    known = _answered(driver, calls)
    left = calls[len(known) :]
    if driver.strays and SAVEPOINT in left:
        driver.strays = False
        _run(connection, [ROLLBACK_TO_SAVEPOINT])  # alone: psycopg forgets what it has prepared
    cursors = driver.take_cursors(len(left))
    try:
        if left:
            send(driver, left, cursors)
        answers = known + [rows_of(cursor) for cursor in cursors]
        driver.give_back(cursors)
        return answers[len(waiting) :]
    except psycopg.Error as error:
        failed = next((call for call, cursor in zip(left, cursors, strict=True) if not cursor.pgresult), left[-1])
        raise _told(connection, driver, error, failed) from error
    except BaseException as interruption:
        if driver.awaits_answers:
            connection.invalidate(interruption)
        raise


def _answered(driver: ServerConnection, calls: Sequence[Call]) -> list[list[Row]]:
    """Take the answers of these calls from `ahead`. Behind one that was not sent, all others are
    forgotten: this one may change what they have found. The locks of forgotten calls are given back
    before others are taken (`strays`), or the order of locks (G8) would not hold.
    """
    answers: list[list[Row]] = []
    ahead = driver.ahead
    for call in calls:
        if ahead and ahead[0][0] != call:
            saved = answers[: calls.index(SAVEPOINT)] if SAVEPOINT in calls[: len(answers)] else answers
            driver.strays = saved is not answers or any(sent == SAVEPOINT for sent, _ in ahead)
            ahead.clear()
            return saved
        if not ahead:
            break
        answers.append(ahead.popleft()[1])
    return answers


def _told(connection: Connection, driver: ServerConnection, error: psycopg.Error, failed: Call) -> BaseException:
    """Return the error as SQLAlchemy tells it. A connection that can do no more work is closed
    first, with the older ones in its pool.
    """
    lost = connection.dialect.is_disconnect(error, driver, None)  # type: ignore[arg-type]
    if lost:
        connection.invalidate(error)
        close_all(connection.engine)
    return DBAPIError.instance(
        failed.text.decode(),
        (),
        error,
        psycopg.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=connection.dialect,
    )


SAVEPOINT = Call(b"SAVEPOINT before")
ROLLBACK_TO_SAVEPOINT = Call(b"ROLLBACK TO SAVEPOINT before")
RELEASE_SAVEPOINT = Call(b"RELEASE SAVEPOINT before")
"""For a transaction that goes on to change rows which it locked before the savepoint. Behind the
savepoint, PostgreSQL makes a MultiXact of the lock and the change, and writes it to the log.
"""


@contextmanager
def undone_by_error(session: Session) -> Iterator[None]:
    """Undo all since the last `SAVEPOINT` if the block raises. Where that fails, the block's error
    is raised all the same, and the transaction can do no more.
    """
    try:
        yield
    except BaseException:
        with suppress(DBAPIError, PendingRollbackError):
            run(session, ROLLBACK_TO_SAVEPOINT)
        raise
