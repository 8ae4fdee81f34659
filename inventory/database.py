"""The way to PostgreSQL: one engine a process, one visible `with database.transaction() as session:` a unit of work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import orjson
import psycopg
from psycopg.abc import PQGen
from psycopg.errors import _WaitTimeout
from psycopg.types.array import ListBinaryDumper
from sqlalchemy import Double, Engine, bindparam, case, create_engine, event, extract, func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a statement may wait for a lock, run, or leave its transaction idle (design section 8), in milliseconds."""

    lock_timeout: int = 2_000
    statement_timeout: int = 10_000
    idle_in_transaction_session_timeout: int = 15_000

    @property
    def answer_seconds(self) -> float:
        """How long the server may say nothing: it would have said that a statement took too long."""
        return self.statement_timeout / 1_000 + 2


WORKER_LIMITS = Limits()
API_LIMITS = Limits(lock_timeout=250)
API_READ_LIMITS = Limits(lock_timeout=250, statement_timeout=3_000)
AUDIT_LIMITS = Limits(statement_timeout=600_000)
"""An audit may read whole tables, under one snapshot and behind nobody's lock."""

# A server whose machine or network has vanished is noticed in seconds; by default TCP would wait for it for many minutes.
_FOUND_DEAD = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}

# One round trip both bounds the transaction and reads its clock. `set_config(…, is_local => true)` instead of startup
# options, because those do not pass through a transaction-pooling PgBouncer.
_BEGIN_SNAPSHOT = select(
    func.set_config("lock_timeout", bindparam("lock_timeout_"), True),
    func.set_config("statement_timeout", bindparam("statement_timeout_"), True),
    func.set_config("idle_in_transaction_session_timeout", bindparam("idle_timeout_"), True),
    func.now().label("now"),
)
# A prepared statement keeps the plan that it was given first. In a new shop that would be to read whole tables, which are
# empty then, and at the thousandth order still are in the plan, until autovacuum comes by. Where no index helps PostgreSQL
# before 18 reckons with enormous costs for doing it all the same, and would compile the statement for them.
_BEGIN = _BEGIN_SNAPSHOT.add_columns(
    func.set_config("enable_seqscan", "off", True), func.set_config("jit", "off", True)
)


class Database:
    """An engine with its limits. Make one per process, after any fork."""

    def __init__(
        self, url: str, *, limits: Limits = WORKER_LIMITS, pool_size: int = 5, name: str = "inventory"
    ) -> None:
        self.engine = _engine(url, limits=limits, pool_size=pool_size, name=name)
        self._limits = {
            "lock_timeout_": str(limits.lock_timeout),
            "statement_timeout_": str(limits.statement_timeout),
            "idle_timeout_": str(limits.idle_in_transaction_session_timeout),
        }

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session in one transaction: committed at the end of the block, rolled back when it raises. It is for rows that an
        index finds.
        """
        with Session(self.engine) as session, session.begin():
            session.info["now"] = session.connection().execute(_BEGIN, self._limits).one().now
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A read-only session all of whose statements see the same moment. It may read whole tables."""
        with Session(
            self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        ) as session:
            session.info["now"] = session.connection().execute(_BEGIN_SNAPSHOT, self._limits).one().now
            yield session

    def dispose(self) -> None:
        self.engine.dispose()


def now(session: Session) -> datetime:
    """The transaction's time by the database's clock: the only clock that stock is decided by."""
    moment: datetime = session.info["now"]
    return moment


_REPLICA_AGE = select(
    case(
        (func.pg_is_in_recovery(), extract("epoch", func.now() - func.pg_last_xact_replay_timestamp())),
        else_=0,
    ).cast(Double)
)


def replica_age(session: Session) -> float | None:
    """How many seconds the newest change that this server knows is old, so what it shows may be as old at most.

    0 on a server that is no replica; None on a replica that has not heard of any change yet. A replica cannot tell a primary
    with nothing to say from one that it has lost: then the age rises, too.
    """
    age: float | None = session.connection().execute(_REPLICA_AGE).scalar_one()
    return None if age is None else max(age, 0.0)


def connecting(url: str) -> tuple[URL, dict[str, Any]]:
    """The URL as SQLAlchemy takes it, and what else psycopg must be told.

    `?prepare_threshold=none` has no statement prepared, as psycopg's own argument of that name does: a pooler between us and
    PostgreSQL that hands out another connection for each transaction may not know of them (PgBouncer before 1.21).
    """
    address = make_url(url)
    if address.query.get("prepare_threshold") == "none":
        return address.difference_update_query(["prepare_threshold"]), {"prepare_threshold": None}
    return address, {}


class _Connection(psycopg.Connection[Any]):
    """Does not wait for ever for a server that hangs while its connection is alive: TCP finds nothing wrong with that."""

    answer_seconds: float | None = None

    def wait(self, gen: PQGen[Answer], interval: float = 0.1, timeout: float | None = None) -> Answer:
        """As psycopg has it, but after `answer_seconds` the connection is closed, and the error is an `OperationalError`."""
        try:
            return super().wait(gen, interval, self.answer_seconds if timeout is None else timeout)
        except _WaitTimeout:
            if timeout is None:
                self.close()
            raise


def _engine(url: str, *, limits: Limits, pool_size: int, name: str) -> Engine:
    address, arguments = connecting(url)
    engine = create_engine(
        address,
        pool_size=pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        pool_timeout=5,
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=orjson.loads,
        hide_parameters=True,  # an error's text is logged, and parameters are orders
        connect_args={"application_name": name, "connect_timeout": 5, **_FOUND_DEAD, **arguments},
    )

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: object, _record: object, args: list[Any], parameters: dict[str, Any]) -> _Connection:
        connection = _Connection.connect(*args, **parameters)
        connection.answer_seconds = limits.answer_seconds
        return connection

    @event.listens_for(engine, "connect")
    def _adapt(connection: Any, _record: object) -> None:
        # psycopg writes lists as text in pure Python unless told otherwise: half of the client's CPU in a batch.
        connection.adapters.register_dumper(list, ListBinaryDumper)

    return engine
