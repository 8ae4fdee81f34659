"""The server and the history that the rows belong to, and the epoch that follows (ADR 0023).

The table `lineage` has one row, which is set back together with all others. The row names the place
where it was written: the cluster's own number, its timeline, the database, and the table. If the
row is found elsewhere, it was restored, or the server was promoted.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ARRAY, BigInteger, bindparam, func, select, text, update
from sqlalchemy.orm import Session

from inventory.database.epochs import VERSIONS
from inventory.database.tables import Lineage, OutboxEvent

logger = logging.getLogger(__name__)

# After a promotion the control file names the old timeline for a while, the current WAL file does
# not.
_HERE = """
    CASE WHEN pg_is_in_recovery() THEN NULL ELSE concat_ws(
        '/',
        (SELECT system_identifier FROM pg_control_system()),
        left(pg_walfile_name(pg_current_wal_lsn()), 8),
        (SELECT oid FROM pg_database WHERE datname = current_database()),
        CAST(CAST('lineage' AS regclass) AS oid)
    ) END
"""
_READ = text(f"SELECT epoch, published_id, fingerprint, {_HERE} AS here FROM lineage")  # noqa: S608 - our own text
# By the clock, so that the epoch is higher than any in a history that is gone. Not by the clock
# alone, because a clock may be wrong. The unit is seconds since the beginning of 2026.
_RISE = f"""
    UPDATE lineage SET fingerprint = {_HERE}, risen_at = clock_timestamp(),
        epoch = greatest(epoch + 1, CAST(:above AS bigint) + 1,
                         CAST(extract(epoch FROM clock_timestamp() - timestamptz '2026-01-01 00:00:00Z') AS bigint))
"""  # noqa: S608 - our own text
_RISE_ALWAYS = text(f"{_RISE} RETURNING epoch")
_RISE_ELSEWHERE = text(f"{_RISE} WHERE fingerprint <> {_HERE} RETURNING epoch")


class Known(NamedTuple):
    """The database's memory of its announcements. Only a database that is set back forgets."""

    epoch: int
    published_id: int


def epoch(session: Session) -> int:
    """Return the epoch of the database. It rises here if the row was written elsewhere."""
    return known(session).epoch


def known(session: Session) -> Known:
    """Return the epoch, and the highest id of the outbox that was published. The epoch rises as in
    `epoch`.

    If several processes notice at once, the first has the epoch rise, and the others wait for that.
    A replica can't write, and returns the epoch that it has.
    """
    row = session.connection().execute(_READ).one()
    if row.here is None or row.fingerprint == row.here:
        return Known(row.epoch, row.published_id)
    risen = session.connection().execute(_RISE_ELSEWHERE, {"above": 0}).scalar_one_or_none()
    if risen is None:
        row = session.connection().execute(_READ).one()
        return Known(row.epoch, row.published_id)
    logger.error(
        "this database was written at %s and is at %s now: it was restored, or another server took over. Epoch %d begins",
        row.fingerprint,
        row.here,
        risen,
    )
    return Known(risen, row.published_id)


def rise(session: Session, *, why: str, above: int = 0) -> int:
    """Begin a new epoch, above `above` and all that this database knows. Return it."""
    risen = int(session.connection().execute(_RISE_ALWAYS, {"above": above}).scalar_one())
    logger.error("this database was set back to an earlier state: %s. Epoch %d begins", why, risen)
    return risen


class Announced(NamedTuple):
    """An outcome in Kafka: its id in the outbox, its epoch, and the id of its event.

    The id in the outbox does not identify the outcome: a database that was set back gives the same
    id to another one.
    """

    outbox_id: int
    epoch: int
    event_id: str

    @classmethod
    def of(cls, outbox_id: int, sequence: int, event_id: str) -> Announced:
        return cls(outbox_id, sequence // VERSIONS, event_id)


_KNOWN = text("SELECT epoch, published_id FROM lineage")
_WAITING = select(OutboxEvent.id, OutboxEvent.event_id).where(
    OutboxEvent.id == func.any(bindparam("ids_", type_=ARRAY(BigInteger)))
)
PUBLISHED = (
    update(Lineage)
    .where(Lineage.published_id < bindparam("highest_", type_=BigInteger))
    .values(published_id=bindparam("highest_", type_=BigInteger))
)
"""Stores the highest announced id of the outbox, in the statement that removes the outcomes."""


def unknown(session: Session, announced: Sequence[Announced]) -> list[Announced]:
    """Return the newest outcomes in Kafka that this database has never announced. If there are any,
    the database was set back to before them.

    In this epoch, these are outcomes that the database neither remembers to have announced nor
    still has to announce. In a later epoch, these are all outcomes. An outcome that waits under the
    same number is a different one, written since the database was set back, unless its event has
    the same id.
    """
    row = session.connection().execute(_KNOWN).one()
    doubtful = [one for one in announced if one.epoch == row.epoch and one.outbox_id > row.published_id]
    ids = {"ids_": [one.outbox_id for one in doubtful]}
    rows = session.connection().execute(_WAITING, ids) if doubtful else ()
    waiting = {(outbox_id, str(event_id)) for outbox_id, event_id in rows}
    later = [one for one in announced if one.epoch > row.epoch]
    return later + [one for one in doubtful if (one.outbox_id, one.event_id) not in waiting]
