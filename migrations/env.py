"""Runs inside Alembic. `inventory.migrate` opens the connection, takes the lock and sets the timeouts."""

from __future__ import annotations

from alembic import context

from inventory.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
