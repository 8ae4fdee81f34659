"""Statements as text with `$1`, `$2`, …, several of them in one round trip."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.errors import Diagnostic, InFailedSqlTransaction
from psycopg.pq import ExecStatus, PipelineStatus

Row = tuple[Any, ...]
Cursor = psycopg.RawCursor[Row]


@dataclass(frozen=True, slots=True)
class Call:
    """A statement with its parameters by name, in the order of `$1`, `$2`, …"""

    text: bytes
    parameters: Mapping[str, Any] = field(default_factory=dict)
    prepared: bool = True


COMMIT = Call(b"COMMIT", prepared=False)


class CallingConnection(psycopg.Connection[Any]):
    """A connection that keeps the cursors of its calls. A new cursor copies all adapters of its
    connection: nine of them took a twentieth of the client's time for a transaction of one command.
    """

    _kept: Sequence[Cursor] = ()

    def take_cursors(self, count: int) -> list[Cursor]:
        """Return so many cursors: kept ones, and new ones where they are too few."""
        taken, self._kept = [*self._kept[:count]], self._kept[count:]
        return taken + [Cursor(self) for _ in range(count - len(taken))]

    def give_back(self, cursors: Sequence[Cursor]) -> None:
        """Keep these cursors, whose results were read. One of many rows would keep the rows."""
        self._kept = [*self._kept, *(cursor for cursor in cursors if cursor.rowcount <= 1)]


def _nothing(*_: object) -> None:
    """Take no note."""


@dataclass(slots=True)
class Observed:
    """Functions that hear of the waits for PostgreSQL. A process with metrics sets them."""

    pool_wait: Callable[[str, float], object] = _nothing
    """Hears the name of a pool, and the seconds that somebody waited for a connection of it."""
    round_trip: Callable[[], object] = _nothing
    """Hears of each wait for an answer."""


OBSERVED = Observed()


def send(connection: CallingConnection, calls: Sequence[Call], cursors: Sequence[Cursor]) -> None:
    """Run each call by its cursor, in this order and in one round trip. If one fails, those behind
    it are not run, and their cursors have no rows: those of an older trip have been fetched.

    Closes the connection if PostgreSQL has ended the session amid the trip. It says so with an
    error, and psycopg waits for no more. Nobody knows then if a COMMIT in the trip was made.
    """
    OBSERVED.round_trip()
    together: AbstractContextManager[object] = connection.pipeline() if len(calls) > 1 else nullcontext()
    handled = sys.exc_info()[1]
    failed: psycopg.Error | None = None
    try:
        with together:
            try:
                for call, cursor in zip(calls, cursors, strict=True):
                    cursor.execute(call.text, list(call.parameters.values()), prepare=call.prepared, binary=True)
            except psycopg.Error as error:
                failed = error  # raised through the pipeline, it would be logged that the rest is not run
    except psycopg.Error as error:
        failed = failed or error
        if connection.pgconn.pipeline_status != PipelineStatus.OFF:
            # psycopg could not leave the pipeline. Amid it came an exception that a signal has
            # raised, or the last error of a session that PostgreSQL has ended. The caller may be
            # handling an older error, and Python takes that for the context as well.
            amid = error.__context__ if error.__context__ is not handled else None
            if amid is not None and not isinstance(amid, psycopg.Error):
                raise amid from None
            connection.close()
            failed = amid or failed
    if failed is not None:
        raise failed


def ask(connection: psycopg.Connection[Any], text: bytes) -> psycopg.Cursor[Any]:
    """Run statements without parameters as a simple query, in one round trip."""
    OBSERVED.round_trip()
    return connection.execute(text, prepare=False)


def rows_of(cursor: Cursor) -> list[Row]:
    """Return the rows of the cursor's statement, none if it returns none.

    `cursor.description` would tell that too, and describe each column in Python.
    """
    has_rows = cursor.pgresult is not None and cursor.pgresult.status == ExecStatus.TUPLES_OK
    return cursor.fetchall() if has_rows else []


def commit(connection: CallingConnection, calls: Sequence[Call]) -> None:
    """Run the calls and COMMIT in one round trip. If a call fails, nothing is committed.

    Raises `InFailedSqlTransaction` if PostgreSQL rolls back instead: to the protocol that is no
    error. Closes the connection and raises `OperationalError` if the commit may not last.
    """
    warnings: list[Diagnostic] = []

    def note(notice: Diagnostic) -> None:
        # Those of the calls tell nothing about the commit.
        if notice.severity_nonlocalized == "WARNING" and (not calls or notice.source_function == _WAITS_FOR_STANDBY):
            warnings.append(notice)

    connection.add_notice_handler(note)
    try:
        told = _committed(connection, calls)
    finally:
        connection.remove_notice_handler(note)
    if told != "COMMIT":
        raise InFailedSqlTransaction(f"a statement had failed, so the transaction was rolled back: {told}")
    if warnings:
        # Somebody cut short its wait for the standby. It is committed here, and the next primary
        # may not have it.
        connection.close()
        raise psycopg.OperationalError(f"the commit may not last: {warnings[0].message_primary or ''}")


def _committed(connection: CallingConnection, calls: Sequence[Call]) -> str | None:
    """Return PostgreSQL's answer to the COMMIT."""
    if not calls:
        return ask(connection, COMMIT.text).statusmessage  # a simple query is cheaper
    cursors = connection.take_cursors(len(calls) + 1)
    send(connection, [*calls, COMMIT], cursors)
    told = cursors[-1].statusmessage
    connection.give_back(cursors)
    return told


_WAITS_FOR_STANDBY = "SyncRepWaitForLSN"
"""PostgreSQL's function that waits for standbys in a commit, and warns if it was cut short."""
