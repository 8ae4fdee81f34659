"""Set what the owner of a server may set for a database, and nothing of ours may rest on."""

from __future__ import annotations

import psycopg
from psycopg import sql

from tools.devstack.servers.postgresql import PostgreSQL

# Limits are other than ours, and longer than a test's own statements take on a busy machine: a
# `DROP DATABASE` has taken five seconds.
SETTINGS = {
    "TimeZone": "Europe/Berlin",
    "DateStyle": "SQL, DMY",
    "IntervalStyle": "sql_standard",
    "client_encoding": "LATIN1",
    "search_path": 'nobodys, "$user", public',
    "default_transaction_isolation": "repeatable read",
    "default_transaction_deferrable": "on",
    "standard_conforming_strings": "off",
    "bytea_output": "escape",
    "client_min_messages": "error",
    "array_nulls": "off",
    "quote_all_identifiers": "on",
    "lock_timeout": "10ms",
    "statement_timeout": "61s",
    "idle_in_transaction_session_timeout": "62s",
    "transaction_timeout": "63s",
    "jit_above_cost": "0",
}


def make_hostile(server: PostgreSQL, database: str = "postgres") -> None:
    """Have every connection to the server's databases inherit other settings than PostgreSQL's
    own.
    """
    with psycopg.connect(server.conninfo, autocommit=True) as owner:
        for name, value in SETTINGS.items():
            # A list such as a search path or a date style is not one text.
            values = sql.SQL(", ").join(
                sql.SQL(part.strip()) if part.strip().startswith('"') else sql.Literal(part.strip())
                for part in value.split(",")
            )
            place, setting = sql.Identifier(database), sql.Identifier(name.lower())
            owner.execute(sql.SQL("ALTER DATABASE {} SET {} TO {}").format(place, setting, values))
