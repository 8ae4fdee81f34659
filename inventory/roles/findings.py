"""The rights that a role has too many or too few, each with the statement that mends it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.sql.compiler import IdentifierPreparer

from inventory.roles.rights import Grant, Owned, Right, Rights, ask


class Fault(StrEnum):
    """The fault of a right."""

    TOO_MUCH = "too_much"
    MISSING = "missing"


class Finding(NamedTuple):
    """A fault to mend. `mend` is SQL for the tables' owner or a superuser."""

    role: str
    fault: Fault
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.role} {self.what}. Mend: {self.mend};"


Allowed = frozenset[tuple[str, str, str, str | None]]
"""The kind, name, privilege and column of each right that a role shall have."""

HARMLESS = frozenset(
    {"pg_monitor", "pg_read_all_settings", "pg_read_all_stats", "pg_stat_scan_tables", "pg_use_reserved_connections"}
)
"""Roles of PostgreSQL's own that see settings and figures, and nothing of ours."""
OWNERS_TOO_MUCH = frozenset({"SUPERUSER", "REPLICATION", "BYPASSRLS"})
PROGRAMS_AND_FILES = frozenset({"pg_execute_server_program", "pg_read_server_files", "pg_write_server_files"})
_IMPLICIT = "pg_database_owner"
"""A role without granted members. Its only member is the database's owner, which is found."""

_GRANT = re.compile(r"(\w+)(?: \((\w+)\))?")


def allowed(tables: Mapping[str, str], routines: Iterable[str]) -> Allowed:
    """Return a role's intended rights on our tables (`SELECT, UPDATE (column)`) and functions."""
    rights = {
        ("TABLE", table, privilege, column or None)
        for table, privileges in tables.items()
        for privilege, column in _GRANT.findall(privileges)
    }
    return frozenset(rights | {("ROUTINE", routine, "EXECUTE", None) for routine in routines})


class Judge:
    """Compares the real rights of roles with the rights that they shall have."""

    def __init__(self, connection: Connection, roles: Sequence[str]) -> None:
        self._prepare: IdentifierPreparer = connection.dialect.identifier_preparer
        self._asked = ask(connection, roles)
        self._owner = self._asked.owner

    def findings(self, role: str, shall: Allowed) -> list[Finding]:
        """Return all faults of one of the roles, which shall have these rights and no others."""
        rights = self._asked.rights[role]
        if (role, "SUPERUSER") in rights.attributes:
            return [self._too_much(role, "is a superuser", f"ALTER ROLE {self._name(role)} NOSUPERUSER")]
        found = [*self._attributes(rights), *self._predefined(rights), *self._owned(rights)]
        found += self._held(rights, shall, explained=bool(found))
        return [*dict.fromkeys(found), *self._missing(role, shall)]

    def findings_of_owner(self) -> list[Finding]:
        """Return the faults of the tables' owner and of the schemas where it looks for tables."""
        rights = self._asked.rights[self._owner]
        if (self._owner, "SUPERUSER") in rights.attributes:
            mend = f"CREATE ROLE inventory_owner LOGIN PASSWORD '…'; and hand the tables over to it: {GUIDE}"
            found = [self._too_much(self._owner, "owns the tables and is a superuser", mend)]
        else:
            found = [*self._attributes(rights, OWNERS_TOO_MUCH)]
            found += self._predefined(rights, PROGRAMS_AND_FILES)
        found += self._owner_makes_tables()
        for schema, grantee in self._asked.open_places:
            mend = f"REVOKE CREATE ON SCHEMA {schema} FROM {grantee}"
            found.append(
                self._too_much(grantee, f"may create in schema {schema}, where {self._owner} looks for tables", mend)
            )
        return found

    def _owner_makes_tables(self) -> Iterator[Finding]:
        """Yield a finding if the owner of the tables can't make any: then it can't migrate."""
        schema = self._asked.schema
        has = {(right.kind, right.name, right.privilege) for right in self._asked.held_alone[self._owner]}
        if ("SCHEMA", schema, "CREATE") not in has:
            mend = f"ALTER SCHEMA {self._name(schema)} OWNER TO {self._name(self._owner)}"
            yield Finding(self._owner, Fault.MISSING, f"may not CREATE on schema {schema}", mend)

    def _attributes(self, rights: Rights, which: frozenset[str] | None = None) -> Iterator[Finding]:
        for role, attribute in rights.attributes:
            if which is None or attribute in which:
                mend = f"ALTER ROLE {self._name(role)} NO{attribute}"
                yield self._through(rights, role, f"has {attribute}", mend)

    def _predefined(self, rights: Rights, which: frozenset[str] | None = None) -> Iterator[Finding]:
        for role in sorted(rights.reach - HARMLESS - {_IMPLICIT}):
            if role.startswith("pg_") and (which is None or role in which):
                yield self._through(
                    rights, role, f"is a member of {role}", f"REVOKE {role} FROM {self._name(rights.role)}"
                )

    def _owned(self, rights: Rights) -> Iterator[Finding]:
        for owned in rights.owned:
            if owned.owner == _IMPLICIT:
                mend = self._given_up(owned)
                yield self._too_much(
                    rights.role, f"owns {owned.kind.lower()} {owned.name} as the database's owner", mend
                )
            else:
                yield self._through(rights, owned.owner, _what(owned), self._given_up(owned))

    def _given_up(self, owned: Owned) -> str:
        return f"ALTER {owned.kind} {owned.name} OWNER TO {self._name(self._owner)}"

    def _held(self, rights: Rights, shall: Allowed, *, explained: bool) -> Iterator[Finding]:
        for right in rights.held:
            if right.privilege in {"CONNECT", "USAGE"} and right.kind in {"DATABASE", "SCHEMA"}:
                continue
            if {
                (right.kind, right.name, right.privilege, right.column),
                (right.kind, right.name, right.privilege, None),
            } & shall:
                continue
            for grant in right.grants:
                by = "" if grant.grantee == self._name(rights.role) else f", by {grant.grantee}"
                yield self._too_much(rights.role, f"{self._may(right)}{by}", self._revoked(right, grant))
            if not right.grants and not explained:
                mend = f"REVOKE ALL ON {self._object(right)} FROM {self._name(rights.role)}"
                yield self._too_much(rights.role, self._may(right), mend)

    def _missing(self, role: str, shall: Allowed) -> Iterator[Finding]:
        places = {
            ("DATABASE", self._asked.database, "CONNECT", None),
            ("SCHEMA", self._asked.schema, "USAGE", None),
        }
        has = {(right.kind, right.name, right.privilege, right.column) for right in self._asked.held_alone[role]}
        for kind, name, privilege, column in sorted(shall | places, key=str):
            if not {(kind, name, privilege, column), (kind, name, privilege, None)} & has:
                right = Right(kind, name, privilege, (), column)
                mend = f"GRANT {self._privilege(right)} ON {self._object(right)} TO {self._name(role)}"
                yield Finding(role, Fault.MISSING, f"may not {self._privilege(right)} on {kind.lower()} {name}", mend)

    def _through(self, rights: Rights, cause: str, what: str, mend: str) -> Finding:
        """Return a fault that another role brings. To leave the group that leads there mends it."""
        if cause == rights.role:
            return self._too_much(rights.role, what, mend)
        groups: Sequence[str] = [group for group, leads_to in rights.groups if cause in leads_to]
        left = "; ".join(f"REVOKE {self._name(group)} FROM {self._name(rights.role)}" for group in groups)
        says = what if cause in groups and what.endswith(cause) else f"{what}, by {cause}"
        return self._too_much(rights.role, says, left or mend)

    def _revoked(self, right: Right, grant: Grant) -> str:
        if right.kind == "DEFAULT":
            of = f"ALTER DEFAULT PRIVILEGES FOR ROLE {self._name(self._owner)}"
            place = "" if right.column is None else f" IN SCHEMA {self._name(right.column)}"
            return f"{of}{place} REVOKE {right.privilege} ON {right.name} FROM {grant.grantee}"
        what = f"{self._privilege(right)} ON {self._object(right)}"
        if grant.grantor:  # the owner can't revoke others' grants, but their right to grant
            return f"REVOKE GRANT OPTION FOR {what} FROM {grant.grantor} CASCADE"
        return f"REVOKE {what} FROM {grant.grantee}"

    def _may(self, right: Right) -> str:
        if right.kind == "DEFAULT":
            return f"will be granted {right.privilege} on {right.name} that are made"
        return f"may {self._privilege(right)} on {right.kind.lower()} {right.name}"

    def _privilege(self, right: Right) -> str:
        return right.privilege if right.column is None else f"{right.privilege} ({self._name(right.column)})"

    def _object(self, right: Right) -> str:
        if right.kind == "RELATION":
            return right.name
        name = right.name if "(" in right.name else self._name(right.name)
        return name if right.kind == "TABLE" else f"{right.kind} {name}"

    def _name(self, name: str) -> str:
        return self._prepare.quote(name)

    def _too_much(self, role: str, what: str, mend: str) -> Finding:
        return Finding(role, Fault.TOO_MUCH, what, mend)


GUIDE = "docs/security.md, PostgreSQL"


def _what(owned: Owned) -> str:
    return f"owns {owned.kind.lower()} {owned.name}"
