"""Forgetting what is old: how far each kind has come, and functions that remove what the service itself may not touch.

The service may neither change nor delete events it has heard and rows of the ledger. These functions do it with the rights of
the tables' owner, and each refuses what is younger than it may be, whoever asks: that is not left to the settings.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Each looks at the next rows by id after `after_id`. `last_id` is the last it has dealt with, null when the rest is too young.
_PRUNE_INBOX = """
CREATE FUNCTION prune_inbox(after_id bigint, before timestamptz, most integer, OUT last_id bigint, OUT removed bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
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
          AND NOT EXISTS (SELECT FROM dead_letter d WHERE d.id = l.id)
        RETURNING 1
    )
    SELECT CASE WHEN bool_and(l.is_old) THEN max(l.id) END, (SELECT count(*) FROM gone) INTO last_id, removed
    FROM looked_at l;
END $$
"""
_CLEAR_PAYLOADS = """
CREATE FUNCTION clear_payloads(after_id bigint, before timestamptz, most integer, OUT last_id bigint, OUT removed bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
    IF before > now() - interval '24 hours' THEN
        RAISE insufficient_privilege USING MESSAGE = 'events that were heard less than a day ago keep their content';
    END IF;
    WITH looked_at AS MATERIALIZED (
        SELECT id, received_at < before AS is_old FROM inbox_event WHERE id > after_id ORDER BY id LIMIT most
    ), cleared AS (
        UPDATE inbox_event e SET payload = NULL FROM looked_at l
        WHERE e.id = l.id AND l.is_old AND e.payload IS NOT NULL
          AND NOT EXISTS (SELECT FROM inbox_pending p WHERE p.id = l.id)
          AND NOT EXISTS (SELECT FROM dead_letter d WHERE d.id = l.id)
        RETURNING 1
    )
    SELECT CASE WHEN bool_and(l.is_old) THEN max(l.id) END, (SELECT count(*) FROM cleared) INTO last_id, removed
    FROM looked_at l;
END $$
"""
# By id of the dead letters, which are few: they need not be in the order in which they died.
_PRUNE_DEAD_LETTERS = """
CREATE FUNCTION prune_dead_letters(before timestamptz, most integer, OUT removed bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
    IF before > now() - interval '48 hours' THEN
        RAISE insufficient_privilege USING MESSAGE = 'events that died less than two days ago are not removed';
    END IF;
    WITH old AS MATERIALIZED (
        SELECT d.id FROM dead_letter d JOIN inbox_event e ON e.id = d.id
        WHERE d.died_at < before AND e.received_at < before AND e.occurred_at < before
        ORDER BY d.id LIMIT most FOR UPDATE OF d SKIP LOCKED
    ), gone AS (
        DELETE FROM inbox_event e USING old WHERE e.id = old.id RETURNING 1
    )
    SELECT count(*) INTO removed FROM gone;
END $$
"""
# The newest row of a SKU and location among those looked at becomes its opening balance, under its own id; all before it
# go. So balances go on chaining, and their sum stays what it was. Only what an audit has proven goes, or a discrepancy
# would go with it.
_PRUNE_LEDGER = """
CREATE FUNCTION prune_ledger(after_id bigint, before timestamptz, most integer, OUT last_id bigint, OUT removed bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
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
        SELECT n.* FROM newest n WHERE NOT EXISTS (
            SELECT FROM stock_movement m
            WHERE m.sku = n.sku AND m.location = n.location AND m.id < n.id AND m.occurred_at >= before
        )
    ), gone AS (
        DELETE FROM stock_movement m USING opening o
        WHERE m.sku = o.sku AND m.location = o.location AND m.id < o.id
        RETURNING 1
    ), opened AS (
        UPDATE stock_movement m
        SET kind = 'opening_balance', on_hand_delta = on_hand_after, reserved_delta = reserved_after,
            shortfall_delta = shortfall_after, reason = NULL, reference = NULL, order_id = NULL, note = NULL,
            actor = 'retention'
        FROM opening o WHERE m.id = o.id AND m.kind <> 'opening_balance'
    )
    SELECT count(*) INTO removed FROM gone;
END $$
"""
_FUNCTIONS = {
    "prune_inbox(bigint, timestamptz, integer)": _PRUNE_INBOX,
    "clear_payloads(bigint, timestamptz, integer)": _CLEAR_PAYLOADS,
    "prune_dead_letters(timestamptz, integer)": _PRUNE_DEAD_LETTERS,
    "prune_ledger(bigint, timestamptz, integer)": _PRUNE_LEDGER,
}


def upgrade() -> None:
    op.create_table(
        "retention",
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("position", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("removed", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("pruned_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_retention")),
    )
    # Names are looked up where the tables are, whatever path the caller has set.
    schema = op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    for signature, definition in _FUNCTIONS.items():
        op.execute(definition.format(schema=schema))
        op.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")


def downgrade() -> None:
    for signature in _FUNCTIONS:
        op.execute(f"DROP FUNCTION {signature}")
    op.drop_table("retention")
