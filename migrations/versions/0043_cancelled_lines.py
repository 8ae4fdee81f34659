"""An order knows the cancels of some of its units (ADR 0062)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reservation", sa.Column("cancelled_lines", JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("reservation", "cancelled_lines")
