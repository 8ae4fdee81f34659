"""The way to PostgreSQL: one engine for each process, and one visible
`with database.transaction() as session:` for each unit of work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from inventory.database.calls import Call
from inventory.database.engine import FIRST, WITH_RECEIPT, began_at, close_all, open_engine
from inventory.database.failures import connection_was_lost
from inventory.database.pipelining import Compiled, run, send_before


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of lock waits, statements and idle transactions, in milliseconds. 0 is no limit."""

    lock_timeout: int = 2_000
    statement_timeout: int = 10_000
    idle_in_transaction_session_timeout: int = 15_000

    @property
    def answer_seconds(self) -> float | None:
        """Return the longest silence of a server that works: by then it would have ended a slow
        statement. None without a limit.
        """
        return self.statement_timeout / 1_000 + 2 if self.statement_timeout else None

    @property
    def settings(self) -> dict[str, str]:
        """Return the limits as settings of PostgreSQL."""
        return {name: str(milliseconds) for name, milliseconds in asdict(self).items()}


WORKER_LIMITS = Limits()
API_LIMITS = Limits(lock_timeout=250)
API_READ_LIMITS = Limits(lock_timeout=250, statement_timeout=3_000)
AUDIT_LIMITS = Limits(statement_timeout=600_000)
"""Limits of an audit. It may read whole tables, under one snapshot and behind nobody's lock."""

BEGINNINGS = 2
"""A transaction is begun at most so many times. The first connection, from the pool, may be dead or
lead to a server that takes no writes any more. The second one is new.
"""


class Database:
    """An engine with its limits. Make one for each process, after any fork."""

    def __init__(
        self,
        url: str,
        *,
        limits: Limits = WORKER_LIMITS,
        pool_size: int = 5,
        name: str = "inventory",
        replica: bool = False,
    ) -> None:
        """Open an engine. Only a `replica` may be a server that follows another one.

        Any other must take writes, even if it is only read from. A server that does not is an old
        primary or a standby, and its data may be old for ever.
        """
        self.engine = open_engine(
            url,
            settings=limits.settings,
            answer_seconds=limits.answer_seconds,
            pool_size=pool_size,
            name=name,
            replica=replica,
        )
        event.listen(self.engine, "before_cursor_execute", send_before)
        self._with_receipts = self.engine.execution_options(**{WITH_RECEIPT: True})

    @contextmanager
    def transaction(
        self, *, receipt: bool = False, first: Sequence[Call] = (), writes_last: bool = False
    ) -> Iterator[Session]:
        """Yield a session in one transaction, committed at the end of the block. The transaction is
        rolled back when the block raises.

        It is for rows that an index finds. `receipt` is for `inventory.database.commits`, which
        uses the receipt. `first` are the calls that the block will `run` first: they are sent
        together with the beginning. The block may be left without them, but may not want them
        undone. With `writes_last` a batch's writes go with the COMMIT. If they are void, nothing is
        done, and the end of the block raises an error: decorate the caller with `again_if_void`.
        """
        with Session(self._with_receipts if receipt else self.engine) as session, session.begin():
            session.info.update(now=_begun(session, first), writes_last=writes_last)
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """Yield a read-only session whose statements see one moment. It may read whole tables."""
        engine = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with Session(engine) as session:
            session.info["now"] = _begun(session)
            yield session

    @contextmanager
    def held_connection(self) -> Iterator[Connection]:
        """Yield one connection for the whole block and any number of transactions, for something
        that a session holds, such as a lock.
        """
        with self.engine.connect() as connection:
            yield connection

    def dispose(self) -> None:
        """Close every connection. One that is in use closes when it comes back."""
        close_all(self.engine)


def _begun(session: Session, first: Sequence[Call] = ()) -> datetime:
    """Begin, and return the transaction's time. Nothing was done yet, so a failed beginning is
    tried again on another connection.
    """
    for left in reversed(range(BEGINNINGS)):
        try:
            connection = session.connection(execution_options={FIRST: first})
        except DBAPIError as error:
            if not (left and connection_was_lost(error)):
                raise
        else:
            return began_at(connection)
    raise AssertionError


def now(session: Session) -> datetime:
    """Return the transaction's time by the database's clock. Stock is decided by no other clock."""
    moment: datetime = session.info["now"]
    return moment


def writes_last(session: Session) -> bool:
    """Return True if writes that may turn out void can go with the COMMIT."""
    return bool(session.info.get("writes_last"))


REPLICA_AGE = Compiled(
    text(
        """
        SELECT CASE WHEN pg_is_in_recovery()
            THEN extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float8 ELSE 0 END
        """
    )
)({})
"""The call of `replica_age`. It comes before the calls whose answers it tells the age of: a replica
may catch up in between.
"""


def replica_age(session: Session) -> float | None:
    """Return the age of the newest change that this server knows, in seconds. Its data are no
    older.

    Returns 0 on a server that is no replica, and None on a replica without any change yet. A
    replica cannot tell a lost primary from one with nothing to say, so the age rises in both cases.
    """
    (((age,),),) = run(session, REPLICA_AGE)
    return None if age is None else max(age, 0.0)
