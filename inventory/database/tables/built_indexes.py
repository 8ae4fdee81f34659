"""Indexes of large tables, built while everybody writes (ADR 0066).

A migration is one transaction, and an index that it makes keeps writers out until it is built. Of a
ledger with a billion rows that takes half an hour. `CREATE INDEX CONCURRENTLY` waits for
transactions that are open and keeps nobody out, but can't be part of a transaction. So `migrate`
builds these after its last migration. Nothing needs them to be right, only to be quick.

Those of the tables that only grow begin with the number of a block of 65,536 rows. So the entries
of new rows stand together, whatever the keys are. Ids of orders are often random. An index of them
alone changes another page for each order, and PostgreSQL logs each changed page as a whole after a
checkpoint. Who looks for an order asks each block (`inventory.reading.blocks`).
"""

from __future__ import annotations

import logging
from typing import NamedTuple

from sqlalchemy import Connection, text

from inventory.database.advisory_locks import INDEX_LOCK, schema_key

log = logging.getLogger(__name__)


class BuiltIndex(NamedTuple):
    """An index that is built beside the work: its table, and its columns as SQL."""

    name: str
    table: str
    columns: str


OF_NO_ORDER = "reference IS NOT NULL AND order_id IS NULL"
BUILT = (
    BuiltIndex("ix_stock_movement_order", "stock_movement", "((id >> 16), order_id) WHERE order_id IS NOT NULL"),
    # Of the ledger rows of no order alone: those of orders are found by their order or their event.
    BuiltIndex("ix_stock_movement_reference", "stock_movement", f"((id >> 16), reference) WHERE {OF_NO_ORDER}"),
    BuiltIndex("ix_inbox_event_key", "inbox_event", "((id >> 16), key) WHERE key IS NOT NULL"),
    BuiltIndex("ix_dead_letter_record_key", "dead_letter", "(record_key) WHERE record_key IS NOT NULL"),
)


# One statement without parameters, so a simple query: it leaves no portal open. Each build would
# wait for the snapshot of one.
_BEGIN = text(f"SELECT pg_try_advisory_xact_lock({schema_key()}, {INDEX_LOCK}), quote_ident(current_schema())")
# Of the session, because there is no transaction. Every transaction of ours pins its own
# (`ServerConnection.begin`), so what a pooler passes on harms nobody.
_PATIENT = text(
    """
    SELECT set_config(name, '0', false) FROM pg_settings
    WHERE name IN ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')
    """
)
_IS_VALID = text("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:name)")


def build(held: Connection, building: Connection) -> list[str]:
    """Build the indexes that are missing. Returns their names.

    A transaction of `held` has the lock of builders and knows the schema: a session behind a pooler
    is anybody's between two transactions. `building` must be in autocommit mode. While another
    migrator builds, nothing is done: two builders of a table would wait for each other.
    """
    with held.begin():
        is_alone, schema = held.execute(_BEGIN).one()
        if not is_alone:
            log.info("Another migrator builds the indexes of large tables.")
            return []
        building.execute(_PATIENT)
        return [index.name for index in BUILT if _build(building, schema, index)]


def _build(connection: Connection, schema: str, index: BuiltIndex) -> bool:
    name = f"{schema}.{index.name}"
    is_valid = connection.execute(_IS_VALID, {"name": name}).scalar_one_or_none()
    if is_valid:
        return False
    if is_valid is not None:
        # Its build was interrupted. Writers keep it up to date, and no query reads it.
        connection.execute(text(f"DROP INDEX CONCURRENTLY IF EXISTS {name}"))
    log.info("Building %s on %s. Nobody waits for it.", index.name, index.table)
    create = f"CREATE INDEX CONCURRENTLY {index.name} ON {schema}.{index.table} {index.columns}"
    connection.execute(text(create))
    return True
