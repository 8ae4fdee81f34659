"""A stock row knows the units that it keeps back from new orders (ADR 0056)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("product_inventory", sa.Column("safety_stock", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("product_inventory", "safety_stock")
