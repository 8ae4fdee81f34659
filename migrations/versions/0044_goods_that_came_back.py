"""An order knows the goods that came back, and the locations where they lie (ADR 0061)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reservation", sa.Column("returned", JSONB(), nullable=True))
    op.add_column("reservation", sa.Column("first_paid_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("reservation", "first_paid_at")
    op.drop_column("reservation", "returned")
