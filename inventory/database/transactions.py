"""The way to PostgreSQL: one engine a process, one visible `with database.transaction() as session:` a unit of work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, Double, case, extract, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from inventory.database.engine import WITH_RECEIPT, began_at, close_all, open_engine
from inventory.database.failures import connection_was_lost


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a statement may wait for a lock, run, or leave its transaction idle, in milliseconds; 0: for ever."""

    lock_timeout: int = 2_000
    statement_timeout: int = 10_000
    idle_in_transaction_session_timeout: int = 15_000

    @property
    def answer_seconds(self) -> float | None:
        """How long the server may say nothing: it would have said that a statement took too long."""
        return self.statement_timeout / 1_000 + 2 if self.statement_timeout else None

    @property
    def settings(self) -> dict[str, str]:
        """The same as PostgreSQL's settings."""
        return {name: str(milliseconds) for name, milliseconds in asdict(self).items()}


WORKER_LIMITS = Limits()
API_LIMITS = Limits(lock_timeout=250)
API_READ_LIMITS = Limits(lock_timeout=250, statement_timeout=3_000)
AUDIT_LIMITS = Limits(statement_timeout=600_000)
"""An audit may read whole tables, under one snapshot and behind nobody's lock."""

BEGINNINGS = 2
"""How often a transaction is begun: on a connection from the pool, which may be dead or lead to a server that takes no writes
any more, and on a new one.
"""


class Database:
    """An engine with its limits. Make one per process, after any fork."""

    def __init__(
        self,
        url: str,
        *,
        limits: Limits = WORKER_LIMITS,
        pool_size: int = 5,
        name: str = "inventory",
        replica: bool = False,
    ) -> None:
        """A `replica` may be a server that only follows another one. Any other must take writes, also where it is only read
        from: one that does not is an old primary or a standby, and what it shows may be old for ever.
        """
        self.engine = open_engine(
            url,
            settings=limits.settings,
            answer_seconds=limits.answer_seconds,
            pool_size=pool_size,
            name=name,
            replica=replica,
        )

        self._with_receipts = self.engine.execution_options(**{WITH_RECEIPT: True})

    @contextmanager
    def transaction(self, *, receipt: bool = False) -> Iterator[Session]:
        """A session in one transaction: committed at the end of the block, rolled back when it raises. It is for rows that an
        index finds. `receipt`: for `inventory.database.commits`, which knows what to do with one.
        """
        with Session(self._with_receipts if receipt else self.engine) as session, session.begin():
            session.info["now"] = _begun(session)
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A read-only session all of whose statements see the same moment. It may read whole tables."""
        engine = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with Session(engine) as session:
            session.info["now"] = _begun(session)
            yield session

    @contextmanager
    def held_connection(self) -> Iterator[Connection]:
        """One connection for the whole block, with any number of transactions on it: for what a session holds, such as a lock."""
        with self.engine.connect() as connection:
            yield connection

    def dispose(self) -> None:
        """Close every connection; one that is in use, when it is not any more."""
        close_all(self.engine)


def _begun(session: Session) -> datetime:
    """Begin, and return the transaction's time. Nothing was done yet, so it may be begun again on another connection."""
    for left in reversed(range(BEGINNINGS)):
        try:
            connection = session.connection()
        except DBAPIError as error:
            if not (left and connection_was_lost(error)):
                raise
        else:
            return began_at(connection)
    raise AssertionError


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
