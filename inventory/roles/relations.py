"""Relations outside of our schema that lead into it: views of our tables, views of these views, and
children of the tables.

A view gives its readers the rights of its owner. So a right to a view may give a role a right that
it lacks itself.
"""

from __future__ import annotations


def elsewhere(grantees: str) -> str:
    """Return the query for views and children of our tables in other schemas that let the role do
    something to a table that it may not do itself.

    `grantees` is a part that other questions have as well (`inventory.roles.questions`).
    """
    return f"""
    WITH RECURSIVE leads AS (
        SELECT ev_class AS relation, refobjid AS behind FROM pg_rewrite JOIN pg_depend
        ON classid = 'pg_rewrite'::regclass AND objid = pg_rewrite.oid AND refclassid = 'pg_class'::regclass
        UNION ALL SELECT inhrelid, inhparent FROM pg_inherits
    ), derived AS (
        SELECT oid AS relation, oid AS ours FROM pg_class
        WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relkind IN ('r', 'p')
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
    WHERE relnamespace <> quote_ident(current_schema())::regnamespace AND relowner NOT IN (SELECT oid FROM reach)
    AND EXISTS (
        SELECT FROM derived WHERE derived.relation = pg_class.oid AND NOT has_table_privilege(asked.role, ours, privilege)
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
