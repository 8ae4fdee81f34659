"""What stands beside our schema and leads into it: views of our tables, views of those, and children of the tables.

Whoever looks through a view has its owner's rights. So a right to it is one that the role may not have itself.
"""

from __future__ import annotations


def elsewhere(reach: str, grantees: str) -> str:
    """Return the question for views and children of our tables in other schemas, by which the role may do to one of them what it
    may not do itself. `reach` and `grantees` are parts of it that other questions have as well (`inventory.roles.rights`).
    """
    return f"""
    WITH RECURSIVE {reach}, leads AS (
        SELECT ev_class AS relation, refobjid AS behind FROM pg_rewrite JOIN pg_depend
        ON classid = 'pg_rewrite'::regclass AND objid = pg_rewrite.oid AND refclassid = 'pg_class'::regclass
        UNION ALL SELECT inhrelid, inhparent FROM pg_inherits
    ), derived AS (
        SELECT oid AS relation, oid AS ours FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
        UNION SELECT leads.relation, ours FROM derived JOIN leads ON behind = derived.relation
    )
    SELECT 'RELATION', oid::regclass::text, privilege, {
        grantees.format(
            acl='''(SELECT array_agg(entry) FROM (SELECT unnest(relacl) AS entry UNION ALL
            SELECT unnest(attacl) FROM pg_attribute WHERE attrelid = pg_class.oid AND attacl IS NOT NULL) AS granted)''',
            privilege="privilege",
            owner="grantor = relowner",
        )
    }, NULL
    FROM pg_class CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS privilege
    WHERE relnamespace <> current_schema()::regnamespace AND relowner NOT IN (SELECT oid FROM reach)
    AND EXISTS (
        SELECT FROM derived WHERE derived.relation = pg_class.oid AND NOT has_table_privilege(:role, ours, privilege)
    )
    -- such a view asks for the rights of whoever looks through it
    AND NOT EXISTS (
        SELECT FROM pg_options_to_table(reloptions) WHERE option_name = 'security_invoker' AND option_value::boolean
    )
    AND EXISTS (
        SELECT FROM reach WHERE has_schema_privilege(reach.oid, relnamespace, 'USAGE') AND CASE
            WHEN privilege IN ('DELETE', 'TRUNCATE') THEN has_table_privilege(reach.oid, pg_class.oid, privilege)
            ELSE has_any_column_privilege(reach.oid, pg_class.oid, privilege) END
    )
    ORDER BY 2, 3
"""  # noqa: S608 - our own text
