"""Prune events and supersede dead letters by statements with one sensible plan (ADR 0050).

`prune_inbox`, `prune_dead_letters` and `supersede_dead_letters` keep the plans of their statements, as a connection keeps those of
prepared ones. A join of dead letters with events that was planned for a few rows read the whole inbox for each piece.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_HAS_NAMESAKE = """
          AND (SELECT count(*) FROM inbox_event s WHERE s.source = e.source AND s.event_id = ANY (ARRAY[
               e.event_id || chr(31) || 'products', e.event_id || chr(31) || 'orders',
               e.event_id || chr(31) || 'payments', e.event_id || chr(31) || 'unread'])) = 0"""

_PRUNE_INBOX = """
CREATE OR REPLACE FUNCTION prune_inbox(after_id bigint, before timestamptz, most integer, OUT last_id bigint, OUT removed bigint)
LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
    IF before > now() - interval '48 hours' THEN
        RAISE insufficient_privilege USING MESSAGE = 'events that were heard less than two days ago are not removed';
    END IF;
    WITH looked_at AS MATERIALIZED (
        SELECT id, received_at < before AS is_old, occurred_at < before AS happened_before
        FROM inbox_event WHERE id > after_id ORDER BY id LIMIT most
    ), gone AS (
        DELETE FROM inbox_event e {gone}{namesake}
        RETURNING 1
    )
    SELECT CASE WHEN bool_and(l.is_old) THEN max(l.id) END, (SELECT count(*) FROM gone) INTO last_id, removed
    FROM looked_at l;
END $$
"""
_PRUNE_DEAD_LETTERS = """
CREATE OR REPLACE FUNCTION prune_dead_letters(before timestamptz, most integer, OUT removed bigint)
LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
    IF before > now() - interval '48 hours' THEN
        RAISE insufficient_privilege USING MESSAGE = 'events that died less than two days ago are not removed';
    END IF;
    WITH old AS MATERIALIZED (
        SELECT d.id FROM dead_letter d {old}
        ORDER BY d.id LIMIT most FOR UPDATE OF d SKIP LOCKED
    ), gone AS (
        DELETE FROM inbox_event e {dead} RETURNING 1
    )
    SELECT count(*) INTO removed FROM gone;
END $$
"""
# `FOR UPDATE` first, and in the order of the ids: whoever prunes dead letters locks in the same order.
_SUPERSEDE = """
CREATE OR REPLACE FUNCTION supersede_dead_letters(ids bigint[]) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
    letter record;
    name text;
BEGIN
    FOR letter IN
        SELECT e.id, e.source, e.event_id, e.digest FROM dead_letter d {event}
        WHERE d.id = ANY (ids) AND d.superseded_by IS NULL
          AND d.reason NOT IN ('attempts_exhausted', 'abandoned', 'conflicting_payload')
        ORDER BY d.id FOR UPDATE OF d
    LOOP
        name := letter.event_id || '#' || left(encode(letter.digest, 'hex'), 12);
        WHILE EXISTS (SELECT FROM inbox_event e WHERE e.source = letter.source AND e.event_id = name) LOOP
            name := name || '#' || letter.id;
        END LOOP;
        UPDATE inbox_event SET event_id = name WHERE id = letter.id;
        RETURN NEXT letter.id;
    END LOOP;
END $$
"""
# PostgreSQL turns `NOT EXISTS` into a join and leaves a sub-query that counts alone. `OFFSET 0` keeps a LATERAL query what it is.
_BY_KEY = {
    "gone": """WHERE e.id = ANY (ARRAY(SELECT l.id FROM looked_at l WHERE l.is_old AND l.happened_before))
          AND (SELECT count(*) FROM inbox_pending p WHERE p.id = e.id) = 0
          AND (SELECT count(*) FROM dead_letter d WHERE d.id = e.id) = 0""",
    "old": f"""WHERE d.died_at < before AND (
            SELECT count(*) FROM inbox_event e
            WHERE e.id = d.id AND e.received_at < before AND e.occurred_at < before{_HAS_NAMESAKE}
        ) = 1""",  # noqa: S608 - our own text
    "dead": "WHERE e.id = ANY (ARRAY(SELECT old.id FROM old))",
    "event": ", LATERAL (SELECT i.* FROM inbox_event i WHERE i.id = d.id OFFSET 0) e",
}
_BY_JOIN = {
    "gone": """USING looked_at l
        WHERE e.id = l.id AND l.is_old AND l.happened_before
          AND NOT EXISTS (SELECT FROM inbox_pending p WHERE p.id = l.id)
          AND NOT EXISTS (SELECT FROM dead_letter d WHERE d.id = l.id)""",
    "old": f"""JOIN inbox_event e ON e.id = d.id
        WHERE d.died_at < before AND e.received_at < before AND e.occurred_at < before{_HAS_NAMESAKE}""",
    "dead": "USING old WHERE e.id = old.id",
    "event": "JOIN inbox_event e ON e.id = d.id",
}


def upgrade() -> None:
    _define(_BY_KEY)


def downgrade() -> None:
    _define(_BY_JOIN)


def _define(forms: dict[str, str]) -> None:
    schema = op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    for function in (_PRUNE_INBOX, _PRUNE_DEAD_LETTERS, _SUPERSEDE):
        op.execute(function.format(schema=schema, namesake=_HAS_NAMESAKE, **forms))
