"""What prunes does nothing for null: compared with null nothing is too young, and the whole ledger would go."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_FUNCTIONS = (
    "prune_inbox(bigint, timestamptz, integer)",
    "clear_payloads(bigint, timestamptz, integer)",
    "prune_dead_letters(timestamptz, integer)",
    "prune_ledger(bigint, timestamptz, integer)",
)


def upgrade() -> None:
    for signature in _FUNCTIONS:
        op.execute(f"ALTER FUNCTION {signature} STRICT")


def downgrade() -> None:
    for signature in _FUNCTIONS:
        op.execute(f"ALTER FUNCTION {signature} CALLED ON NULL INPUT")
