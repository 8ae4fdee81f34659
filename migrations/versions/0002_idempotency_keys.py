"""Idempotency keys of callers, and the index that tells who holds a SKU."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "idempotency_key",
        sa.Column("actor", sa.Text(collation="C"), nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("actor", "key", name=op.f("pk_idempotency_key")),
    )
    # Not CONCURRENTLY, which no transaction can hold: it covers the running holds alone, and they are few.
    op.create_index(
        "ix_reservation_holding",
        "reservation",
        [sa.text("jsonb_path_query_array(lines, '$[*].sku')")],
        unique=False,
        postgresql_using="gin",
        postgresql_where=sa.text("status = 'pending'"),
    )


def downgrade() -> None:
    op.drop_index("ix_reservation_holding", table_name="reservation")
    op.drop_table("idempotency_key")
