"""A stock row knows its paid units that have not left (ADR 0058). Nothing was to be shipped yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_CHECK = "no_fewer_to_ship_than_none"


def upgrade() -> None:
    op.add_column(
        "product_inventory", sa.Column("quantity_to_ship", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.create_check_constraint(_CHECK, "product_inventory", "quantity_to_ship >= 0")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_product_inventory_" + _CHECK), "product_inventory")
    op.drop_column("product_inventory", "quantity_to_ship")
