"""Many rows in one statement whose text never depends on how many rows it takes.

Written once at import, such a statement is compiled once, prepared once by PostgreSQL, and an order of magnitude
cheaper than `insert().values([...])` or ORM entities for a batch of 200 (docs/architecture.md). In two forms: one array parameter
a column, and one JSON parameter for all rows, which costs the client less, the server a fifth more, and a small batch half as much.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

import orjson
from sqlalchemy import ARRAY, JSON, Integer, TableValuedAlias, Text, bindparam, cast, column, func
from sqlalchemy.types import TypeEngine


def rows(types: Mapping[str, TypeEngine[Any]], *, name: str = "given") -> TableValuedAlias:
    """A FROM element whose columns come from array parameters named `<column>_` (a bind may not be named as a column)."""
    arrays = (bindparam(f"{key}_", type_=ARRAY(type_)) for key, type_ in types.items())
    columns = (column(key, type_) for key, type_ in types.items())
    return func.unnest(*arrays).table_valued(*columns, with_ordinality="position", name=name).render_derived()


def parameters(types: Mapping[str, TypeEngine[Any]], records: Iterable[object]) -> dict[str, list[Any]]:
    """The array parameters for `rows(types)`, read from the attributes of the same names."""
    records = list(records)
    return {f"{key}_": list(map(attrgetter(key), records)) for key in types}


def json_rows(types: Mapping[str, TypeEngine[Any]], *, name: str) -> TableValuedAlias:
    """A FROM element whose columns come from the JSON parameter `<name>_`, made by `json_parameter`; `position` counts them."""
    given = cast(bindparam(f"{name}_", type_=Text), JSON)
    columns = [column(key, type_) for key, type_ in types.items()]
    table = func.json_to_recordset(given).table_valued(*columns, column("position", Integer), name=name)
    return table.render_derived(with_types=True)


def json_parameter(records: Iterable[dict[str, Any]]) -> str:
    """What `json_rows` takes: the records, numbered here. PostgreSQL leaves out keys that are no columns of it."""
    numbered = list(records)
    for position, record in enumerate(numbered):
        record["position"] = position
    return orjson.dumps(numbered).decode()
