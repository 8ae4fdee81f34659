"""Statements of the catalogue that moved nothing, and sources that state our own number (ADR 0055)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("product_inventory", sa.Column("noted_quantity", sa.BigInteger(), nullable=True))
    op.add_column("product_inventory", sa.Column("noted_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("product_inventory", sa.Column("noted_by", sa.Text(collation="C"), nullable=True))
    op.create_table(
        "catalogue_mirror",
        sa.Column("source", sa.Text(collation="C"), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("mirrors", sa.BigInteger(), nullable=False),
        sa.Column("sku", sa.Text(collation="C"), nullable=False),
        sa.Column("location", sa.Text(collation="C"), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("last_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("told_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_catalogue_mirror")),
        postgresql_with={"fillfactor": "50"},
    )


def downgrade() -> None:
    op.drop_table("catalogue_mirror")
    op.drop_column("product_inventory", "noted_by")
    op.drop_column("product_inventory", "noted_at")
    op.drop_column("product_inventory", "noted_quantity")
