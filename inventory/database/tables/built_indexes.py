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

from sqlalchemy import Connection, func, select, text

from inventory.database.advisory_locks import INDEX_LOCK, schema_key

log = logging.getLogger(__name__)


class BuiltIndex(NamedTuple):
    """An index that is built beside the work: its table, and its columns as SQL."""

    name: str
    table: str
    columns: str


BUILT = (
    BuiltIndex("ix_stock_movement_order", "stock_movement", "((id >> 16), order_id) WHERE order_id IS NOT NULL"),
    BuiltIndex("ix_inbox_event_key", "inbox_event", "((id >> 16), key) WHERE key IS NOT NULL"),
    BuiltIndex("ix_dead_letter_record_key", "dead_letter", "(record_key) WHERE record_key IS NOT NULL"),
)


# Session settings, not those of a transaction: there is none. Every transaction of ours pins its
# own (`ServerConnection.begin`), so what a pooler passes on harms nobody.
_PATIENT = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
_IS_VALID = text("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:name)")


def build(connection: Connection) -> list[str]:
    """Build the indexes that are missing. Returns their names.

    The connection must be in autocommit mode, with no transaction open. While another migrator
    builds, nothing is done: two builders of a table would wait for each other.
    """
    for setting in _PATIENT:
        connection.execute(text(f"SET {setting} = 0"))
    lock = schema_key(), INDEX_LOCK
    if not connection.execute(select(func.pg_try_advisory_lock(*lock))).scalar_one():
        return []
    try:
        schema = connection.execute(text("SELECT quote_ident(current_schema())")).scalar_one()
        return [index.name for index in BUILT if _build(connection, schema, index)]
    finally:
        connection.execute(select(func.pg_advisory_unlock(*lock)))


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
