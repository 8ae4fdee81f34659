"""The epoch of an answer. A conditional answer reads it in its own transaction, others may use one
that is a second old.
"""

from __future__ import annotations

import time
from threading import Lock

from sqlalchemy.orm import Session

from api.contract.database_errors import as_unavailable
from inventory.database import lineage
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import Database

FRESH_SECONDS = 1.0


class Epochs:
    """The epoch that an `ETag` begins with. A tag of an ended epoch matches nothing any more, so
    giving it out does no harm.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._known = 0
        self._read_from = 0.0

    def within(self, session: Session, *, conditional: bool) -> int:
        """Return the epoch for an answer that is read in this transaction. For a `conditional`
        answer, the epoch is always read in the transaction too.
        """
        if not conditional and time.monotonic() < self._read_from:
            return self._known
        return self._learn(session)

    def current(self) -> int:
        """Return the epoch for an answer whose transaction is over. While the database is away it
        is the last known one.
        """
        # One thread asks, and nobody waits for it: the last known epoch is good enough.
        if time.monotonic() >= self._read_from and self._lock.acquire(blocking=False):
            try:
                self._read_from = time.monotonic() + FRESH_SECONDS
                self._ask()
            except Exception as error:
                if as_unavailable(error) is None:
                    raise
            finally:
                self._lock.release()
        return self._known

    @retried_on_stale_plan
    def _ask(self) -> None:
        with self._database.transaction() as session:
            self._learn(session)

    def _learn(self, session: Session) -> int:
        self._known = lineage.epoch(session)
        self._read_from = time.monotonic() + FRESH_SECONDS
        return self._known
