"""When the newest message of each partition was received, so that no clock turns receipts around; which events were ahead of their
receipt (ADR 0036); and of which sources too much can't be used, and is left in Kafka (ADR 0012).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("kept_offset", sa.Column("received_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.create_index(
        "ix_inbox_event_ahead", "inbox_event", ["id"], postgresql_where=sa.text("occurred_at > received_at")
    )
    op.create_table(
        "set_aside",
        sa.Column("topic", sa.Text(collation="C"), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(collation="C"), nullable=False),
        sa.Column("first_offset", sa.BigInteger(), nullable=False),
        sa.Column("last_offset", sa.BigInteger(), nullable=False),
        sa.Column("messages", sa.BigInteger(), nullable=False),
        sa.Column("dead", sa.Integer(), nullable=False),
        sa.Column("among", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("since", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("resumed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("accepted_through", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("topic", "partition", "source", name=op.f("pk_set_aside")),
        postgresql_with={"fillfactor": "50"},
    )


def downgrade() -> None:
    op.drop_table("set_aside")
    op.drop_index("ix_inbox_event_ahead", table_name="inbox_event")
    op.drop_column("kept_offset", "received_at")
