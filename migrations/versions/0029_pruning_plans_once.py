"""Prune payloads and the ledger by statements with one sensible plan (ADR 0050).

`clear_payloads` and `prune_ledger` keep the plans of their statements, as a connection keeps those of prepared ones. A join that
was planned for a few rows read all pending events for each piece of payloads, or the whole ledger for each piece of movements.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_CLEAR_PAYLOADS = """
CREATE OR REPLACE FUNCTION clear_payloads(after_id bigint, before timestamptz, most integer, OUT last_id bigint, OUT removed bigint)
LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
    IF before > now() - interval '24 hours' THEN
        RAISE insufficient_privilege USING MESSAGE = 'events that were heard less than a day ago keep their content';
    END IF;
    WITH looked_at AS MATERIALIZED (
        SELECT e.id, (e.ctid::text::point)[0] AS page, e.received_at < before AS is_old, pg_column_size(e.*) AS size,
               pg_column_size(e.payload) AS payload_size,
               e.received_at < before AND e.payload IS NOT NULL AND {is_settled} AS goes
        FROM inbox_event e WHERE e.id > after_id ORDER BY e.id LIMIT most
    ), counted AS (
        SELECT id, is_old, goes, size, payload_size, row_number() OVER (PARTITION BY page, goes ORDER BY id) AS number,
               count(*) FILTER (WHERE NOT goes) OVER (PARTITION BY page) AS gone
        FROM looked_at
    ), chosen AS MATERIALIZED (
        SELECT id, is_old, goes, goes AND (number = 1 OR number * (size - payload_size) <= 800 + gone * payload_size) AS goes_now
        FROM counted
    ), cleared AS (
        UPDATE inbox_event e SET payload = NULL {cleared}
        RETURNING 1
    )
    SELECT CASE WHEN bool_or(c.goes AND NOT c.goes_now) THEN after_id WHEN bool_and(c.is_old) THEN max(c.id) END,
           (SELECT count(*) FROM cleared) INTO last_id, removed
    FROM chosen c;
END $$
"""
_PRUNE_LEDGER = """
CREATE OR REPLACE FUNCTION prune_ledger(after_id bigint, before timestamptz, most integer, OUT last_id bigint, OUT removed bigint)
LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
    IF before > now() - interval '2160 hours' THEN
        RAISE insufficient_privilege USING MESSAGE = 'movements of the last ninety days are not removed';
    END IF;
    removed := 0;
    WITH looked_at AS MATERIALIZED (
        SELECT id, occurred_at >= before AS is_young FROM stock_movement
        WHERE id > after_id AND id <= (SELECT max(checked_id) FROM audit_run) ORDER BY id LIMIT most
    )
    SELECT max(id) INTO last_id FROM looked_at
    WHERE id < (SELECT coalesce(min(id), 9223372036854775807) FROM looked_at WHERE is_young);
    IF last_id IS NULL THEN
        RETURN;
    END IF;
    WITH newest AS MATERIALIZED (
        SELECT sku, location, max(id) AS id FROM stock_movement WHERE id > after_id AND id <= last_id
        GROUP BY sku, location
    ), opening AS MATERIALIZED (
        -- Whatever ids and times the rows were given: nothing that is young goes.
        SELECT n.* FROM newest n WHERE {is_old}
    ), gone AS (
        DELETE FROM stock_movement m {gone}
        RETURNING 1
    ), opened AS (
        UPDATE stock_movement m
        SET kind = 'opening_balance', on_hand_delta = on_hand_after, reserved_delta = reserved_after,
            shortfall_delta = shortfall_after, reason = NULL, reference = NULL, order_id = NULL, note = NULL,
            actor = 'retention'
        {opened} AND m.kind <> 'opening_balance'
    )
    SELECT count(*) INTO removed FROM gone;
END $$
"""
# PostgreSQL turns `NOT EXISTS` into a join and leaves a sub-query that counts alone. `OFFSET 0` keeps a LATERAL query what it is.
# The index of all ids can't answer a comparison of (sku, id), so the index of a SKU's movements does.
_BY_KEY = {
    "is_settled": """(SELECT count(*) FROM inbox_pending p WHERE p.id = e.id) = 0
               AND (SELECT count(*) FROM dead_letter d WHERE d.id = e.id) = 0""",
    "cleared": "WHERE e.id = ANY (ARRAY(SELECT c.id FROM chosen c WHERE c.goes_now))",
    "is_old": """(
            SELECT count(*) FROM stock_movement m
            WHERE m.sku = n.sku AND (m.sku, m.id) < (n.sku, n.id) AND m.location = n.location AND m.occurred_at >= before
        ) = 0""",
    "gone": """WHERE m.id = ANY (ARRAY(
            SELECT earlier.id FROM opening o, LATERAL (
                SELECT e.id FROM stock_movement e
                WHERE e.sku = o.sku AND (e.sku, e.id) < (o.sku, o.id) AND e.location = o.location OFFSET 0
            ) earlier
        ))""",
    "opened": "WHERE m.id = ANY (ARRAY(SELECT o.id FROM opening o))",
}
_BY_JOIN = {
    "is_settled": """NOT EXISTS (SELECT FROM inbox_pending p WHERE p.id = e.id)
               AND NOT EXISTS (SELECT FROM dead_letter d WHERE d.id = e.id)""",
    "cleared": "FROM chosen c WHERE e.id = c.id AND c.goes_now",
    "is_old": """NOT EXISTS (
            SELECT FROM stock_movement m
            WHERE m.sku = n.sku AND m.location = n.location AND m.id < n.id AND m.occurred_at >= before
        )""",
    "gone": "USING opening o WHERE m.sku = o.sku AND m.location = o.location AND m.id < o.id",
    "opened": "FROM opening o WHERE m.id = o.id",
}


def upgrade() -> None:
    _define(_BY_KEY)


def downgrade() -> None:
    _define(_BY_JOIN)


def _define(forms: dict[str, str]) -> None:
    schema = op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    for function in (_CLEAR_PAYLOADS, _PRUNE_LEDGER):
        op.execute(function.format(schema=schema, **forms))
