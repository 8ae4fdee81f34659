"""The shop minute by minute: events and outcomes of one minute.

No table has an index by time. But ids rise with time, so the first id of a minute is found by
halving the ids that are there, some thirty looks at the primary key. A minute is counted once, when
it is over, whatever its traffic: see `console.watch`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

MINUTE = timedelta(minutes=1)
MAX_COUNTED = 100_000
"""Rows of a minute are counted up to this number."""


@dataclass(frozen=True, slots=True)
class Minute:
    """The minute that begins at `began_at`."""

    began_at: datetime
    heard: int
    """Events that came from Kafka."""
    dead: int
    """Those of them that are dead letters."""
    outcomes: Mapping[str, int]
    """Outcomes of orders that Kafka has, by type."""


def _first_from(table: str, time: str) -> TextClause:
    """Return the query for the lowest id whose row is not older than a moment, NULL without any."""
    return text(
        f"""
        WITH RECURSIVE ends AS (
            SELECT (SELECT min(id) FROM {table}) AS low, (SELECT max(id) FROM {table}) + 1 AS high
        ), halving (low, high) AS (
            SELECT low, high FROM ends WHERE low IS NOT NULL
            UNION ALL
            SELECT CASE WHEN looked.is_older THEN looked.id + 1 ELSE halving.low END,
                   CASE WHEN looked.is_older THEN halving.high ELSE (halving.low + halving.high) / 2 END
            FROM halving CROSS JOIN LATERAL (
                SELECT id, {time} < :moment AS is_older FROM {table}
                WHERE id >= (halving.low + halving.high) / 2 ORDER BY id LIMIT 1
            ) looked
            WHERE halving.low < halving.high
        )
        SELECT min(high) FROM halving WHERE low >= high
        """  # noqa: S608 - our own text
    )


FIRST_HEARD = _first_from("inbox_event", "received_at")
_FIRST_OUTCOME = _first_from("announced_outcome", "announced_at")
_HEARD = text(
    f"""
    SELECT (SELECT count(*) FROM (SELECT FROM inbox_event WHERE id >= :first AND id < :last ORDER BY id LIMIT {MAX_COUNTED}) e),
           (SELECT count(*) FROM (SELECT FROM dead_letter WHERE id >= :first AND id < :last ORDER BY id LIMIT {MAX_COUNTED}) d)
    """  # noqa: S608 - our own text
)
_OUTCOMES = text(
    f"""
    SELECT type, count(*) FROM (
        SELECT type FROM announced_outcome WHERE id >= :first AND id < :last ORDER BY id LIMIT {MAX_COUNTED}
    ) o GROUP BY type
    """  # noqa: S608 - our own text
)
_NO_END = 2**63 - 1


def minute(session: Session, began_at: datetime) -> Minute:
    """Count the minute that begins at this moment."""
    ended_at = began_at + MINUTE
    heard, dead = session.execute(_HEARD, _between(session, FIRST_HEARD, began_at, ended_at)).one()
    outcomes = session.execute(_OUTCOMES, _between(session, _FIRST_OUTCOME, began_at, ended_at)).all()
    return Minute(began_at, heard, dead, dict(map(tuple, outcomes)))


def first_since(session: Session, query: TextClause, moment: datetime) -> int:
    """Return the lowest id that the query finds at this moment or later. There is always one: that
    of a row which is never made, if there is no other.
    """
    found: int | None = session.execute(query, {"moment": moment}).scalar_one_or_none()
    return _NO_END if found is None else found


def _between(session: Session, query: TextClause, began_at: datetime, ended_at: datetime) -> dict[str, int]:
    return {"first": first_since(session, query, began_at), "last": first_since(session, query, ended_at)}
