"""Least privilege in PostgreSQL: the rights of the processes and of a reading role (ADR 0010).

The owner of the tables migrates. The service reads and writes, but can change neither the ledger
nor the schema. So a flaw in the service can't rewrite the history behind a number. Old rows are
removed by functions of the owner, and these refuse to remove younger ones (migration 0007).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select, text

from inventory.database.advisory_locks import DATABASE_LOCK
from inventory.database.tables import Base
from inventory.roles.errors import RoleTooPowerful, UnknownRole
from inventory.roles.findings import Finding, Judge, allowed

_WRITES = "SELECT, INSERT, UPDATE, DELETE"

SERVICE: dict[str, str] = {
    "location": _WRITES,
    "product_inventory": _WRITES,
    "sku_policy": "SELECT, INSERT, UPDATE",
    "reservation": _WRITES,
    "stock_movement": "SELECT, INSERT",
    "stock_move": "SELECT, INSERT, DELETE",
    "inbox_event": "SELECT, INSERT",
    "inbox_pending": _WRITES,
    "dead_letter": _WRITES,
    "paused_partition": _WRITES,
    "set_aside": _WRITES,
    "kept_offset": "SELECT, INSERT, UPDATE",
    "skipped_type": "SELECT, INSERT, UPDATE",
    "event_gap": "SELECT, INSERT",
    "catalogue_mirror": "SELECT, INSERT, UPDATE",
    "stock_reversal": "SELECT, INSERT",
    "lineage": "SELECT, UPDATE",
    "outbox_event": "SELECT, INSERT, DELETE",
    "announced_outcome": "SELECT, INSERT, DELETE",
    "refused_call": _WRITES,
    "idempotency_key": _WRITES,
    "commit_receipt": _WRITES,
    "audit_run": "SELECT, INSERT, DELETE",
    "retention": "SELECT, INSERT, UPDATE",
    "api_token": "SELECT, UPDATE (last_used_at)",
    "console_session": _WRITES,
    "alembic_version": "SELECT",
}
"""The service's rights on each table. Enter a new table here: nothing is granted by default."""

FUNCTIONS = (
    "prune_inbox(bigint,timestamp with time zone,integer)",
    "clear_payloads(bigint,timestamp with time zone,integer)",
    "prune_dead_letters(timestamp with time zone,integer)",
    "prune_ledger(bigint,timestamp with time zone,integer)",
    "supersede_dead_letters(bigint[])",
)
"""Our functions, for the service alone. Their parameters are written as PostgreSQL does, because
another function may have the same name.
"""

HIDDEN_FROM_READERS = frozenset({"api_token", "console_session"})


def grant(connection: Connection, *, service: str, reader: str) -> None:
    """Give both roles exactly these rights, and take away all others on our tables. May be
    repeated, and must be after a migration that adds a table. Run it as the owner of the tables, in
    one transaction.

    Raises `UnknownRole`. Raises `RoleTooPowerful` for a role that could get past any limit.
    """
    connection.execute(select(func.pg_advisory_xact_lock(DATABASE_LOCK)))
    for role in (service, reader):
        _check(connection, role)
    _grant(connection, service, SERVICE, functions=FUNCTIONS)
    _grant(connection, reader, readable())


def readable() -> dict[str, str]:
    """Return a reader's rights on each table."""
    tables = [*Base.metadata.tables, "alembic_version"]
    return {table: "SELECT" for table in tables if table not in HIDDEN_FROM_READERS}


def findings(connection: Connection, *, service: str, reader: str) -> list[Finding]:
    """Ask PostgreSQL for the real rights of owner, service and reader. Return the faults."""
    judge = Judge(connection, (service, reader))
    return [
        *judge.findings_of_owner(),
        *judge.findings(service, allowed(SERVICE, FUNCTIONS)),
        *judge.findings(reader, allowed(readable(), ())),
    ]


def _check(connection: Connection, role: str) -> None:
    found = connection.execute(_ROLE, {"role": role}).one_or_none()
    if found is None:
        raise UnknownRole(role=role)
    if found.too_powerful:
        raise RoleTooPowerful(role=role)


_ROLE = text(
    """
    SELECT rolsuper OR rolcreaterole OR EXISTS (
        SELECT FROM pg_roles AS other
        WHERE other.rolname IN ('pg_write_all_data', (
            SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'stock_movement'::regclass
        ))
        AND pg_has_role(role.oid, other.oid, 'MEMBER')
    ) AS too_powerful
    FROM pg_roles AS role WHERE rolname = :role
    """
)

_OWNED = {
    "TABLE": text(
        """
        SELECT oid::regclass::text FROM pg_class WHERE relnamespace = quote_ident(current_schema())::regnamespace
        AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND pg_has_role(relowner, 'USAGE')
        """
    ),
    "ROUTINE": text(
        """
        SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = quote_ident(current_schema())::regnamespace
        AND pg_has_role(proowner, 'USAGE')
        """
    ),
}
"""Objects on which the granting role may take rights from others. Objects of an extension belong to
somebody else, and PostgreSQL refuses a REVOKE on them.
"""


def _grant(connection: Connection, role: str, privileges: dict[str, str], functions: Sequence[str] = ()) -> None:
    quote = connection.dialect.identifier_preparer.quote_identifier
    to = quote(role)
    schema = quote(connection.execute(select(func.current_schema())).scalar_one())
    for kind, owned in _OWNED.items():
        if names := connection.scalars(owned).all():
            no_parameters = ", ".join(names).replace(":", r"\:")
            connection.execute(text(f"REVOKE ALL ON {kind} {no_parameters} FROM {to}"))
    connection.execute(text(f"REVOKE CREATE ON SCHEMA {schema} FROM {to}"))
    connection.execute(text(f"GRANT USAGE ON SCHEMA {schema} TO {to}"))
    for privilege in dict.fromkeys(privileges.values()):
        tables = ", ".join(f"{schema}.{table}" for table, which in privileges.items() if which == privilege)
        connection.execute(text(f"GRANT {privilege} ON {tables} TO {to}"))
    if functions:
        named = ", ".join(f"{schema}.{function}" for function in functions)
        connection.execute(text(f"GRANT EXECUTE ON FUNCTION {named} TO {to}"))
