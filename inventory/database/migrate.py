"""Migrations to the newest schema: one migrator at a time, and never for long in anybody's way."""

from __future__ import annotations

import logging
from time import monotonic

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, select, text

from inventory.database.advisory_locks import DATABASE_LOCK, MIGRATION_LOCK, schema_key
from inventory.database.revisions import (
    current_revision,
    known_revisions,
    migrations_directory,
    newest_revision,
    require_columns,
)
from inventory.database.tables import built_indexes
from inventory.database.transactions import Database, Limits

logger = logging.getLogger(__name__)
logging.getLogger("alembic").setLevel(logging.WARNING)  # of each migration it has three lines

_QUEUE = (
    select(func.pg_advisory_xact_lock_shared(DATABASE_LOCK)),
    select(func.pg_advisory_xact_lock(schema_key(), MIGRATION_LOCK)),
)


PATIENT = Limits(lock_timeout=0, statement_timeout=0, idle_in_transaction_session_timeout=0)
"""Limits of a migrator, which may wait long for another one."""


def migrate(url: str, *, revision: str = "head") -> tuple[str | None, str | None]:
    """Upgrade to `revision`. Return the revisions before and after.

    Each migration of a schema with tables is a transaction of its own. Batches take tables in an
    order of their own. So a migrator with the tables of two migrations could wait for a batch, and
    the batch for it.

    Indexes of large tables are built in the end, in no transaction, while everybody writes.

    Raises the database's error, or `SchemaDiffers` if the tables do not fit the newest revision.
    Then this migration is undone, and the earlier ones stay. A DDL statement that can't get its
    lock within 5 s gives up, because everybody behind it would queue up. Run the migration again
    then.
    """
    database = Database(url, limits=PATIENT, pool_size=2, name="inventory-migrate")
    try:
        with database.held_connection() as connection:
            before, after = _step(connection, revision)
            while _next(after, revision) is not None:
                _, after = _step(connection, revision)
            if after == newest_revision():
                with database.held_connection() as other:
                    built_indexes.build(connection, other.execution_options(isolation_level="AUTOCOMMIT"))
            return before, after
    finally:
        database.dispose()


def _step(connection: Connection, revision: str) -> tuple[str | None, str | None]:
    """Go one migration on, in one transaction. Return the revisions before and after.

    An empty schema goes to `revision` at once. Nobody is at work there.
    """
    began_at = monotonic()
    with connection.begin():
        _queue_up(connection)
        before = current_revision(connection)
        command.upgrade(_configuration(connection), _next(before, revision) or revision)
        after = current_revision(connection)
        require_columns(connection, after)
    if before != after:
        seconds = monotonic() - began_at
        logger.info("the schema went from %s to %s", before or "nothing", after, extra={"seconds": seconds})
    return before, after


def _next(at: str | None, revision: str) -> str | None:
    """Return the revision behind `at` on the way to `revision`, if there is one."""
    last = newest_revision() if revision == "head" else revision
    ahead = (one for one in reversed(known_revisions()) if at is not None and at < one <= last)
    return next(ahead, None)


def _queue_up(connection: Connection) -> None:
    """Wait until this is the only migrator, and keep workers and bridges out of the way."""
    for lock in _QUEUE:
        connection.execute(lock)
    connection.execute(text("SET LOCAL enable_seqscan TO DEFAULT"))  # it may read whole tables
    connection.execute(text("SET LOCAL lock_timeout = '5s'"))
    connection.execute(text("SET LOCAL statement_timeout = '10min'"))
    before = current_revision(connection)
    if before is not None and before != newest_revision():
        # Workers hold events while they wait for orders. A migration that took the orders' table
        # first would wait for them in turn. Bridges write events before they finish them. With
        # these tables alone a bridge would wait for us, and an index on events for the bridge,
        # until PostgreSQL ended one of the two, and callers of the API would wait meanwhile.
        connection.execute(text("LOCK TABLE inbox_event IN SHARE MODE"))
        connection.execute(text("LOCK TABLE inbox_pending, dead_letter IN ACCESS EXCLUSIVE MODE"))


def _configuration(connection: Connection | None = None) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(migrations_directory()))
    configuration.attributes["connection"] = connection
    return configuration
