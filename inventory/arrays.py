"""Many rows in one statement: one array parameter a column, so that a statement's text never depends on how many rows it takes.

Written once at import, such a statement is compiled once, prepared once by PostgreSQL, and an order of magnitude
cheaper than `insert().values([...])` or ORM entities for a batch of 200 (design section 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from sqlalchemy import ARRAY, TableValuedAlias, bindparam, column, func
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
