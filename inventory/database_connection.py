"""Connections to PostgreSQL: how each is opened, how a transaction begins and how it ends. All of them, and only here (ADR 0020).

`create_engine` is called nowhere else. What SQLAlchemy does with a connection goes through `_Dialect`, so a transaction that
is begun on an engine of ours by whatever way is begun by `ServerConnection.begin`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from select import POLLIN, poll
from typing import Any, TypeVar
from uuid import UUID, uuid4

import orjson
import psycopg
from psycopg.abc import Buffer, PQGen
from psycopg.errors import Diagnostic, InFailedSqlTransaction, ReadOnlySqlTransaction, _WaitTimeout
from psycopg.pq import TransactionStatus
from psycopg.types.array import ListBinaryDumper
from psycopg.types.datetime import TimestamptzBinaryLoader, TimestamptzLoader
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DisconnectionError

from inventory.database_failures import ends_connection
from inventory.database_url import connecting, search_path

Answer = TypeVar("Answer")

# A server whose machine or network has vanished is noticed in seconds; by default TCP would wait for it for many minutes.
_FOUND_DEAD = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}

WITH_RECEIPT = "inventory_with_receipt"
"""The execution option of transactions that shall know whether they were committed: see `inventory.commits`."""

_PINNED = {
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "TimeZone": "UTC",
    "client_encoding": "UTF8",
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


class _Dialect(PGDialect_psycopg):
    """SQLAlchemy's dialect for psycopg, with transactions that `ServerConnection` begins and ends.

    psycopg itself stays in autocommit mode, or it would send a BEGIN of its own, in a trip of its own.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        dbapi_connection.driver_connection.begin()

    def set_isolation_level(self, dbapi_connection: Any, level: str) -> None:
        dbapi_connection.autocommit = True
        dbapi_connection.isolation_level = None if level == "AUTOCOMMIT" else self._isolation_lookup[level]

    def initialize(self, connection: Connection) -> None:
        """SQLAlchemy's questions to a server that it sees for the first time: not in the isolation that the owner has set for
        everybody, since a standby refuses SERIALIZABLE.
        """
        driver = connection.connection.driver_connection
        assert isinstance(driver, ServerConnection)
        driver.execute(b"BEGIN ISOLATION LEVEL READ COMMITTED", prepare=False)
        super().initialize(connection)  # type: ignore[no-untyped-call]
        driver.rollback()

    def get_default_isolation_level(self, _dbapi_conn: Any) -> Any:
        """The one that a connection goes back to the pool with. SQLAlchemy would ask the server, and hold it against ours."""
        return "READ COMMITTED"

    def is_disconnect(self, e: Any, connection: Any, cursor: Any) -> bool:
        """An error after which SQLAlchemy closes the connection and all that lie in the pool."""
        lost: bool = super().is_disconnect(e, connection, cursor)  # type: ignore[no-untyped-call]
        return lost or ends_connection(e)


registry.register("postgresql.inventory", __name__, _Dialect.__name__)


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


def began_at(connection: Connection) -> datetime:
    """When the transaction on `connection` began, by the server's clock."""
    return _driver(connection).now


def receipt_of(connection: Connection) -> UUID:
    """Under what id the transaction on `connection`, begun `WITH_RECEIPT`, has written that it was committed."""
    receipt = _driver(connection).receipt
    assert receipt is not None
    return receipt


def _driver(connection: Connection) -> ServerConnection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, ServerConnection)
    return driver


def open_engine(
    url: str,
    *,
    settings: dict[str, str],
    answer_seconds: float | None,
    pool_size: int,
    name: str,
    replica: bool = False,
) -> Engine:
    """Make an engine. `settings` hold for each transaction; a server that says nothing for `answer_seconds` is given up.

    Unless a `replica` will do, a server that takes no writes is the wrong one: see `ServerConnection.begin`.
    """
    address, arguments = connecting(url, replica=replica)
    terms = Terms(tuple((_PINNED | settings).items()), search_path(address), answer_seconds, replica)
    engine = create_engine(
        address.set(drivername="postgresql+inventory"),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        isolation_level="READ COMMITTED",
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=orjson.loads,
        hide_parameters=True,  # an error's text is logged, and parameters are orders
        use_native_hstore=False,
        connect_args={
            "application_name": name,
            "connect_timeout": 5,
            "client_encoding": "utf8",
            **_FOUND_DEAD,
            **arguments,
        },
    )
    engine.url = address

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: object, _record: object, args: list[Any], parameters: dict[str, Any]) -> ServerConnection:
        connection = ServerConnection.connect(*args, autocommit=True, **parameters)
        connection.terms = terms
        # psycopg writes lists as text in pure Python unless told otherwise: half of the client's CPU in a batch.
        connection.adapters.register_dumper(list, ListBinaryDumper)
        connection.adapters.register_loader("timestamptz", _Utc)
        connection.adapters.register_loader("timestamptz", _UtcBinary)
        return connection

    @event.listens_for(engine, "checkout")
    def _look(connection: ServerConnection, _record: object, _proxy: object) -> None:
        if connection.was_closed_by_server:
            raise DisconnectionError

    @event.listens_for(engine, "begin")
    def _draw(connection: Connection) -> None:
        _driver(connection).receipt = uuid4() if connection.get_execution_options().get(WITH_RECEIPT) else None

    return engine
