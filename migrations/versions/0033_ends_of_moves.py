"""A movement between locations names the other end (ADR 0053)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("stock_movement", sa.Column("other_location", sa.Text(collation="C"), nullable=True))


def downgrade() -> None:
    op.drop_column("stock_movement", "other_location")
