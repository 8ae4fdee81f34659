"""Databases made while 0001 to 0003 were still being edited get what was added to them since.

Such a database stands at the same revision as any other, and lacks a column: every event of an order or product failed on it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("product_inventory")}
    if "threshold_at" not in columns:
        op.add_column(
            "product_inventory", sa.Column("threshold_at", postgresql.TIMESTAMP(timezone=True), nullable=True)
        )
        # What stated the threshold was never older than the last that was heard of the product: an older one had not counted.
        op.execute("UPDATE product_inventory SET threshold_at = described_at WHERE low_stock_threshold IS NOT NULL")
    # Made by an early 0002 and taken out of it again: it slowed each hold down, and nothing asks for it.
    op.execute("DROP INDEX IF EXISTS ix_reservation_holding")


def downgrade() -> None:
    """Nothing: 0008 has this column, too."""
