"""The names of PostgreSQL's advisory locks, which are one set for a whole database, whatever its schemas.

A key is two numbers: the object identifier of what is locked, then what it is locked for. So two services in two schemas of a
database never wait for each other, and two that reach one table by other search paths do.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, Integer, literal_column

RELAY_LOCK = 1
"""Of the outbox table: for publishing what is in it."""
MIGRATION_LOCK = 1
"""Of the schema: for changing it."""


def table_key(table: FromClause) -> ColumnElement[int]:
    """Return the first number of a lock on a table of ours. Without that table the statement fails."""
    return literal_column(f"'{table.description}'::regclass::oid::int4", Integer)


def schema_key() -> ColumnElement[int]:
    """Return the first number of a lock on the schema that we work in; 0 where there is none yet."""
    return literal_column("coalesce(to_regnamespace(quote_ident(current_schema()))::oid::int4, 0)", Integer)
