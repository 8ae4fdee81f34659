"""How far a token reaches, and whose hold it is where its caller may hold only so many units (ADR 0039).

The index has entries for the running holds of such callers alone: all others cost nothing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("api_token", sa.Column("limits", postgresql.JSONB(), nullable=True))
    op.add_column("reservation", sa.Column("counted_for", sa.Text(collation="C"), nullable=True))
    op.add_column("reservation", sa.Column("counted_units", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_reservation_counted",
        "reservation",
        ["counted_for"],
        postgresql_include=["counted_units", "expires_at"],
        postgresql_where=sa.text("counted_for IS NOT NULL AND status = 'pending'"),
    )


def downgrade() -> None:
    op.drop_index("ix_reservation_counted", table_name="reservation")
    op.drop_column("reservation", "counted_units")
    op.drop_column("reservation", "counted_for")
    op.drop_column("api_token", "limits")
