"""The watch of a relay that stands by: it sees if the leading one empties the outbox."""

from __future__ import annotations

import logging
import time

from sqlalchemy import Connection, text

logger = logging.getLogger(__name__)

_LOWEST = text(
    "SELECT id, type, key, extract(epoch FROM now() - occurred_at) AS age FROM outbox_event ORDER BY id LIMIT 1"
)
# A key of two numbers has objsubid 2, one of eight bytes 1 (PostgreSQL manual, pg_locks).
_LEADERS = text(
    """
    SELECT string_agg(format('process %s (%s at %s)', pid, application_name, coalesce(host(client_addr), 'this host')), ', ')
    FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
      AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND ((objsubid = 2 AND classid = 'outbox_event'::regclass::oid AND objid = :lock)
        OR (objsubid = 1 AND classid = :high AND objid = :low AND mode = 'ExclusiveLock'))
    """
)


class Onlooker:
    """Looks at the lowest outcome every `seconds`. If it has not changed, logs an ERROR with the
    process that holds the lock.

    The leading relay may report that it makes progress, and for all that it knows it does.
    """

    def __init__(self, *, lock: int, database_lock: int, seconds: float) -> None:
        self._locks = {"lock": lock, "high": database_lock >> 32, "low": database_lock & 0xFFFFFFFF}
        self._seconds = seconds
        self._due = time.monotonic() + seconds
        self._lowest: int | None = None

    def look(self, connection: Connection) -> None:
        """Look at the outbox if it is time to, in a transaction that the caller has begun."""
        if time.monotonic() < self._due:
            return
        self._due = time.monotonic() + self._seconds
        row = connection.execute(_LOWEST).one_or_none()
        if row is not None and row.id == self._lowest:
            logger.error(
                "outcome %d, %s of %a, has waited for %.0f s although another relay leads: look at %s",
                *(row.id, row.type, row.key, row.age),
                self.leaders(connection),
            )
        self._lowest = None if row is None else row.id

    def leaders(self, connection: Connection) -> str:
        """Return the session of PostgreSQL that holds the lock, with the address of its relay."""
        return str(connection.scalar(_LEADERS, self._locks) or "its lock, which nobody holds now")
