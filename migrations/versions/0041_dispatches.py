"""An order knows the goods that left, and until when others are awaited (ADR 0058).

The index has no entry for an order whose dispatch nobody awaits.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reservation", sa.Column("shipping", JSONB(), nullable=True))
    op.add_column("reservation", sa.Column("dispatch_due_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_reservation_dispatch_due",
        "reservation",
        ["dispatch_due_at"],
        postgresql_where=sa.text("dispatch_due_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_reservation_dispatch_due", table_name="reservation")
    op.drop_column("reservation", "dispatch_due_at")
    op.drop_column("reservation", "shipping")
