"""The ledger tells the units to ship, and an opening balance begins with them (ADR 0058).

Null is 0: most movements have none, and a null takes no room.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_OPENED = "shortfall_delta = shortfall_after,"
_OPENED_WITH_UNITS_TO_SHIP = f"{_OPENED} to_ship_delta = to_ship_after,"


def upgrade() -> None:
    op.add_column("stock_movement", sa.Column("to_ship_delta", sa.BigInteger(), nullable=True))
    op.add_column("stock_movement", sa.Column("to_ship_after", sa.BigInteger(), nullable=True))
    _prune_ledger(_OPENED, _OPENED_WITH_UNITS_TO_SHIP)


def downgrade() -> None:
    _prune_ledger(_OPENED_WITH_UNITS_TO_SHIP, _OPENED)
    op.drop_column("stock_movement", "to_ship_after")
    op.drop_column("stock_movement", "to_ship_delta")


def _prune_ledger(old: str, new: str) -> None:
    """Have an opening balance begin with the units to ship, too, or without them."""
    own = (
        "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'prune_ledger' "
        "AND pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
    )
    defined: str = op.get_bind().execute(sa.text(own)).scalar_one()
    op.execute(defined.replace(old, new))
