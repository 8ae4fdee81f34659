"""Connections to PostgreSQL: the beginning and end of their transactions, and their types (ADR
0020).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from select import POLLIN, poll
from struct import Struct
from typing import TypeVar
from uuid import UUID

import psycopg
from psycopg.abc import Buffer, PQGen
from psycopg.errors import ReadOnlySqlTransaction, _WaitTimeout
from psycopg.pq import PipelineStatus, TransactionStatus
from psycopg.types.array import ListBinaryDumper
from psycopg.types.datetime import TimestamptzBinaryLoader, TimestamptzLoader

from inventory.database.calls import Call, CallingConnection, Row, ask, commit, rows_of, send

Answer = TypeVar("Answer")

PINNED = {
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "TimeZone": "UTC",
    "client_encoding": "UTF8",
    "client_min_messages": "warning",  # PostgreSQL warns of a commit that its standby may not have
    "array_nulls": "on",
    "quote_all_identifiers": "off",  # or the definitions of tables read otherwise
    "standard_conforming_strings": "on",
}
"""Settings that our statements and psycopg rely on. The owner of the server may have set other
values for the database or the role.
"""

# A prepared statement keeps its first plan. In a new shop the tables are empty, and that plan would
# read them whole. At the thousandth order it still would, until autovacuum comes by. So each row is
# found by an index, and pages follow the order of one. These settings alone do not forbid to read
# an index whole: statements are written so that it never serves (ADR 0050). Where no index helps,
# PostgreSQL before 18 adds an enormous cost to reading a table whole, and would compile the
# statement because of that cost.
_BY_INDEX = {"enable_seqscan": "off", "enable_bitmapscan": "off", "enable_hashagg": "off", "jit": "off"}

# Amid a trip PostgreSQL does not take a session for idle. If the client's machine vanishes just
# then, only TCP can tell: within 25 s, as set here, where it would be two hours by default, with
# locks held. These settings belong to the socket, and are made once for each session.
_KEEPALIVES = """CASE WHEN (current_setting('tcp_keepalives_idle'), current_setting('tcp_keepalives_interval'),
    current_setting('tcp_keepalives_count')) = ('10', '5', '3') THEN '' ELSE
    set_config('tcp_keepalives_interval', '5', false) || set_config('tcp_keepalives_count', '3', false)
    || set_config('tcp_keepalives_idle', '10', false) END"""

_WRITE_RECEIPT = b"INSERT INTO commit_receipt (id, is_committed, written_at) VALUES ($1, true, now())"

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECONDS = Struct("!q").unpack
_TRANSACTION_TIMEOUT_SINCE = 170_000


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of all connections of an engine (see `open_engine`)."""

    settings: tuple[tuple[str, str], ...]
    search_path: str | None
    answer_seconds: float | None
    replica: bool


class ServerConnection(CallingConnection):
    """A connection that begins every transaction in the same way and gives up a silent server. TCP
    alone would wait for ever for a server that hangs.
    """

    terms: Terms
    now: datetime
    """The transaction's beginning, by the server's clock."""
    receipt: UUID | None = None
    """The id of the transaction's receipt, for the case that the answer to its COMMIT is lost."""
    first: Sequence[Call] = ()
    """Calls that are sent with the transaction's beginning, in the same round trip."""
    ahead: deque[tuple[Call, list[Row]]]
    """These calls with their answers, until somebody runs them."""
    strays = False
    """True while locks are held since a savepoint of `first` whose answers were forgotten."""
    last: Sequence[Call] = ()
    """Calls that are sent with the COMMIT, in the same round trip, or before anything else is."""
    used = False

    @property
    def was_closed_by_server(self) -> bool:
        """Return True if the server sent something unasked since the last use, mostly its goodbye.

        The check looks at the socket and makes no round trip.
        """
        return self.used and (self.closed or _has_news(self.fileno()))

    @property
    def awaits_answers(self) -> bool:
        """Return True in the middle of a round trip. Answers to it would be taken for answers to
        the next statement.
        """
        is_pipeline = self.pgconn.pipeline_status != PipelineStatus.OFF
        return is_pipeline or self.pgconn.transaction_status == TransactionStatus.ACTIVE

    def wait(self, gen: PQGen[Answer], interval: float = 0.1, timeout: float | None = None) -> Answer:
        """Wait as psycopg does, and close the connection after `answer_seconds` of silence.

        Raises an `OperationalError` then.
        """
        try:
            return super().wait(gen, interval, self.terms.answer_seconds if timeout is None else timeout)
        except _WaitTimeout:
            if timeout is None:
                self.close()
            raise

    def begin(self) -> None:
        """Begin a transaction, pin its settings, read the clock, and check that the server takes
        writes.

        All this is one round trip. Settings of the session would get lost behind a pooler, and a
        pooler does not pass on startup options. Raises `ReadOnlySqlTransaction` if the server takes
        no writes, unless the connection is for a replica.
        """
        self.ahead, self.strays, self.last = deque(), False, ()
        if self.isolation_level is None:  # AUTOCOMMIT
            return
        level = psycopg.IsolationLevel(self.isolation_level)
        self.used = True
        begin, pin, ask = _beginning(self.terms, level, self.info.server_version, read_only=bool(self.read_only))
        # As a parameter: each would be another prepared statement with the id in its text.
        write = [] if self.receipt is None else [Call(_WRITE_RECEIPT, {"id": self.receipt})]
        self._begin([Call(begin), Call(pin), *write, Call(ask)])

    def _check(self, answer: Sequence[Row]) -> None:
        ((self.now, recovers, read_only),) = answer
        if self.terms.replica or not (recovers or read_only == "on"):
            return
        why = "it is a standby" if recovers else "default_transaction_read_only is on"
        raise ReadOnlySqlTransaction(f"the server at {self.info.host}:{self.info.port} takes no writes: {why}")

    def _begin(self, statements: Sequence[Call]) -> None:
        """Send the statements and the first calls in one round trip. Checks the rows of the last
        statement, and keeps those of the calls in `ahead`.
        """
        if not self.first:
            texts = b"; ".join(each.text for each in statements).replace(b"$1", f"'{self.receipt}'".encode())
            cursor = ask(self, texts)  # it has no parameters
            while cursor.nextset():
                pass
            self._check(cursor.fetchall())
            return
        calls = [*statements, *self.first]
        cursors = self.take_cursors(len(calls))
        asked = len(statements)
        try:
            send(self, calls, cursors)
        except psycopg.Error:
            # Where no call is answered rightly, its error is no news, and may be taken for ours.
            if rows := rows_of(cursors[asked - 1]):
                self._check(rows)
            raise
        self._check(rows_of(cursors[asked - 1]))
        self.ahead = deque(zip(self.first, map(rows_of, cursors[asked:]), strict=True))
        self.give_back(cursors)

    def rollback(self) -> None:
        """Roll back. Amid a round trip, where a signal has raised an exception, close the
        connection instead: PostgreSQL rolls back then, and no error hides the exception.
        """
        self.last = ()
        if self.awaits_answers:
            self.close()
        if not self.closed:
            super().rollback()

    def commit(self) -> None:
        """Run the calls in `last` and commit, in one round trip."""
        last, self.last = self.last, ()
        if last or self.pgconn.transaction_status != TransactionStatus.IDLE:
            commit(self, last)


def _has_news(socket: int) -> bool:
    looking = poll()  # not `select`, which knows no descriptor above 1,023
    looking.register(socket, POLLIN)
    return bool(looking.poll(0))


@cache
def _beginning(
    terms: Terms, level: psycopg.IsolationLevel, version: int, *, read_only: bool
) -> tuple[bytes, bytes, bytes]:
    """Return the statement that begins a transaction, the one that pins its settings, and the query
    for its time and its server.
    """
    settings = dict(terms.settings)
    if version >= _TRANSACTION_TIMEOUT_SINCE:
        settings["transaction_timeout"] = "0"
    if level == psycopg.IsolationLevel.READ_COMMITTED:
        settings |= _BY_INDEX
    pinned = [f"set_config('{name}', '{value}', true)" for name, value in settings.items()]
    # NULL resets to the owner's value for the database or the role, even if a pooler's session was
    # given another one meanwhile.
    path = "NULL" if terms.search_path is None else "'" + terms.search_path.replace("'", "''") + "'"
    pinned.append(f"set_config('search_path', {path}, true)")
    pinned.append(_KEEPALIVES)
    # Never READ WRITE: where the owner has set `default_transaction_read_only`, this server shall
    # take no writes.
    mode = f"{level.name.replace('_', ' ')}{' READ ONLY' if read_only else ''}"
    asked = "now(), pg_is_in_recovery(), current_setting('default_transaction_read_only')"
    begin, pin, ask = f"BEGIN ISOLATION LEVEL {mode}", f"SELECT {', '.join(pinned)}", f"SELECT {asked}"
    return begin.encode(), pin.encode(), ask.encode()


class _Utc(TimestamptzLoader):
    """Reads every time as UTC, in any time zone of the session. In a zone with daylight saving,
    Python adds to and compares times by the wall clock.
    """

    def load(self, data: Buffer) -> datetime:
        try:
            return datetime.fromisoformat(bytes(data).decode()).astimezone(UTC)
        except ValueError:  # infinity, years before Christ: as psycopg has it
            return super().load(data).astimezone(UTC)


class _UtcBinary(TimestamptzBinaryLoader):
    """Reads every time as UTC in the binary format, microseconds since the year 2000."""

    def load(self, data: Buffer) -> datetime:
        try:
            return _EPOCH + timedelta(0, 0, _MICROSECONDS(data)[0])  # by name: twice the time
        except OverflowError:  # infinity, years before Christ: as psycopg has it
            return super().load(data).astimezone(UTC)


def adapt(connection: ServerConnection) -> None:
    """Set how the connection sends lists and reads times."""
    # psycopg writes lists as text in pure Python unless told otherwise. That was half of the
    # client's CPU in a batch.
    connection.adapters.register_dumper(list, ListBinaryDumper)
    connection.adapters.register_loader("timestamptz", _Utc)
    connection.adapters.register_loader("timestamptz", _UtcBinary)
