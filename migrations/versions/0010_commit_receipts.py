"""Receipts of commits: what tells a commit whose answer was lost from one that never was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commit_receipt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("is_committed", sa.Boolean(), nullable=False),
        sa.Column("written_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commit_receipt")),
    )


def downgrade() -> None:
    op.drop_table("commit_receipt")
