"""Outcomes as JSON text: nobody takes them apart on their way to Kafka."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The table holds only what Kafka has not acknowledged yet, so that rewriting it takes a moment.
    op.execute("ALTER TABLE outbox_event ALTER COLUMN payload TYPE json USING payload::json")


def downgrade() -> None:
    op.execute("ALTER TABLE outbox_event ALTER COLUMN payload TYPE jsonb USING payload::jsonb")
