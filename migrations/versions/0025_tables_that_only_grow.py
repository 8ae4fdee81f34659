"""Tell PostgreSQL how the large tables grow (ADR 0047), and remove a sequence that nobody draws from.

Storage parameters hold for rows and vacuums to come: nothing is rewritten here, and neither readers nor writers wait.
"""

from __future__ import annotations

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

# An order is updated on the page that has its first version, which is in the log already. A tenth of the page is room enough: an
# updated row leaves room for the next one.
_STORAGE = {
    "stock_movement": {
        "autovacuum_vacuum_insert_scale_factor": "0",
        "autovacuum_vacuum_insert_threshold": "10000",
        "autovacuum_freeze_min_age": "0",
    },
    "reservation": {"fillfactor": "90", "autovacuum_vacuum_scale_factor": "0.02", "autovacuum_freeze_min_age": "0"},
    "inbox_event": {"fillfactor": "90", "autovacuum_vacuum_scale_factor": "0.02"},
}


def upgrade() -> None:
    for table, parameters in _STORAGE.items():
        op.execute(f"ALTER TABLE {table} SET ({', '.join(f'{name} = {value}' for name, value in parameters.items())})")
    # An integer key without identity is a serial to SQLAlchemy. The id of a pending event is that of its event.
    op.execute("ALTER TABLE inbox_pending ALTER COLUMN id DROP DEFAULT")
    op.execute("DROP SEQUENCE inbox_pending_id_seq")


def downgrade() -> None:
    op.execute("CREATE SEQUENCE inbox_pending_id_seq OWNED BY inbox_pending.id")
    op.execute("ALTER TABLE inbox_pending ALTER COLUMN id SET DEFAULT nextval('inbox_pending_id_seq')")
    for table, parameters in _STORAGE.items():
        op.execute(f"ALTER TABLE {table} RESET ({', '.join(parameters)})")
    op.execute("ALTER TABLE reservation SET (fillfactor = 70)")
