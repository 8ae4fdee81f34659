"""The types of other services' events that the bridge skipped, with counts (ADR 0029).

They are counted in the transaction that stores the position of their partition. So each counts
once, even if a bridge dies. Types are somebody else's text, so their number and length are bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Integer, Text, func, select, text
from sqlalchemy.orm import Session

from inventory.database.arrays import parameters
from inventory.database.tables import SkippedType
from inventory.domain.representation import moment_json

MAX_TYPES = 200
"""Maximum number of types of a topic that are told apart. Later ones share `OTHERS`."""
MAX_TYPE_BYTES = 200
OTHERS = "(others)"
TOMBSTONES = "(no value)"


class Skips(NamedTuple):
    """The number of skipped events of a type in a partition."""

    topic: str
    partition: int
    type: str
    skips: int


class Sight(NamedTuple):
    """The first event of a type in a topic."""

    topic: str
    type: str


class SkippedTypeCount(NamedTuple):
    topic: str
    type: str
    skips: int
    first_at: datetime
    last_at: datetime


def storable(type_: str) -> str:
    """Return the type as PostgreSQL can store it, at most `MAX_TYPE_BYTES` long."""
    return type_[:MAX_TYPE_BYTES].replace("\x00", "\\0").encode()[:MAX_TYPE_BYTES].decode(errors="ignore")


_SKIPS: dict[str, Any] = {"topic": Text(), "partition": Integer(), "type": Text(), "skips": BigInteger()}
# All parts of the statement see the table as it stood before the statement.
_COUNT = text(
    """
    WITH given AS (
        SELECT * FROM unnest(
            CAST(:topic_ AS text[]), CAST(:partition_ AS integer[]), CAST(:type_ AS text[]), CAST(:skips_ AS bigint[])
        ) AS given (topic, partition, type, skips)
    ), named AS (
        SELECT topic, partition, sum(skips) AS skips, CASE WHEN EXISTS (
            SELECT FROM skipped_type AS known WHERE known.topic = given.topic AND known.type = given.type
        ) OR (
            SELECT count(DISTINCT known.type) FROM skipped_type AS known WHERE known.topic = given.topic
        ) < :max_types THEN type ELSE :others END AS type
        FROM given GROUP BY 1, 2, 4
    ), counted AS (
        INSERT INTO skipped_type AS known (topic, partition, type, skips, first_at, last_at)
        SELECT topic, partition, type, skips, :now, :now FROM named ORDER BY topic, type, partition
        ON CONFLICT (topic, type, partition)
        DO UPDATE SET skips = known.skips + excluded.skips, last_at = greatest(known.last_at, excluded.last_at)
    )
    SELECT DISTINCT topic, type FROM named WHERE NOT EXISTS (
        SELECT FROM skipped_type AS known WHERE known.topic = named.topic AND known.type = named.type
    ) ORDER BY topic, type
    """
)


def count(session: Session, skips: Sequence[Skips], *, now: datetime) -> list[Sight]:
    """Count these events, and return the types that are new in their topic.

    Run it before `kept_offsets.keep`, whose locks are the last that a transaction waits for.
    """
    if not skips:
        return []
    given = parameters(_SKIPS, skips)
    found = session.connection().execute(_COUNT, {**given, "max_types": MAX_TYPES, "others": OTHERS, "now": now})
    return [Sight(topic, type_) for topic, type_ in found]


def skipped(session: Session) -> list[SkippedTypeCount]:
    """Return the skipped types by topic, the most frequent first."""
    total = func.sum(SkippedType.skips)
    query = select(
        SkippedType.topic, SkippedType.type, total, func.min(SkippedType.first_at), func.max(SkippedType.last_at)
    ).group_by(SkippedType.topic, SkippedType.type)
    ordered = query.order_by(SkippedType.topic, total.desc(), SkippedType.type)
    return [
        SkippedTypeCount(topic, type_, int(skips), first, last)
        for topic, type_, skips, first, last in session.connection().execute(ordered)
    ]


def skipped_json(one: SkippedTypeCount) -> dict[str, Any]:
    """Return the count as JSON, where `skips` is named `count`."""
    return {
        "topic": one.topic,
        "type": one.type,
        "count": one.skips,
        "first_at": moment_json(one.first_at),
        "last_at": moment_json(one.last_at),
    }
