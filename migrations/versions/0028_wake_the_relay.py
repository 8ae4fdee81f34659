"""Whoever writes outcomes wakes a relay that sleeps (ADR 0049)."""

from __future__ import annotations

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

# The second number is `RELAY_SLEEP_LOCK`. A relay that sleeps holds the lock alone. Whoever gets a share of it knows that no
# relay sleeps, nor falls asleep before this transaction is over without seeing its outcomes. A NOTIFY has commits queue for
# one lock, so none is sent to a relay that is awake.
_WAKE = """
CREATE FUNCTION wake_relay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock_shared(TG_RELID::int4, 2) THEN
        PERFORM pg_notify('inventory_outbox_' || TG_RELID, '');
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.execute(_WAKE)
    op.execute("REVOKE ALL ON FUNCTION wake_relay() FROM PUBLIC")
    op.execute(
        "CREATE TRIGGER wake_relay AFTER INSERT ON outbox_event FOR EACH STATEMENT EXECUTE FUNCTION wake_relay()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER wake_relay ON outbox_event")
    op.execute("DROP FUNCTION wake_relay()")
