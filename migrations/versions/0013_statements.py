"""An order remembers what else it was said to be, so that an amendment after its payment needs a newer one (ADR 0024)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reservation", sa.Column("statements", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("reservation", "statements")
