"""Indexes for lists of stock: the SKUs of a product, and those with missing units.

The second has an entry for a row only while units are missing there. Neither keeps the update of a
counter from staying within its page, unless the shortfall itself changes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_product_inventory_product", "product_inventory", ["product_id", "sku"])
    op.create_index(
        "ix_product_inventory_short", "product_inventory", ["sku"], postgresql_where=sa.text("quantity_shortfall > 0")
    )


def downgrade() -> None:
    op.drop_index("ix_product_inventory_short", table_name="product_inventory")
    op.drop_index("ix_product_inventory_product", table_name="product_inventory")
