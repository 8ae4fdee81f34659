"""An event is remembered as long as one of another stream that has its name (`inventory.namesakes`).

That one is kept under a name of its own because the plain one was taken. Were the plain one free again, the other would be heard
as new when Kafka delivers it again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

# A sub-select in place of NOT EXISTS: PostgreSQL would make a join of that, and might read the whole table for it.
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
        DELETE FROM inbox_event e USING looked_at l
        WHERE e.id = l.id AND l.is_old AND l.happened_before
          AND NOT EXISTS (SELECT FROM inbox_pending p WHERE p.id = l.id)
          AND NOT EXISTS (SELECT FROM dead_letter d WHERE d.id = l.id){namesake}
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
        SELECT d.id FROM dead_letter d JOIN inbox_event e ON e.id = d.id
        WHERE d.died_at < before AND e.received_at < before AND e.occurred_at < before{namesake}
        ORDER BY d.id LIMIT most FOR UPDATE OF d SKIP LOCKED
    ), gone AS (
        DELETE FROM inbox_event e USING old WHERE e.id = old.id RETURNING 1
    )
    SELECT count(*) INTO removed FROM gone;
END $$
"""


def upgrade() -> None:
    _define(_HAS_NAMESAKE)


def downgrade() -> None:
    _define("")


def _define(namesake: str) -> None:
    schema = op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    for function in (_PRUNE_INBOX, _PRUNE_DEAD_LETTERS):
        op.execute(function.format(schema=schema, namesake=namesake))
