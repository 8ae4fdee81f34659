"""The statement that asks PostgreSQL for all that roles can do.

Each question is asked for each role with all that it can become (`asked.alone` is false), and again
for the role as itself.
"""

from __future__ import annotations

from sqlalchemy import text

from inventory.roles.relations import elsewhere

_REACH = """reach AS (
    SELECT oid, rolname FROM pg_roles WHERE CASE WHEN asked.alone THEN rolname = asked.role ELSE pg_has_role(asked.role, oid, 'MEMBER') END
)"""

_TABLE_PRIVILEGES = "'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'"
_MAY_MAINTAIN = "current_setting('server_version_num')::int >= 170000"

_ATTRIBUTES = """
    SELECT rolname, attribute FROM reach JOIN pg_roles USING (oid, rolname) CROSS JOIN LATERAL (VALUES
        ('SUPERUSER', rolsuper), ('CREATEROLE', rolcreaterole), ('CREATEDB', rolcreatedb),
        ('REPLICATION', rolreplication), ('BYPASSRLS', rolbypassrls)
    ) AS known(attribute, has) WHERE has ORDER BY 1, 2
"""
_GROUPS = """
    SELECT groups.rolname, array_agg(reach.rolname::text)
    FROM pg_auth_members JOIN pg_roles AS groups ON groups.oid = roleid CROSS JOIN reach
    WHERE member = (SELECT oid FROM pg_roles WHERE rolname = asked.role) AND pg_has_role(roleid, reach.oid, 'MEMBER')
    GROUP BY 1 ORDER BY 1
"""
_OWNED = """
    WITH found AS (
        SELECT 'DATABASE' AS kind, quote_ident(datname) AS name, datdba AS owner FROM pg_database
        WHERE datname = current_database()
        UNION ALL
        SELECT 'SCHEMA', quote_ident(nspname), nspowner FROM pg_namespace WHERE nspname = current_schema()
        UNION ALL
        SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
            oid::regclass::text, relowner
        FROM pg_class WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
        UNION ALL
        SELECT 'ROUTINE', oid::regprocedure::text, proowner FROM pg_proc WHERE pronamespace = quote_ident(current_schema())::regnamespace
    )
    SELECT kind, name, rolname FROM found JOIN reach ON reach.oid = owner ORDER BY 1, 2
"""

_GRANTEES = """
    ARRAY(
        SELECT DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END
            || CASE WHEN {owner} THEN '' ELSE chr(31) || grantor::regrole END
        FROM aclexplode({acl}) WHERE privilege_type = {privilege} AND (grantee = 0 OR grantee IN (SELECT oid FROM reach))
        ORDER BY 1
    )
"""
_TABLES = f"""
    SELECT 'TABLE', relname, privilege, {_GRANTEES.format(acl="relacl", privilege="privilege", owner="grantor = relowner")}, NULL
    FROM pg_class CROSS JOIN unnest(ARRAY[{_TABLE_PRIVILEGES}] || CASE WHEN {_MAY_MAINTAIN} THEN ARRAY['MAINTAIN'] END) AS privilege
    WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
    AND EXISTS (SELECT FROM reach WHERE has_table_privilege(reach.oid, pg_class.oid, privilege))
    ORDER BY 2, 3
"""  # noqa: S608 - our own text
_COLUMNS = f"""
    SELECT 'TABLE', relname, privilege, {_GRANTEES.format(acl="attacl", privilege="privilege", owner="grantor = relowner")}, attname
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) AS privilege
    WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f') AND attacl IS NOT NULL
    AND EXISTS (
        SELECT FROM reach WHERE has_column_privilege(reach.oid, pg_class.oid, attnum, privilege)
        AND NOT has_table_privilege(reach.oid, pg_class.oid, privilege)
    )
    ORDER BY 2, 5, 3
"""  # noqa: S608 - our own text
_ELSEWHERE = elsewhere(_GRANTEES)
_SEQUENCES = f"""
    SELECT 'SEQUENCE', relname, privilege, {_GRANTEES.format(acl="relacl", privilege="privilege", owner="true")}, NULL
    FROM pg_class CROSS JOIN unnest(ARRAY['USAGE', 'UPDATE']) AS privilege
    -- not in a WHERE beside others, which may be asked in any order: it raises for what is no sequence
    WHERE CASE WHEN relkind = 'S' AND relnamespace = quote_ident(current_schema())::regnamespace THEN
        EXISTS (SELECT FROM reach WHERE has_sequence_privilege(reach.oid, pg_class.oid, privilege)) ELSE false END
    ORDER BY 2, 3
"""  # noqa: S608 - our own text
_ROUTINES = f"""
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
_DEFAULTS = """
    SELECT 'DEFAULT', CASE defaclobjtype WHEN 'r' THEN 'TABLES' ELSE 'SEQUENCES' END, privilege_type,
        ARRAY[CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END],
        (SELECT nspname FROM pg_namespace WHERE oid = defaclnamespace)
    FROM pg_default_acl CROSS JOIN LATERAL aclexplode(defaclacl)
    WHERE defaclobjtype IN ('r', 'S') AND defaclnamespace IN (0, quote_ident(current_schema())::regnamespace)
    AND defaclrole = (SELECT relowner FROM pg_class WHERE oid = 'stock_movement'::regclass)
    AND (grantee = 0 OR grantee IN (SELECT oid FROM reach))
    ORDER BY 2, 3
"""


_OPEN_PLACES = """
    SELECT quote_ident(nspname), CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END
    FROM pg_namespace CROSS JOIN LATERAL aclexplode(nspacl)
    WHERE nspname = ANY(current_schemas(false)) AND privilege_type = 'CREATE' AND grantee <> nspowner
    AND (grantee = 0 OR NOT (SELECT rolsuper OR rolname = asked.role FROM pg_roles WHERE oid = grantee)) ORDER BY 1, 2
"""


def _listed(question: str, columns: int) -> str:
    """Return the question with one answer, a list of its rows."""
    names = ", ".join(f"column{number}" for number in range(columns))
    return f"(SELECT json_agg(json_build_array({names})) FROM ({question}) AS answer({names}))"  # noqa: S608 - our own text


_HELD = (_TABLES, _COLUMNS, _ELSEWHERE, _SEQUENCES, _ROUTINES, _PLACES, _DEFAULTS)
HELD = len(_HELD)
"""The answers about rights that are held. They come first."""
_OF_ALL_IT_CAN_BECOME = {_ATTRIBUTES: 2, "SELECT rolname FROM reach": 1, _GROUPS: 2, _OWNED: 3, _OPEN_PLACES: 2}

ASK = text(
    f"""
    WITH ours AS (
        SELECT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE oid = 'stock_movement'::regclass
    ), asked AS (
        SELECT role, alone FROM (SELECT unnest(CAST(:roles AS name[])) UNION SELECT owner FROM ours) AS named(role)
        CROSS JOIN (VALUES (false), (true)) AS manner(alone)
    )
    SELECT asked.role, asked.alone, found.*, ours.owner, current_database(), current_schema()
    FROM asked CROSS JOIN ours CROSS JOIN LATERAL (
        WITH {_REACH}
        SELECT {", ".join(_listed(question, 5) for question in _HELD)},
            {", ".join(f"CASE WHEN NOT asked.alone THEN {_listed(*one)} END" for one in _OF_ALL_IT_CAN_BECOME.items())}
    ) AS found
    """  # noqa: S608 - our own text
)
