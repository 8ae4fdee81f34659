"""The names of PostgreSQL's advisory locks. The locks of all schemas of a database share one name
space.

A name is two numbers: the object identifier of the locked table or schema, then the purpose. So two
services in two schemas of a database never wait for each other, and two services that reach one
table by different search paths do.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, Integer, literal_column

RELAY_LOCK = 1
"""The purpose of a lock on the outbox table: to publish its rows."""
RELAY_SLEEP_LOCK = 2
"""The purpose of a lock on the outbox table: to be woken by whoever writes rows into it."""
SET_UP_LOCK = 1
"""The purpose of a lock on the table of locations: to set one up."""
MIGRATION_LOCK = 1
"""The purpose of a lock on the schema: to change it."""
INDEX_LOCK = 2
"""The purpose of a lock on the schema: to build indexes beside the work. Nobody waits for it."""
DATABASE_LOCK = 4_217_001
"""A lock of the whole database, with this number alone. Migrators share it. The granting of
rights to roles, which belong to no schema, takes it alone, and so do migrators of earlier versions.
"""


def table_key(table: FromClause) -> ColumnElement[int]:
    """Return the first number of a lock on a table. The statement fails if the table is missing."""
    return literal_column(f"'{table.description}'::regclass::oid::int4", Integer)


def schema_key() -> ColumnElement[int]:
    """Return the first number of a lock on the current schema, 0 if there is none yet."""
    return literal_column("coalesce(to_regnamespace(quote_ident(current_schema()))::oid::int4, 0)", Integer)
