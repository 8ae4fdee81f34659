"""Roles of the service in an embedded PostgreSQL, so that none of its processes is the superuser.

A superuser can have programs run as the user of the server. The roles are those of
docs/security.md: one owns the tables and migrates, the processes are the second, and the third only
reads.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from inventory.database.transactions import Database
from inventory.roles import grants as roles
from tools.devstack.servers.passwords import OWNER, READER, SERVICE, SUPERUSER, scram_verifier
from tools.devstack.servers.postgresql import PostgreSQL

_KINDS = {"r": "TABLE", "p": "TABLE", "v": "VIEW", "m": "MATERIALIZED VIEW", "S": "SEQUENCE"}

_RELATIONS = """
    SELECT relkind::text, oid::regclass::text FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relowner = %(superuser)s::regrole AND relkind = ANY(%(kinds)s)
    AND NOT EXISTS (  -- it follows its table
        SELECT FROM pg_depend
        WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND refclassid = 'pg_class'::regclass
        AND refobjsubid <> 0 AND deptype IN ('a', 'i')
    )
"""
_FUNCTIONS = """
    SELECT oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proowner = %(superuser)s::regrole AND prokind IN ('f', 'p')
"""


def make_roles(server: PostgreSQL) -> None:
    """Have the three roles exist with their passwords. The owner gets the tables and routines that
    an earlier version left to the superuser.

    May be repeated, and is at each start.
    """
    with psycopg.connect(server.conninfo) as connection:
        for role in (OWNER, SERVICE, READER):
            _have_role(connection, server, role)
        for statement in (
            f"ALTER SCHEMA public OWNER TO {OWNER}",
            f"GRANT CREATE ON DATABASE postgres TO {OWNER}",
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        ):
            connection.execute(statement.encode())
        _hand_over(connection)


def grant(server: PostgreSQL) -> None:
    """Give service and reader their rights on the present tables, as the tables' owner."""
    database = Database(server.database_url("postgres", OWNER), pool_size=1, name="devstack-roles")
    try:
        with database.transaction() as session:
            roles.grant(session.connection(), service=SERVICE, reader=READER)
    finally:
        database.dispose()


def _have_role(connection: psycopg.Connection, server: PostgreSQL, role: str) -> None:
    known = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verifier = scram_verifier(server.passwords.of(role), server.scram_iterations)
    name = sql.Identifier(role)
    statement = sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS PASSWORD {}")
    verb = sql.SQL("CREATE" if known is None else "ALTER")
    connection.execute(statement.format(verb, name, sql.Literal(verifier)))


def _hand_over(connection: psycopg.Connection) -> None:
    given = {"superuser": SUPERUSER, "kinds": list(_KINDS)}
    for kind, name in connection.execute(_RELATIONS, given).fetchall():
        connection.execute(f"ALTER {_KINDS[kind]} {name} OWNER TO {OWNER}".encode())  # quoted by PostgreSQL itself
    for (name,) in connection.execute(_FUNCTIONS, given).fetchall():
        connection.execute(f"ALTER ROUTINE {name} OWNER TO {OWNER}".encode())
