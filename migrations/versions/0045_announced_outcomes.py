"""Keep for some weeks what was announced of an order, with its place in Kafka (ADR 0066)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSON

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announced_outcome",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("record_offset", sa.BigInteger(), nullable=False),
        sa.Column("decision", JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announced_outcome")),
        postgresql_with={
            "autovacuum_vacuum_insert_scale_factor": "0",
            "autovacuum_vacuum_insert_threshold": "10000",
            "autovacuum_freeze_min_age": "0",
        },
    )
    op.create_index("ix_announced_outcome_key", "announced_outcome", [sa.text("(id >> 16)"), "key"])


def downgrade() -> None:
    op.drop_table("announced_outcome")
