"""Statements for many rows, whose text is the same for any number of rows.

Such a statement is written at import, compiled once, and prepared once by PostgreSQL. For a batch
of 200 rows it costs a tenth of `insert().values([...])` or of ORM entities (docs/architecture.md).
There are two forms: an array parameter for each column, or one JSON parameter for all rows. JSON
costs the client less, the server a fifth more, and halves the cost of a small batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

import orjson
from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Integer,
    Select,
    TableValuedAlias,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal_column,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.selectable import LateralFromClause
from sqlalchemy.types import TypeEngine


def rows(types: Mapping[str, TypeEngine[Any]], *, name: str = "given") -> TableValuedAlias:
    """Return a FROM element that reads its columns from array parameters.

    The parameter of a column is `<column>_`, because a bind may not have the name of a column.
    """
    arrays = (bindparam(f"{key}_", type_=ARRAY(type_)) for key, type_ in types.items())
    columns = (column(key, type_) for key, type_ in types.items())
    return func.unnest(*arrays).table_valued(*columns, with_ordinality="position", name=name).render_derived()


def given_as(type_: TypeEngine[Any]) -> TypeEngine[Any]:
    """Return the type of a column as that of a parameter, without a collation."""
    return Text() if isinstance(type_, Text) else type_


def is_one_of(column_: InstrumentedAttribute[Any], types: Mapping[str, TypeEngine[Any]]) -> ColumnElement[bool]:
    """Return the condition that the column has one of the values that `rows(types)` reads for it.

    It stands beside each join with `rows` (ADR 0050). For the join alone, PostgreSQL may choose to
    read the whole table, because it was small when the plan was made.
    """
    given = bindparam(f"{column_.key}_", type_=ARRAY(types[column_.key]))
    return column_ == func.any(given)


def for_each(query: Select[*tuple[Any, ...]], *, name: str) -> LateralFromClause:
    """Return a FROM element that runs `query` once for each row before it.

    OFFSET 0 forbids PostgreSQL to make a join of it, and so to read the whole table (ADR 0050).
    """
    return query.offset(literal_column("0")).lateral(name)


def parameters(types: Mapping[str, TypeEngine[Any]], records: Iterable[object]) -> dict[str, list[Any]]:
    """Return the array parameters for `rows(types)`, read from the attributes of the same names."""
    records = list(records)
    return {f"{key}_": list(map(attrgetter(key), records)) for key in types}


def json_rows(types: Mapping[str, TypeEngine[Any]], *, name: str) -> TableValuedAlias:
    """Return a FROM element that reads its columns from the JSON parameter `<name>_`.

    `json_parameter` makes the parameter. The column `position` counts the rows.
    """
    given = cast(bindparam(f"{name}_", type_=Text), JSON)
    columns = [column(key, type_) for key, type_ in types.items()]
    table = func.json_to_recordset(given).table_valued(*columns, column("position", Integer), name=name)
    return table.render_derived(with_types=True)


def json_parameter(records: Iterable[dict[str, Any]]) -> str:
    """Number the records and return them as the parameter of `json_rows`.

    PostgreSQL leaves out keys that are no columns.
    """
    numbered = list(records)
    for position, record in enumerate(numbered):
        record["position"] = position
    return orjson.dumps(numbered).decode()
