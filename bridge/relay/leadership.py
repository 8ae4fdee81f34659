"""One relay at a time: a session advisory lock of PostgreSQL, on the very connection that the relay
works on.

A relay that loses that connection has lost the lock, and notices with its next statement, because
it has no other connection. The connection must be a direct one: behind a transaction-pooling proxy
a session lock belongs to nobody in particular.

The lock is that of the very outbox table, in whatever schema: two services in one database have a
relay each. Relays of earlier releases hold one lock for the whole database instead. So each relay
shares that lock beside its own. It never leads beside an earlier release, and does lead beside
relays of other schemas.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event as Flag

from sqlalchemy import Connection, func, select

from bridge.relay.onlooker import Onlooker
from inventory.database.advisory_locks import RELAY_LOCK, table_key
from inventory.database.tables import OutboxEvent
from inventory.database.transactions import Database
from inventory.process.liveness import Liveness

logger = logging.getLogger(__name__)

STANDBY_SECONDS = 0.5

_TRY_LOCK = select(func.pg_try_advisory_lock(table_key(OutboxEvent.__table__), RELAY_LOCK))
_DATABASE_LOCK = int.from_bytes(b"inv_rely")
_TRY_DATABASE_LOCK = select(func.pg_try_advisory_lock_shared(_DATABASE_LOCK))
_BOUNDS = {
    # A leader whose machine has vanished is noticed, and its lock freed, in half a minute instead
    # of two hours.
    "tcp_keepalives_idle": 10,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 4,
}


@contextmanager
def leading(
    database_url: str, *, stopping: Flag, liveness: Liveness, silent_seconds: float
) -> Iterator[Connection | None]:
    """Stand by until no other process leads, then yield the connection that holds the lock. Yields
    None when `stopping` came first.

    The lock ends with the connection, and the connection with the block, or after `silent_seconds`
    without a statement on it. A leader that has stopped must not keep the others from leading, even
    if nobody kills it.
    """
    bounds = _BOUNDS | {"idle_session_timeout": int(silent_seconds * 1_000)}
    database = Database(database_url, pool_size=1, name="inventory-relay")
    try:
        with database.held_connection() as connection:
            with connection.begin():
                connection.execute(
                    select(*(func.set_config(name, str(bound), False) for name, bound in bounds.items()))
                )
            onlooker = Onlooker(lock=RELAY_LOCK, database_lock=_DATABASE_LOCK, seconds=silent_seconds)
            leads = _stand_by(connection, stopping, liveness, onlooker)
            yield connection if leads else None
    finally:
        database.dispose()


def _stand_by(connection: Connection, stopping: Flag, liveness: Liveness, onlooker: Onlooker) -> bool:
    told = False
    while not stopping.is_set():
        with connection.begin():
            # A lock that was got is kept, even without the other one: it ends with the connection.
            if connection.scalar(_TRY_LOCK) and connection.scalar(_TRY_DATABASE_LOCK):
                return True
            onlooker.look(connection)
            if not told:
                logger.info("another relay is active, standing by: %s", onlooker.leaders(connection))
                told = True
        liveness.mark()
        stopping.wait(STANDBY_SECONDS)
    return False


def still_leads(connection: Connection) -> None:
    """Raise `sqlalchemy.exc.SQLAlchemyError` when the connection is gone, and the lock with it, or
    when its server takes no writes any more: then another server has the outbox, and another lock.
    """
    with connection.begin():
        pass  # to begin is to ask
