"""Outcomes of orders that Kafka has: kept for people, for some weeks (ADR 0066).

Nothing is decided by them. The relay writes them in the statement that removes the outcomes from
the outbox, so each outcome is in one of the two tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    CTE,
    BigInteger,
    Integer,
    TextClause,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database.arrays import rows
from inventory.database.tables import KeptOutcome
from inventory.domain.orders.outcome_types import OutcomeType


class KafkaPlace(NamedTuple):
    """The place of an outcome in its topic."""

    partition: int
    offset: int


Places = Mapping[int, KafkaPlace]
"""Places of outcomes, by their ids in the outbox."""
KEPT: Final = ("id", "event_id", "type", "key", "sequence", "occurred_at")
"""Columns that both tables have."""
MAX_LISTED = 50
"""Short lines, or broken rules, that are kept of one outcome."""


def decision_of(payload: str) -> str:
    """Return the SQL of the part of an outcome's payload that tells its decision.

    The payload is read once, because each operator that looks into JSON reads all of it. It stays
    text, so that no payload can fail here and stop the relay.
    """
    return f"""(
        SELECT json_object_agg(told.key, CASE
            WHEN json_typeof(told.value) = 'array' AND json_array_length(told.value) > {MAX_LISTED}
            THEN (SELECT json_agg(one) FROM (SELECT one FROM json_array_elements(told.value) AS one LIMIT {MAX_LISTED}) AS few)
            ELSE told.value END)
        FROM json_each({payload}) AS told (key, value)
        WHERE told.key IN ('status', 'reason', 'shortfalls', 'policies', 'best_single_location')
    )"""  # noqa: S608 - our own text


_PLACED: dict[str, TypeEngine[Any]] = {
    "placed_id": BigInteger(),
    "placed_partition": Integer(),
    "placed_offset": BigInteger(),
}
_placed = rows(_PLACED, name="placed")


def remembering(deleted: CTE) -> Insert:
    """Return the insert of the outcomes of orders among the `deleted` ones that have a place."""
    found = (
        select(
            *(deleted.c[name] for name in KEPT),
            func.clock_timestamp(),
            _placed.c.placed_partition,
            _placed.c.placed_offset,
            literal_column(decision_of("deleted.payload")),
        )
        .join_from(deleted, _placed, deleted.c.id == _placed.c.placed_id)
        .where(deleted.c.type != literal_column(f"'{OutcomeType.STOCK_LEVEL_CHANGED}'"))
        .order_by(deleted.c.id)
    )
    columns = [*KEPT, "announced_at", "partition", "record_offset", "decision"]
    return insert(KeptOutcome).from_select(columns, found).on_conflict_do_nothing(index_elements=["id"])


def placed(ids: Sequence[int], places: Places) -> dict[str, list[int]]:
    """Return the parameters of `remembering`."""
    known = [id_ for id_ in ids if id_ in places]
    return {
        "placed_id_": known,
        "placed_partition_": [places[id_].partition for id_ in known],
        "placed_offset_": [places[id_].offset for id_ in known],
    }


_PRUNE: TextClause = text(
    """
    WITH looked_at AS MATERIALIZED (
        SELECT id, announced_at < :before AS is_old FROM announced_outcome WHERE id > :after ORDER BY id LIMIT :most
    ), gone AS (
        DELETE FROM announced_outcome WHERE id = ANY (ARRAY(SELECT id FROM looked_at WHERE is_old)) RETURNING 1
    )
    SELECT CASE WHEN bool_and(is_old) THEN max(id) END, (SELECT count(*) FROM gone) FROM looked_at
    """
)


def prune(session: Session, *, after: int, before: datetime, most: int) -> tuple[int | None, int]:
    """Remove outcomes that were announced before this time, the first `most` behind an id. Returns
    the last id if all of these were old, else None, and the number of removed ones.
    """
    last, removed = session.connection().execute(_PRUNE, {"after": after, "before": before, "most": most}).one()
    return last, removed
