"""The real rights of a role. PostgreSQL itself is asked, whatever the grants say.

A right reaches a role through PUBLIC, through groups of groups, by ownership, by an attribute, or
by SET ROLE. So each query covers every role that this one is or can become (`reach`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from inventory.roles.relations import elsewhere

MAINTAIN_SINCE = 170_000
TABLE_PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
COLUMN_PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "REFERENCES")


class Grant(NamedTuple):
    """The grantee of a right, and the grantor if that was not the owner."""

    grantee: str
    grantor: str


class Right(NamedTuple):
    """A privilege that a role has. `grants` names the grants that it comes from, if it was granted.

    `column` is the schema of a default privilege.
    """

    kind: str
    name: str
    privilege: str
    grants: tuple[Grant, ...]
    column: str | None = None


class Owned(NamedTuple):
    """An object that a role of the reach owns. An owner can grant itself any right."""

    kind: str
    name: str
    owner: str


class Rights(NamedTuple):
    """A role's attributes, reach, groups, owned objects and rights in our database and schema."""

    role: str
    attributes: tuple[tuple[str, str], ...]
    """Pairs of a role of the reach and its attribute."""
    reach: frozenset[str]
    groups: tuple[tuple[str, frozenset[str]], ...]
    """Each direct membership, with the roles that it leads to."""
    owned: tuple[Owned, ...]
    held: tuple[Right, ...]


_REACH = """reach AS (
    SELECT oid, rolname FROM pg_roles WHERE CASE WHEN :alone THEN rolname = :role ELSE pg_has_role(:role, oid, 'MEMBER') END
)"""

_ATTRIBUTES = f"""
    WITH {_REACH}
    SELECT rolname, attribute FROM reach JOIN pg_roles USING (oid, rolname) CROSS JOIN LATERAL (VALUES
        ('SUPERUSER', rolsuper), ('CREATEROLE', rolcreaterole), ('CREATEDB', rolcreatedb),
        ('REPLICATION', rolreplication), ('BYPASSRLS', rolbypassrls)
    ) AS known(attribute, has) WHERE has ORDER BY 1, 2
"""  # noqa: S608 - our own text
_GROUPS = f"""
    WITH {_REACH}
    SELECT groups.rolname, array_agg(reach.rolname::text)
    FROM pg_auth_members JOIN pg_roles AS groups ON groups.oid = roleid CROSS JOIN reach
    WHERE member = (SELECT oid FROM pg_roles WHERE rolname = :role) AND pg_has_role(roleid, reach.oid, 'MEMBER')
    GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - our own text
_OWNED = f"""
    WITH {_REACH}, found AS (
        SELECT 'DATABASE' AS kind, quote_ident(datname) AS name, datdba AS owner FROM pg_database
        WHERE datname = current_database()
        UNION ALL
        SELECT 'SCHEMA', quote_ident(nspname), nspowner FROM pg_namespace WHERE nspname = current_schema()
        UNION ALL
        SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
            oid::regclass::text, relowner
        FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
        UNION ALL
        SELECT 'ROUTINE', oid::regprocedure::text, proowner FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
    )
    SELECT kind, name, rolname FROM found JOIN reach ON reach.oid = owner ORDER BY 1, 2
"""  # noqa: S608 - our own text

_GRANTEES = """
    ARRAY(
        SELECT DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END
            || CASE WHEN {owner} THEN '' ELSE chr(31) || grantor::regrole END
        FROM aclexplode({acl}) WHERE privilege_type = {privilege} AND (grantee = 0 OR grantee IN (SELECT oid FROM reach))
        ORDER BY 1
    )
"""
_TABLES = f"""
    WITH {_REACH}
    SELECT 'TABLE', relname, privilege, {_GRANTEES.format(acl="relacl", privilege="privilege", owner="grantor = relowner")}, NULL
    FROM pg_class CROSS JOIN unnest(CAST(:privileges AS text[])) AS privilege
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
    AND EXISTS (SELECT FROM reach WHERE has_table_privilege(reach.oid, pg_class.oid, privilege))
    ORDER BY 2, 3
"""  # noqa: S608 - our own text
_COLUMNS = f"""
    WITH {_REACH}
    SELECT 'TABLE', relname, privilege, {_GRANTEES.format(acl="attacl", privilege="privilege", owner="grantor = relowner")}, attname
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    CROSS JOIN unnest(CAST(:privileges AS text[])) AS privilege
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f') AND attacl IS NOT NULL
    AND EXISTS (
        SELECT FROM reach WHERE has_column_privilege(reach.oid, pg_class.oid, attnum, privilege)
        AND NOT has_table_privilege(reach.oid, pg_class.oid, privilege)
    )
    ORDER BY 2, 5, 3
"""  # noqa: S608 - our own text
_ELSEWHERE = elsewhere(_REACH, _GRANTEES)
_SEQUENCES = f"""
    WITH {_REACH}
    SELECT 'SEQUENCE', relname, privilege, {_GRANTEES.format(acl="relacl", privilege="privilege", owner="true")}, NULL
    FROM pg_class CROSS JOIN unnest(ARRAY['USAGE', 'UPDATE']) AS privilege
    -- not in a WHERE beside others, which may be asked in any order: it raises for what is no sequence
    WHERE CASE WHEN relkind = 'S' AND relnamespace = current_schema()::regnamespace THEN
        EXISTS (SELECT FROM reach WHERE has_sequence_privilege(reach.oid, pg_class.oid, privilege)) ELSE false END
    ORDER BY 2, 3
"""  # noqa: S608 - our own text
_ROUTINES = f"""
    WITH {_REACH}
    SELECT 'ROUTINE', oid::regprocedure::text, 'EXECUTE', {_GRANTEES.format(acl="coalesce(proacl, acldefault('f', proowner))", privilege="'EXECUTE'", owner="true")}, NULL
    FROM pg_proc
    WHERE prosecdef AND pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    AND proowner NOT IN (SELECT oid FROM reach)
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND classid = 'pg_proc'::regclass AND deptype = 'e')
    AND EXISTS (
        SELECT FROM reach WHERE has_function_privilege(reach.oid, pg_proc.oid, 'EXECUTE')
        AND has_schema_privilege(reach.oid, pronamespace, 'USAGE')
    )
    ORDER BY 2
"""  # noqa: S608 - our own text
_PLACES = f"""
    WITH {_REACH}
    SELECT 'SCHEMA', nspname, privilege, {_GRANTEES.format(acl="nspacl", privilege="privilege", owner="true")}, NULL
    FROM pg_namespace CROSS JOIN unnest(ARRAY['CREATE', 'USAGE']) AS privilege
    WHERE nspname = ANY(current_schemas(false))
    AND EXISTS (SELECT FROM reach WHERE has_schema_privilege(reach.oid, pg_namespace.oid, privilege))
    UNION ALL
    SELECT 'DATABASE', datname, privilege,
        {_GRANTEES.format(acl="coalesce(datacl, acldefault('d', datdba))", privilege="privilege", owner="true")}, NULL
    FROM pg_database CROSS JOIN unnest(ARRAY['CREATE', 'CONNECT']) AS privilege
    WHERE datname = current_database()
    AND EXISTS (SELECT FROM reach WHERE has_database_privilege(reach.oid, pg_database.oid, privilege))
    UNION ALL
    SELECT 'PARAMETER', parname, privilege, {_GRANTEES.format(acl="paracl", privilege="privilege", owner="true")}, NULL
    FROM pg_parameter_acl CROSS JOIN unnest(ARRAY['SET', 'ALTER SYSTEM']) AS privilege
    WHERE (privilege = 'ALTER SYSTEM' OR NOT (starts_with(parname, 'log_') OR starts_with(parname, 'track_')))
    AND EXISTS (SELECT FROM reach WHERE has_parameter_privilege(reach.oid, parname, privilege))
    ORDER BY 1, 2, 3
"""  # noqa: S608 - our own text
_DEFAULTS = f"""
    WITH {_REACH}
    SELECT 'DEFAULT', CASE defaclobjtype WHEN 'r' THEN 'TABLES' ELSE 'SEQUENCES' END, privilege_type,
        ARRAY[CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END],
        (SELECT nspname FROM pg_namespace WHERE oid = defaclnamespace)
    FROM pg_default_acl CROSS JOIN LATERAL aclexplode(defaclacl)
    WHERE defaclobjtype IN ('r', 'S') AND defaclnamespace IN (0, current_schema()::regnamespace)
    AND defaclrole = (SELECT relowner FROM pg_class WHERE oid = 'stock_movement'::regclass)
    AND (grantee = 0 OR grantee IN (SELECT oid FROM reach))
    ORDER BY 2, 3
"""  # noqa: S608 - our own text


_OPEN_PLACES = """
    SELECT quote_ident(nspname), CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END
    FROM pg_namespace CROSS JOIN LATERAL aclexplode(nspacl)
    WHERE nspname = ANY(current_schemas(false)) AND privilege_type = 'CREATE' AND grantee <> nspowner
    AND (grantee = 0 OR NOT (SELECT rolsuper OR rolname = :owner FROM pg_roles WHERE oid = grantee)) ORDER BY 1, 2
"""


def rights_of(connection: Connection, role: str) -> Rights:
    """Ask PostgreSQL for all rights of the role, and of the roles that it can become."""
    asked = _Asked(connection, role, alone=False)
    return Rights(
        role,
        attributes=tuple((str(one), str(attribute)) for one, attribute in asked.rows(_ATTRIBUTES)),
        reach=frozenset(str(name) for (name,) in asked.rows(f"WITH {_REACH} SELECT rolname FROM reach")),  # noqa: S608 - our own text
        groups=tuple((str(group), frozenset(leads_to)) for group, leads_to in asked.rows(_GROUPS)),
        owned=tuple(Owned(*row) for row in asked.rows(_OWNED)),
        held=tuple(asked.held()),
    )


def held_alone(connection: Connection, role: str) -> Iterator[Right]:
    """Ask PostgreSQL for the rights that the role has as itself, without becoming another one."""
    return _Asked(connection, role, alone=True).held()


def open_places(connection: Connection, owner: str) -> list[tuple[str, str]]:
    """Return each schema of the search path in which a role other than the tables' owner may
    create, and that role.
    """
    found = connection.execute(text(_OPEN_PLACES), {"owner": owner})
    return [(str(schema), str(grantee)) for schema, grantee in found]


def owner_of(connection: Connection) -> str:
    """Return the owner of our tables."""
    asked = "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'stock_movement'::regclass"
    return str(connection.execute(text(asked)).scalar_one())


class _Asked:
    def __init__(self, connection: Connection, role: str, *, alone: bool) -> None:
        self._connection = connection
        self._known = {"role": role, "alone": alone}

    def rows(self, question: str, **values: object) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._connection.execute(text(question), {**self._known, **values})]

    def held(self) -> Iterator[Right]:
        version = int(self._connection.execute(text("SHOW server_version_num")).scalar_one())
        privileges = [*TABLE_PRIVILEGES, *(["MAINTAIN"] if version >= MAINTAIN_SINCE else [])]
        for rows in (
            self.rows(_TABLES, privileges=privileges),
            self.rows(_COLUMNS, privileges=list(COLUMN_PRIVILEGES)),
            *(self.rows(question) for question in (_ELSEWHERE, _SEQUENCES, _ROUTINES, _PLACES, _DEFAULTS)),
        ):
            for kind, name, privilege, grantees, column in rows:
                yield Right(kind, name, privilege, tuple(map(_grant, grantees)), column)


def _grant(found: str) -> Grant:
    grantee, _, grantor = found.partition("\x1f")
    return Grant(grantee, grantor)
