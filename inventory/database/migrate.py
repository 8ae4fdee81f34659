"""Brings the schema to the newest version: one migrator at a time, and never for long in anybody's way."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, select, text

from inventory.database.advisory_locks import MIGRATION_LOCK, schema_key
from inventory.database.revisions import current_revision, migrations_directory, newest_revision, require_columns
from inventory.database.transactions import Database, Limits

DATABASE_LOCK = 4_217_001
"""The advisory lock that migrators share and that the granting of roles, which belong to no schema, has alone. Earlier
migrators have it alone, too."""
_QUEUE = (
    select(func.pg_advisory_xact_lock_shared(DATABASE_LOCK)),
    select(func.pg_advisory_xact_lock(schema_key(), MIGRATION_LOCK)),
)


PATIENT = Limits(lock_timeout=0, statement_timeout=0, idle_in_transaction_session_timeout=0)
"""For whoever waits for another migrator, which may take long."""


def migrate(url: str, *, revision: str = "head") -> tuple[str | None, str | None]:
    """Upgrade to `revision`. Returns the revisions before and after. Raises what the database raises, and `SchemaDiffers`
    where the tables are not what the newest revision says: then nothing was migrated.

    A DDL statement that can't get its lock within 5 s gives up rather than queue up everybody behind it: run it again.
    """
    database = Database(url, limits=PATIENT, pool_size=1, name="inventory-migrate")
    try:
        with database.held_connection() as connection, connection.begin():
            for lock in _QUEUE:
                connection.execute(lock)
            connection.execute(text("SET LOCAL enable_seqscan TO DEFAULT"))  # it may read whole tables
            connection.execute(text("SET LOCAL lock_timeout = '5s'"))
            connection.execute(text("SET LOCAL statement_timeout = '10min'"))
            before = current_revision(connection)
            if before is not None and before != newest_revision():
                # Workers hold events while they wait for orders. Whoever took the orders' table first would wait for them in turn.
                # And bridges write events before they have them done: with these tables alone a bridge would wait for us, and
                # an index on events for the bridge, until PostgreSQL ended one of the two; callers of the API waited meanwhile.
                connection.execute(text("LOCK TABLE inbox_event IN SHARE MODE"))
                connection.execute(text("LOCK TABLE inbox_pending, dead_letter IN ACCESS EXCLUSIVE MODE"))
            command.upgrade(_configuration(connection), revision)
            after = current_revision(connection)
            require_columns(connection, after)
            return before, after
    finally:
        database.dispose()


def _configuration(connection: Connection | None = None) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(migrations_directory()))
    configuration.attributes["connection"] = connection
    return configuration
