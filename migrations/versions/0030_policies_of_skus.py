"""Rules by which a SKU is sold: untracked, discontinued, and its time of sale (ADR 0054)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_TIME = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sku_policy",
        sa.Column("sku", sa.Text(collation="C"), nullable=False),
        sa.Column("tracked", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("tracked_at", _TIME, nullable=True),
        sa.Column("discontinued_at", _TIME, nullable=True),
        sa.Column("discontinued_stated_at", _TIME, nullable=True),
        sa.Column("sellable_from", _TIME, nullable=True),
        sa.Column("sellable_from_at", _TIME, nullable=True),
        sa.Column("sellable_until", _TIME, nullable=True),
        sa.Column("sellable_until_at", _TIME, nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("sku", name=op.f("pk_sku_policy")),
    )


def downgrade() -> None:
    op.drop_table("sku_policy")
