"""An order knows the goods that left, and a stock row its paid units that have not (ADR 0058).

No column needs a value in the rows that are there: nothing was to be shipped.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_OPENED = "shortfall_delta = shortfall_after,"
_OPENED_WITH_UNITS_TO_SHIP = f"{_OPENED} to_ship_delta = to_ship_after,"
_CHECK = "no_fewer_to_ship_than_none"


def upgrade() -> None:
    op.add_column(
        "product_inventory", sa.Column("quantity_to_ship", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.create_check_constraint(_CHECK, "product_inventory", "quantity_to_ship >= 0")
    op.add_column("reservation", sa.Column("shipping", JSONB(), nullable=True))
    op.add_column("reservation", sa.Column("dispatch_due_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_reservation_dispatch_due",
        "reservation",
        ["dispatch_due_at"],
        postgresql_where=sa.text("dispatch_due_at IS NOT NULL"),
    )
    op.add_column("stock_movement", sa.Column("to_ship_delta", sa.BigInteger(), nullable=True))
    op.add_column("stock_movement", sa.Column("to_ship_after", sa.BigInteger(), nullable=True))
    _prune_ledger(_OPENED, _OPENED_WITH_UNITS_TO_SHIP)


def _prune_ledger(old: str, new: str) -> None:
    """Have an opening balance begin with the units to ship, too, or without them."""
    own = "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'prune_ledger' AND pronamespace = current_schema()::regnamespace"
    defined: str = op.get_bind().execute(sa.text(own)).scalar_one()
    op.execute(defined.replace(old, new))


def downgrade() -> None:
    _prune_ledger(_OPENED_WITH_UNITS_TO_SHIP, _OPENED)
    op.drop_column("stock_movement", "to_ship_after")
    op.drop_column("stock_movement", "to_ship_delta")
    op.drop_index("ix_reservation_dispatch_due", table_name="reservation")
    op.drop_column("reservation", "dispatch_due_at")
    op.drop_column("reservation", "shipping")
    op.drop_constraint(op.f("ck_product_inventory_" + _CHECK), "product_inventory")
    op.drop_column("product_inventory", "quantity_to_ship")
