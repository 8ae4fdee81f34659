"""The tables: stock, reservations, the ledger, and the inbox and outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("source", sa.Text(collation="C"), nullable=False),
        sa.Column("event_id", sa.Text(collation="C"), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(collation="C"), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("received_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("traceparent", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("record_offset", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_event")),
    )
    op.create_index("uq_inbox_event_source_event_id", "inbox_event", ["source", "event_id"], unique=True)
    op.create_table(
        "inbox_pending",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("not_before", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_pending")),
    )
    op.create_index(op.f("ix_inbox_pending_not_before"), "inbox_pending", ["not_before"], unique=False)
    op.create_table(
        "location",
        sa.Column("name", sa.Text(collation="C"), nullable=False),
        sa.Column("priority", sa.Integer(), server_default=sa.text("100"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_location")),
    )
    op.create_table(
        "outbox_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True, cache=1), nullable=False),
        sa.Column("event_id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("traceparent", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_event")),
    )
    op.create_table(
        "reservation",
        sa.Column("order_id", sa.Text(collation="C"), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'new'"), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("ordered_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ordered_by_event", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("reserved_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("failed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("paid_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("refused_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("cancelled_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("restock", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("held_since", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_reservation")),
        postgresql_with={"fillfactor": "70"},
    )
    op.create_index(
        "ix_reservation_due",
        "reservation",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_table(
        "stock_movement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True, cache=1), nullable=False),
        sa.Column("sku", sa.Text(collation="C"), nullable=False),
        sa.Column("location", sa.Text(collation="C"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_hand_delta", sa.BigInteger(), nullable=False),
        sa.Column("reserved_delta", sa.BigInteger(), nullable=False),
        sa.Column("shortfall_delta", sa.BigInteger(), nullable=False),
        sa.Column("on_hand_after", sa.BigInteger(), nullable=False),
        sa.Column("reserved_after", sa.BigInteger(), nullable=False),
        sa.Column("shortfall_after", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reference", sa.Text(collation="C"), nullable=True),
        sa.Column("order_id", sa.Text(collation="C"), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movement")),
    )
    op.create_index("ix_stock_movement_sku_id", "stock_movement", ["sku", "id"], unique=False)
    op.create_index(
        "uq_stock_movement_adjustment",
        "stock_movement",
        ["sku", "location", "reference"],
        unique=True,
        postgresql_where=sa.text("kind = 'adjusted'"),
    )
    op.create_table(
        "dead_letter",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("died_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["inbox_event.id"], name=op.f("fk_dead_letter_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dead_letter")),
    )
    op.create_table(
        "product_inventory",
        sa.Column("sku", sa.Text(collation="C"), nullable=False),
        sa.Column("location", sa.Text(collation="C"), nullable=False),
        sa.Column("product_id", sa.Text(collation="C"), nullable=False),
        sa.Column("quantity_on_hand", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("quantity_reserved", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "quantity_available",
            sa.BigInteger(),
            sa.Computed("quantity_on_hand - quantity_reserved", persisted=True),
            nullable=False,
        ),
        sa.Column("quantity_shortfall", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("low_stock_threshold", sa.BigInteger(), nullable=True),
        sa.Column("catalog_quantity", sa.BigInteger(), nullable=True),
        sa.Column("catalog_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("described_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("threshold_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "last_updated_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint(
            "0 <= quantity_reserved AND quantity_reserved <= quantity_on_hand",
            name=op.f("ck_product_inventory_never_oversold"),
        ),
        sa.CheckConstraint(
            "quantity_shortfall = 0 OR (quantity_shortfall > 0 AND quantity_on_hand = quantity_reserved)",
            name=op.f("ck_product_inventory_shortfall_only_when_nothing_is_available"),
        ),
        sa.ForeignKeyConstraint(["location"], ["location.name"], name=op.f("fk_product_inventory_location")),
        sa.PrimaryKeyConstraint("sku", "location", name=op.f("pk_product_inventory")),
        postgresql_with={"fillfactor": "70"},
    )


def downgrade() -> None:
    op.drop_table("product_inventory")
    op.drop_table("dead_letter")
    op.drop_index(
        "uq_stock_movement_adjustment", table_name="stock_movement", postgresql_where=sa.text("kind = 'adjusted'")
    )
    op.drop_index("ix_stock_movement_sku_id", table_name="stock_movement")
    op.drop_table("stock_movement")
    op.drop_index("ix_reservation_due", table_name="reservation", postgresql_where=sa.text("status = 'pending'"))
    op.drop_table("reservation")
    op.drop_table("outbox_event")
    op.drop_table("location")
    op.drop_index(op.f("ix_inbox_pending_not_before"), table_name="inbox_pending")
    op.drop_table("inbox_pending")
    op.drop_index("uq_inbox_event_source_event_id", table_name="inbox_event")
    op.drop_table("inbox_event")
