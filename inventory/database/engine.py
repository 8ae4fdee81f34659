"""Engines: how SQLAlchemy opens connections, and begins and ends transactions on them (ADR 0020).

Nothing else calls `create_engine`. SQLAlchemy reaches a connection through `_Dialect`, so every
transaction on our engines is begun by `ServerConnection.begin`.
"""

from __future__ import annotations

from datetime import datetime
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

import orjson
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import PoolProxiedConnection, QueuePool

from inventory.database.calls import OBSERVED
from inventory.database.connection import PINNED, ServerConnection, Terms, adapt
from inventory.database.failures import Kind, ends_connection, kind
from inventory.database.url import Order, connecting, search_path

# A server whose machine or network has vanished is noticed in seconds. By default TCP would wait
# for it for many minutes. The URL may set other values.
_FOUND_DEAD = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}

WITH_RECEIPT = "inventory_with_receipt"
"""The option of a transaction that writes a receipt (see `inventory.database.commits`)."""
FIRST = "inventory_first"
"""The option of a transaction that sends these calls with its beginning."""


def close_all(engine: Engine) -> None:
    """Close the idle connections now, and those in use when they come back. New ones may be opened.

    SQLAlchemy alone would leave the latter open in a pool that nobody looks into any more.
    """
    given_up = engine.pool
    event.listen(given_up, "checkin", _close)
    engine.dispose()


def _close(connection: ServerConnection | None, _record: object) -> None:
    if connection is not None:
        connection.close()


class _Dialect(PGDialect_psycopg):
    """SQLAlchemy's dialect for psycopg, with transactions that `ServerConnection` begins and ends.

    psycopg itself stays in autocommit mode. Otherwise it would send a BEGIN in a round trip of its
    own.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        dbapi_connection.driver_connection.begin()

    def set_isolation_level(self, dbapi_connection: Any, level: str) -> None:
        dbapi_connection.autocommit = True
        dbapi_connection.isolation_level = None if level == "AUTOCOMMIT" else self._isolation_lookup[level]

    def initialize(self, connection: Connection) -> None:
        """Let SQLAlchemy ask its first questions to a server under READ COMMITTED. The owner may
        have set SERIALIZABLE for everybody, and a standby refuses that.
        """
        driver = driver_of(connection)
        driver.execute(b"BEGIN ISOLATION LEVEL READ COMMITTED", prepare=False)
        super().initialize(connection)  # type: ignore[no-untyped-call]
        driver.rollback()

    def get_default_isolation_level(self, _dbapi_conn: Any) -> Any:
        """Return the isolation level of a connection in the pool. SQLAlchemy would ask the server
        for its default, and that may differ from ours.
        """
        return "READ COMMITTED"

    def is_disconnect(self, e: Any, connection: Any, cursor: Any) -> bool:
        """Return True if SQLAlchemy must close this connection and its pool after the error."""
        lost: bool = super().is_disconnect(e, connection, cursor)  # type: ignore[no-untyped-call]
        return lost or ends_connection(e)


registry.register("postgresql.inventory", __name__, _Dialect.__name__)


def began_at(connection: Connection) -> datetime:
    """Return the beginning of the transaction on `connection`, by the server's clock."""
    return driver_of(connection).now


def receipt_of(connection: Connection) -> UUID:
    """Return the id of the receipt of the transaction on `connection`, begun `WITH_RECEIPT`."""
    receipt = driver_of(connection).receipt
    assert receipt is not None
    return receipt


def driver_of(connection: Connection) -> ServerConnection:
    """Return psycopg's connection below SQLAlchemy's."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, ServerConnection)
    return driver


def _observed_pool(name: str) -> type[QueuePool]:
    """Return a class of pools whose waits are observed under this name."""

    class ObservedPool(QueuePool):
        __module__ = QueuePool.__module__  # SQLAlchemy logs under it, and tells warnings alone there

        def connect(self) -> PoolProxiedConnection:
            began = perf_counter()
            try:
                return super().connect()
            finally:
                OBSERVED.pool_wait(name, perf_counter() - began)

    return ObservedPool


def open_engine(
    url: str,
    *,
    settings: dict[str, str],
    answer_seconds: float | None,
    pool_size: int,
    name: str,
    replica: bool = False,
) -> Engine:
    """Make an engine. `settings` hold for each transaction.

    A server that is silent for `answer_seconds` is given up. A server that takes no writes is
    refused unless `replica` is set (see `ServerConnection.begin`).
    """
    address, arguments = connecting(url, replica=replica)
    order = Order(url, arguments.get("target_session_attrs", address.query.get("target_session_attrs")))
    terms = Terms(tuple((PINNED | settings).items()), search_path(address), answer_seconds, replica)
    engine = create_engine(
        address.set(drivername="postgresql+inventory"),
        poolclass=_observed_pool(name),
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
            "client_encoding": "utf8",
            **{name: seconds for name, seconds in _FOUND_DEAD.items() if name not in address.query},
            **arguments,
        },
    )
    engine.url = address

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: object, _record: object, args: list[Any], parameters: dict[str, Any]) -> ServerConnection:
        connection = ServerConnection.connect(*args, autocommit=True, **parameters | order.parameters())
        order.led_to(connection.info.host, connection.info.port)
        connection.terms = terms
        adapt(connection)
        return connection

    @event.listens_for(engine, "checkout")
    def _look(connection: ServerConnection, _record: object, _proxy: object) -> None:
        if connection.was_closed_by_server:
            raise DisconnectionError

    @event.listens_for(engine, "handle_error")
    def _leave(context: ExceptionContext) -> None:
        if kind(context.original_exception) is Kind.WRONG_SERVER:
            close_all(engine)  # nobody may stay there, holding locks or reading what is old

    @event.listens_for(engine, "begin")
    def _draw(connection: Connection) -> None:
        options, driver = connection.get_execution_options(), driver_of(connection)
        driver.receipt = uuid4() if options.get(WITH_RECEIPT) else None
        driver.first = options.get(FIRST, ())

    return engine
