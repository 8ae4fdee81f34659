"""Vacuum orders and events when a fifth has changed or gone, as by default (ADR 0047).

A vacuum after a fiftieth, as 0025 had it, changes nearly each page of an index of random ids, and finds little to give back.
"""

from __future__ import annotations

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_TABLES = ("reservation", "inbox_event")


def upgrade() -> None:
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} RESET (autovacuum_vacuum_scale_factor)")


def downgrade() -> None:
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} SET (autovacuum_vacuum_scale_factor = 0.02)")
