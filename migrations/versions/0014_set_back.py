"""What tells that the database was set back to an earlier state: how far each partition has been read into it, filled from
the inbox so that reading goes on where it was, and which server and history its rows belong to.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_offset",
        sa.Column("topic", sa.Text(collation="C"), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Text(), nullable=True),
        sa.Column("next_offset", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "partition", name=op.f("pk_kept_offset")),
        postgresql_with={"fillfactor": "50"},
    )
    # Reads the whole inbox, once. The id of the topic stays unknown until a bridge asks Kafka for it.
    op.execute(
        """
        INSERT INTO kept_offset (topic, partition, next_offset)
        SELECT topic, partition, max(record_offset) + 1 FROM inbox_event GROUP BY topic, partition
        """
    )
    op.create_table(
        "lineage",
        sa.Column("one_row", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("epoch", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("published_id", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("risen_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("one_row", name=op.f("ck_lineage_only_one")),
        sa.PrimaryKeyConstraint("one_row", name=op.f("pk_lineage")),
        postgresql_with={"fillfactor": "50"},
    )
    op.execute(
        """
        INSERT INTO lineage (fingerprint) SELECT concat_ws(
            '/',
            (SELECT system_identifier FROM pg_control_system()),
            left(pg_walfile_name(pg_current_wal_lsn()), 8),
            (SELECT oid FROM pg_database WHERE datname = current_database()),
            CAST(CAST('lineage' AS regclass) AS oid)
        )
        """
    )


def downgrade() -> None:
    op.drop_table("lineage")
    op.drop_table("kept_offset")
