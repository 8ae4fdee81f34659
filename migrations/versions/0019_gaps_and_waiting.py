"""Gaps in what Kafka had to read, and orders that wait for the catalogue: for which SKUs, and how far the catalogue is read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_gap",
        sa.Column("topic", sa.Text(collation="C"), nullable=False),
        sa.Column("topic_id", sa.Text(collation="C"), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("first_offset", sa.BigInteger(), nullable=False),
        sa.Column("next_offset", sa.BigInteger(), nullable=False),
        sa.Column("found_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("topic", "topic_id", "partition", "first_offset", name=op.f("pk_event_gap")),
    )
    op.add_column("kept_offset", sa.Column("current_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("inbox_pending", sa.Column("waits_for", sa.ARRAY(sa.Text()), nullable=True))
    op.create_index("ix_inbox_pending_waiting", "inbox_pending", ["id"], postgresql_where=sa.text("waits_for <> '{}'"))


def downgrade() -> None:
    op.drop_index("ix_inbox_pending_waiting", table_name="inbox_pending")
    op.drop_column("inbox_pending", "waits_for")
    op.drop_column("kept_offset", "current_at")
    op.drop_table("event_gap")
