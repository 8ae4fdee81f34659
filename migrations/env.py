"""Runs inside Alembic. `inventory.database.migrate` opens the connection, takes the lock and sets
the timeouts.
"""

from __future__ import annotations

from alembic import context

from inventory.database.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
