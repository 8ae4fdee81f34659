"""Connections to PostgreSQL: how a transaction begins on each and how it ends, and what of their values is ours (ADR 0020)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from select import POLLIN, poll
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from psycopg.abc import Buffer, PQGen
from psycopg.errors import Diagnostic, InFailedSqlTransaction, ReadOnlySqlTransaction, _WaitTimeout
from psycopg.pq import TransactionStatus
from psycopg.types.array import ListBinaryDumper
from psycopg.types.datetime import TimestamptzBinaryLoader, TimestamptzLoader

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
"""What the owner of the server may have set otherwise for the database or the role, and our statements and psycopg rest on."""

# A prepared statement keeps the plan that it was given first. In a new shop that would be to read whole tables, which are
# empty then, and at the thousandth order still are in the plan, until autovacuum comes by. Where no index helps PostgreSQL
# before 18 reckons with enormous costs for doing it all the same, and would compile the statement for them.
_BY_INDEX = {"enable_seqscan": "off", "jit": "off"}

_WRITE_RECEIPT = b"INSERT INTO commit_receipt (id, is_committed, written_at) VALUES ('%s', true, now());"

_TRANSACTION_TIMEOUT_SINCE = 170_000


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all connections of an engine: see `open_engine`."""

    settings: tuple[tuple[str, str], ...]
    search_path: str | None
    answer_seconds: float | None
    replica: bool


class ServerConnection(psycopg.Connection[Any]):
    """A connection that begins transactions the one way, and does not wait for ever for a server that hangs: TCP finds
    nothing wrong with that.
    """

    terms: Terms
    now: datetime
    """When the transaction began, by the server's clock."""
    receipt: UUID | None = None
    """Under what id the transaction has written that it was committed, in case that the answer to its COMMIT is lost."""
    used = False

    @property
    def was_closed_by_server(self) -> bool:
        """Whether the server has said something unasked since it was last used: mostly goodbye. Looks without a trip."""
        return self.used and (self.closed or _has_news(self.fileno()))

    def wait(self, gen: PQGen[Answer], interval: float = 0.1, timeout: float | None = None) -> Answer:
        """As psycopg has it, but after `answer_seconds` the connection is closed, and the error is an `OperationalError`."""
        try:
            return super().wait(gen, interval, self.terms.answer_seconds if timeout is None else timeout)
        except _WaitTimeout:
            if timeout is None:
                self.close()
            raise

    def begin(self) -> None:
        """Begin a transaction, pin what it rests on, read its clock, and learn whether this server takes writes: one trip.

        Not by settings of the session, nor by startup options: a pooler loses the first, and does not pass on the second.
        Raises `ReadOnlySqlTransaction` where a server that takes writes is meant and this is none.
        """
        if self.isolation_level is None:  # AUTOCOMMIT
            return
        level = psycopg.IsolationLevel(self.isolation_level)
        self.used = True
        beginning, asking = _beginning(self.terms, level, self.info.server_version, read_only=bool(self.read_only))
        writing = b"" if self.receipt is None else _WRITE_RECEIPT % str(self.receipt).encode()
        cursor = self.execute(beginning + writing + asking, prepare=False)
        while cursor.nextset():
            pass
        ((self.now, recovers, read_only),) = cursor.fetchall()
        if self.terms.replica or not (recovers or read_only == "on"):
            return
        why = "it is a standby" if recovers else "default_transaction_read_only is on"
        raise ReadOnlySqlTransaction(f"the server at {self.info.host}:{self.info.port} takes no writes: {why}")

    def commit(self) -> None:
        """Commit. Raises `InFailedSqlTransaction` when PostgreSQL rolls back instead, which to the protocol is no error."""
        if self.pgconn.transaction_status == TransactionStatus.IDLE:
            return
        warnings: list[str] = []

        def note(notice: Diagnostic) -> None:
            if notice.severity_nonlocalized == "WARNING":
                warnings.append(notice.message_primary or "")

        self.add_notice_handler(note)
        try:
            told = self.execute(b"COMMIT", prepare=False).statusmessage
        finally:
            self.remove_notice_handler(note)
        if told != "COMMIT":
            raise InFailedSqlTransaction(f"a statement had failed, so the transaction was rolled back: {told}")
        if warnings:
            # Somebody cut short its wait for the standby: it is committed here, and the next primary may not have it.
            self.close()
            raise psycopg.OperationalError(f"the commit may not last: {warnings[0]}")


def _has_news(socket: int) -> bool:
    looking = poll()  # not `select`, which knows no descriptor above 1,023
    looking.register(socket, POLLIN)
    return bool(looking.poll(0))


@cache
def _beginning(terms: Terms, level: psycopg.IsolationLevel, version: int, *, read_only: bool) -> tuple[bytes, bytes]:
    """How a transaction is begun, and what is asked of it then."""
    settings = dict(terms.settings)
    if version >= _TRANSACTION_TIMEOUT_SINCE:
        settings["transaction_timeout"] = "0"
    if level == psycopg.IsolationLevel.READ_COMMITTED:
        settings |= _BY_INDEX
    pinned = [f"set_config('{name}', '{value}', true)" for name, value in settings.items()]
    # NULL resets: to what the owner gave to the database or the role, whatever a pooler's session was told meanwhile.
    path = "NULL" if terms.search_path is None else "'" + terms.search_path.replace("'", "''") + "'"
    pinned.append(f"set_config('search_path', {path}, true)")
    # Never READ WRITE: where the owner has set `default_transaction_read_only`, this server shall take no writes.
    mode = f"{level.name.replace('_', ' ')}{' READ ONLY' if read_only else ''}"
    asked = "now(), pg_is_in_recovery(), current_setting('default_transaction_read_only')"
    return f"BEGIN ISOLATION LEVEL {mode}; SELECT {', '.join(pinned)};".encode(), f"SELECT {asked}".encode()


class _Utc(TimestamptzLoader):
    """Every time that enters is UTC, whatever zone the session has: Python adds to and compares times of a zone with daylight
    saving by its wall clock.
    """

    def load(self, data: Buffer) -> datetime:
        try:
            return datetime.fromisoformat(bytes(data).decode()).astimezone(UTC)
        except ValueError:  # infinity, years before Christ: as psycopg has it
            return super().load(data).astimezone(UTC)


class _UtcBinary(TimestamptzBinaryLoader):
    """The same for the binary format."""

    def load(self, data: Buffer) -> datetime:
        return super().load(data).astimezone(UTC)


def adapt(connection: ServerConnection) -> None:
    """Have lists sent, and times read, as we need them."""
    # psycopg writes lists as text in pure Python unless told otherwise: half of the client's CPU in a batch.
    connection.adapters.register_dumper(list, ListBinaryDumper)
    connection.adapters.register_loader("timestamptz", _Utc)
    connection.adapters.register_loader("timestamptz", _UtcBinary)
