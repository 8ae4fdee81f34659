"""Movements that were taken back, once each, and the movements that did it (ADR 0057)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stock_reversal",
        sa.Column("reverses", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reversed_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("reverses", name=op.f("pk_stock_reversal")),
        sa.UniqueConstraint("reversed_by", name=op.f("uq_stock_reversal_reversed_by")),
    )


def downgrade() -> None:
    op.drop_table("stock_reversal")
