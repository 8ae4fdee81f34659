"""The columns of the tables, compared with the columns that the models declare.

The number in `alembic_version` only tells that these migrations ran, not their content at that
time. So the tables themselves are asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, Column, Computed, Connection, DefaultClause, Text, bindparam, text
from sqlalchemy.dialects import postgresql

from inventory.database.tables import Base

MISSING = "missing"
NOTHING_NEEDED = "a column that may be left out: one that takes null or has a default"

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
_CAST = re.compile(r"::[a-z][a-z ]*(\[\])?$")


@dataclass(frozen=True, slots=True)
class Difference:
    """A column that is `found` and was `expected` otherwise. For a whole table `column` is `*`."""

    table: str
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column} is {self.found}, expected {self.expected}"


@dataclass(frozen=True, slots=True)
class _Form:
    """The properties of a column that are compared."""

    type: str
    nullable: bool
    filled_by: str = ""
    """The source of a value that an insert leaves out: `default 0`, `always generated identity`,
    `generated from …`.
    """

    def __str__(self) -> str:
        words = (self.type, "" if self.nullable else "not null", self.filled_by)
        return ", ".join(word for word in words if word)


# Tables are found by the search path, as in every statement of ours.
_COLUMNS = text(
    """
    SELECT named.table_name, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
           a.attidentity::text AS identity, a.attgenerated::text AS generated, pg_get_expr(d.adbin, d.adrelid) AS expression,
           CASE WHEN a.attcollation <> t.typcollation THEN c.collname::text END AS collation
    FROM unnest(:tables) AS named (table_name)
    JOIN pg_attribute a ON a.attrelid = to_regclass(quote_ident(named.table_name)) AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation c ON c.oid = a.attcollation
    """
).bindparams(bindparam("tables", type_=ARRAY(Text)))


def differences(connection: Connection) -> list[Difference]:
    """Return the differences between tables and models, none when all is well.

    A further column may come from a newer version. It is a difference only if our inserts would
    fail for want of it.
    """
    expected = {name: {one.name: _declared(one) for one in table.columns} for name, table in _tables()}
    stored: defaultdict[str, dict[str, _Form]] = defaultdict(dict)
    for row in connection.execute(_COLUMNS, {"tables": list(expected)}):
        stored[row.table_name][row.name] = _stored(row)
    return [one for name in sorted(expected) for one in _compared(name, expected[name], stored[name])]


def _tables() -> Iterator[tuple[str, Any]]:
    yield from Base.metadata.tables.items()


def _compared(table: str, expected: Mapping[str, _Form], stored: Mapping[str, _Form]) -> Iterator[Difference]:
    if not stored:
        yield Difference(table, "*", MISSING, "a table")
        return
    for name, form in expected.items():
        found = stored.get(name)
        if found != form:
            yield Difference(table, name, MISSING if found is None else str(found), str(form))
    for name in sorted(stored.keys() - expected.keys()):
        if not (stored[name].nullable or stored[name].filled_by):
            yield Difference(table, name, str(stored[name]), NOTHING_NEEDED)


def _declared(column: Column[Any]) -> _Form:
    collation = getattr(column.type, "collation", None)
    name = column.type.compile(dialect=_DIALECT).partition(" COLLATE ")[0].lower()
    return _Form(_with_collation(name, collation), bool(column.nullable), _declared_filling(column))


def _declared_filling(column: Column[Any]) -> str:
    if column.identity is not None:
        return _identity("a" if column.identity.always else "d")
    match column.server_default:
        case Computed() as computed:
            return f"generated from {_bare(str(computed.sqltext))}"
        case DefaultClause(arg=arg):
            return f"default {_bare(str(arg))}"
        case _ if column is column.table.autoincrement_column:
            return f"default nextval('{column.table}_{column.name}_seq'::regclass)"
        case _:
            return ""


def _stored(row: Any) -> _Form:
    if row.identity:
        filled_by = _identity(row.identity)
    elif row.generated:
        filled_by = f"generated from {_bare(row.expression)}"
    else:
        filled_by = "" if row.expression is None else f"default {_bare(row.expression)}"
    return _Form(_with_collation(row.type, row.collation), row.nullable, filled_by)


def _with_collation(type_: str, collation: str | None) -> str:
    return type_ if collation is None else f'{type_} collate "{collation}"'


def _identity(kind: str) -> str:
    return "always generated identity" if kind == "a" else "identity by default"


def _bare(expression: str) -> str:
    """Return an expression without PostgreSQL's additions: a cast behind it, parentheses,
    quotes.
    """
    return (
        _CAST.sub("", expression.strip())
        .removeprefix("(")
        .removesuffix(")" if expression.startswith("(") else "")
        .strip("'")
    )
