"""Runs of the scheduled audit: how far the ledger is proven, and what was found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_run",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("audited_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("transaction", sa.BigInteger(), nullable=False),
        sa.Column("drawn_id", sa.BigInteger(), nullable=False),
        sa.Column("checked_id", sa.BigInteger(), nullable=False),
        sa.Column("discrepancies", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_run")),
    )


def downgrade() -> None:
    op.drop_table("audit_run")
