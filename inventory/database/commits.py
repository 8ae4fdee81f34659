"""Transactions that know if they were committed, even when the answer to COMMIT is lost (ADR 0021).

If a connection breaks during COMMIT, the client does not know if anything was changed. To do the
work again would be wrong where somebody else has acted in between: a release would end the hold
that came after it. So the transaction writes a receipt, a row under an id that it drew. A process
that has to know inserts the same id. PostgreSQL commits only one of the two inserts, waits while
the first is under way, and tells the process if the receipt was there.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, bindparam, delete, func, text
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from inventory.database.calls import Call
from inventory.database.engine import receipt_of
from inventory.database.errors import CommitUnknown, NothingCommitted
from inventory.database.failures import connection_was_lost, ends_connection
from inventory.database.tables import CommitReceipt
from inventory.database.transactions import Database

log = logging.getLogger(__name__)

FIRST_WAIT_SECONDS = 0.05
MAX_WAIT_SECONDS = 0.5
FORGOTTEN_TOGETHER = 100
"""Receipts of answered commits are removed together, at least this many in one DELETE."""


class Commits:
    """Opens transactions of one database, one after the other, for one thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._over: list[UUID] = []
        """The receipts of answered commits. Nobody asks for them any more."""

    @contextmanager
    def transaction(
        self, *, patience_seconds: float, first: Sequence[Call] = (), writes_last: bool = False
    ) -> Iterator[Session]:
        """Yield a session in one transaction, committed at the end of the block. The transaction is
        rolled back when the block raises.

        If the answer to COMMIT is lost, the receipt is looked for until `patience_seconds` after
        the beginning, and at least once. If it shows that the transaction was committed, the block
        ends as any other. `first` and `writes_last` are those of `Database.transaction`.

        Raises `NothingCommitted` if the connection broke during COMMIT and nothing was changed.
        Raises `CommitUnknown` if the receipt could not be read.
        """
        until = time.monotonic() + patience_seconds
        over = self._over if len(self._over) >= FORGOTTEN_TOGETHER else []
        receipt: UUID | None = None
        try:
            with self._database.transaction(receipt=True, first=first, writes_last=writes_last) as session:
                drawn = receipt_of(session.connection())
                if over:
                    session.connection().execute(_FORGET, {"over_": over})
                yield session
                receipt = drawn  # all is done but the commit
        except DBAPIError as error:
            # An answer that the server gave is none to a COMMIT, which comes last.
            if receipt is None or ends_connection(error) or not connection_was_lost(error):
                raise
            if not self._was_committed(receipt, until):
                raise NothingCommitted from error
            log.warning("The answer to a commit was lost, but the commit succeeded")
        if over:
            self._over = []
        if receipt is not None:
            self._over.append(receipt)

    def _was_committed(self, receipt: UUID, until: float) -> bool:
        wait = FIRST_WAIT_SECONDS
        while True:
            try:
                return was_committed(self._database, receipt)
            except SQLAlchemyError as error:
                if time.monotonic() + wait >= until:
                    raise CommitUnknown from error
                log.warning("It is not known yet if a commit succeeded: %s", type(error.__cause__ or error).__name__)
            time.sleep(wait)
            wait = min(wait * 2, MAX_WAIT_SECONDS)


def was_committed(database: Database, receipt: UUID) -> bool:
    """Return True if the transaction that wrote the receipt was committed. If False, it never will
    be.

    Raises the database's error, for instance if the database does not answer, takes no writes, or
    still works on that transaction.
    """
    with database.transaction() as session:
        return bool(session.connection().execute(_ASK, {"id_": receipt}).scalar_one())


_id = bindparam("id_", type_=Uuid)
# It writes in either case. So its own commit follows the commit that it found, and where commits
# wait for a standby, the standby has the found one, too.
_ASK = (
    insert(CommitReceipt)
    .values(id=_id, is_committed=False, written_at=func.now())
    .on_conflict_do_update(index_elements=[CommitReceipt.id], set_={"written_at": func.now()})
    .returning(CommitReceipt.is_committed)
)
_FORGET = delete(CommitReceipt).where(CommitReceipt.id == func.any(bindparam("over_", type_=ARRAY(Uuid))))

# Receipts are found by their place on the disk, as idempotency keys are. Few are left, all by
# processes that were killed.
_PRUNE = text(
    """
    DELETE FROM commit_receipt WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM commit_receipt
        WHERE ctid >= CAST(:first AS tid) AND ctid < CAST(:last AS tid) AND written_at < :before
        FOR UPDATE SKIP LOCKED
    ))
    """
)


def prune(session: Session, *, before: datetime, pages: range) -> int:
    """Remove receipts on these pages of the table from before `before`. Return their number."""
    given = {"before": before, "first": f"({pages.start},0)", "last": f"({pages.stop},0)"}
    return session.connection().execute(_PRUNE, given).rowcount
