"""A location is a record: whether it sells, what it counts as, and where it belongs (ADR 0053). Moves between locations.

Each new column is null or has a constant default, so no row is written. Those of stock and of the ledger are migrations of their
own: batches take these tables in one sequence or another, so each is altered in a transaction that holds none of the others.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_TRUE, _ONE = sa.text("true"), sa.text("1")


def _key(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(collation="C"), nullable=nullable)


def upgrade() -> None:
    op.add_column("location", sa.Column("sells", sa.Boolean(), server_default=_TRUE, nullable=False))
    op.add_column("location", sa.Column("counts_as", sa.Text(), nullable=True))
    op.add_column("location", _key("parent", nullable=True))
    op.add_column("location", _key("returns_to", nullable=True))
    op.add_column("location", sa.Column("active", sa.Boolean(), server_default=_TRUE, nullable=False))
    op.add_column("location", sa.Column("version", sa.BigInteger(), server_default=_ONE, nullable=False))
    op.add_column("location", sa.Column("settled_version", sa.BigInteger(), server_default=_ONE, nullable=False))
    # An index of the ledger would read all of it while nobody may write. So moves are known by a table of their own.
    op.create_table(
        "stock_move",
        _key("sku"),
        _key("from_location"),
        _key("reference"),
        _key("to_location"),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moved_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sku", "from_location", "reference", name=op.f("pk_stock_move")),
    )


def downgrade() -> None:
    op.drop_table("stock_move")
    for column in ("settled_version", "version", "active", "returns_to", "parent", "counts_as", "sells"):
        op.drop_column("location", column)
