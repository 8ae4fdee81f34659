"""Clear payloads a few rows of each page at a time (ADR 0047).

An update that finds room on its own page writes no index entry and a sixth of the log. A page has room for a few rows, and then for
more, once those that were cleared before have left theirs. The room for the first is the fillfactor of the table (migration 0025).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_CLEAR_PAYLOADS = """
CREATE OR REPLACE FUNCTION clear_payloads(after_id bigint, before timestamptz, most integer, OUT last_id bigint, OUT removed bigint)
LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
    IF before > now() - interval '24 hours' THEN
        RAISE insufficient_privilege USING MESSAGE = 'events that were heard less than a day ago keep their content';
    END IF;
    WITH looked_at AS MATERIALIZED ({chosen}
    ), cleared AS (
        UPDATE inbox_event e SET payload = NULL FROM chosen c WHERE e.id = c.id AND c.goes_now
        RETURNING 1
    )
    SELECT CASE WHEN bool_or(c.goes AND NOT c.goes_now) THEN after_id WHEN bool_and(c.is_old) THEN max(c.id) END,
           (SELECT count(*) FROM cleared) INTO last_id, removed
    FROM chosen c;
END $$
"""
# `last_id` is `after_id` while rows are left among those that were looked at: the caller asks for them again. Of each page go as
# many rows at once as find room: in the tenth of the page that the fillfactor leaves, and where payloads were that have gone.
_BY_PAGE = """
        SELECT e.id, (e.ctid::text::point)[0] AS page, e.received_at < before AS is_old, pg_column_size(e.*) AS size,
               pg_column_size(e.payload) AS payload_size,
               e.received_at < before AND e.payload IS NOT NULL
               AND NOT EXISTS (SELECT FROM inbox_pending p WHERE p.id = e.id)
               AND NOT EXISTS (SELECT FROM dead_letter d WHERE d.id = e.id) AS goes
        FROM inbox_event e WHERE e.id > after_id ORDER BY e.id LIMIT most
    ), counted AS (
        SELECT id, is_old, goes, size, payload_size, row_number() OVER (PARTITION BY page, goes ORDER BY id) AS number,
               count(*) FILTER (WHERE NOT goes) OVER (PARTITION BY page) AS gone
        FROM looked_at
    ), chosen AS MATERIALIZED (
        SELECT id, is_old, goes, goes AND (number = 1 OR number * (size - payload_size) <= 800 + gone * payload_size) AS goes_now
        FROM counted"""
_AT_ONCE = """
        SELECT id, received_at < before AS is_old FROM inbox_event WHERE id > after_id ORDER BY id LIMIT most
    ), chosen AS MATERIALIZED (
        SELECT l.id, l.is_old, goes, goes AS goes_now FROM looked_at l JOIN inbox_event e ON e.id = l.id, LATERAL (
            SELECT l.is_old AND e.payload IS NOT NULL
                   AND NOT EXISTS (SELECT FROM inbox_pending p WHERE p.id = l.id)
                   AND NOT EXISTS (SELECT FROM dead_letter d WHERE d.id = l.id) AS goes
        ) x"""


def upgrade() -> None:
    _define(_BY_PAGE)


def downgrade() -> None:
    _define(_AT_ONCE)


def _define(chosen: str) -> None:
    schema = op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    op.execute(_CLEAR_PAYLOADS.format(schema=schema, chosen=chosen))
