"""The safety stock and the thresholds of a SKU, with the actors that stated them (ADR 0056)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sku_policy", sa.Column("stock_rules", JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("sku_policy", "stock_rules")
