"""Find SKUs that are called almost like one that is not known: it may be misspelt."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from sqlalchemy import ColumnElement, Numeric, SQLColumnExpression, Text, bindparam, case, cast, func, select, union_all
from sqlalchemy.orm import Session

from inventory.database.tables import Stock
from inventory.importing.cells import meant

MOST = 3
_NEIGHBOURS = 200
"""How many before it and behind it, in the order of the index, are compared letter by letter."""
_ALIKE = 0.8


def _folded(sku: SQLColumnExpression[str]) -> ColumnElement[str]:
    """The SKU without what spreadsheets and hands change: case, zeros in front, spaces and signs between."""
    return func.ltrim(func.translate(func.lower(sku), " -_./", ""), "0")


def _number(sku: SQLColumnExpression[str]) -> ColumnElement[Any]:
    """The SKU as a number. In a `CASE`, because PostgreSQL may ask conditions in any order."""
    return case((sku.regexp_match("^[0-9]+$"), cast(sku, Numeric)))


_ASKED = bindparam("sku_", type_=Text)
_SAME = select(Stock.sku).where(_folded(Stock.sku) == _folded(_ASKED), _folded(_ASKED) != "").distinct().limit(MOST)
_SPOILT = (
    select(Stock.sku)
    .where(_number(Stock.sku).between(bindparam("least"), bindparam("most")))
    .order_by(Stock.sku)
    .distinct()
    .limit(MOST)
)
_BEFORE = select(Stock.sku).where(Stock.sku < _ASKED).order_by(Stock.sku.desc()).limit(_NEIGHBOURS)
_BEHIND = select(Stock.sku).where(Stock.sku > _ASKED).order_by(Stock.sku).limit(_NEIGHBOURS)
_NEIGHBOURHOOD = union_all(select(_BEFORE.subquery().c.sku), select(_BEHIND.subquery().c.sku))


def near_skus(session: Session, sku: str) -> list[str]:
    """Return at most `MOST` SKUs. First those of which a spreadsheet makes the given one, then those that differ in signs, zeros and
    case alone. It reads every SKU once, or twice.
    """
    given = {"sku_": sku}
    bounds = meant(sku)
    spoilt = [] if bounds is None else [*session.scalars(_SPOILT, {"least": bounds[0], "most": bounds[1]})]
    same = sorted(session.scalars(_SAME, given))
    around = sorted({*session.scalars(_NEIGHBOURHOOD, given)})
    alike = get_close_matches(sku, around, n=MOST, cutoff=_ALIKE)
    return [one for one in dict.fromkeys([*spoilt, *same, *alike]) if one != sku][:MOST]
