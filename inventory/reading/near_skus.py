"""Find SKUs with almost the name of an unknown one, because it may be misspelt."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Numeric,
    SQLColumnExpression,
    Text,
    bindparam,
    case,
    cast,
    func,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from inventory.database.tables import Stock
from inventory.importing.cells import meant

MAX_NEAR = 3
_NEIGHBOURS = 200
"""Number of SKUs before and behind the SKU, by index order, to compare letter by letter."""
_ALIKE = 0.8


def _folded(sku: SQLColumnExpression[str]) -> ColumnElement[str]:
    """Return the SKU without case, zeros in front, and spaces and signs between.

    Spreadsheets and people change these.
    """
    return func.ltrim(func.translate(func.lower(sku), " -_./", ""), "0")


def _number(sku: SQLColumnExpression[str]) -> ColumnElement[Any]:
    """Return the SKU as a number. A `CASE`, because PostgreSQL may ask conditions in any order."""
    return case((sku.regexp_match("^[0-9]+$"), cast(sku, Numeric)))


_ASKED = bindparam("sku_", type_=Text)
_SAME = select(Stock.sku).where(_folded(Stock.sku) == _folded(_ASKED), _folded(_ASKED) != "").distinct().limit(MAX_NEAR)
_SPOILT = (
    select(Stock.sku)
    .where(_number(Stock.sku).between(bindparam("least"), bindparam("most")))
    .order_by(Stock.sku)
    .distinct()
    .limit(MAX_NEAR)
)
_BEFORE = select(Stock.sku).where(Stock.sku < _ASKED).order_by(Stock.sku.desc()).limit(_NEIGHBOURS)
_BEHIND = select(Stock.sku).where(Stock.sku > _ASKED).order_by(Stock.sku).limit(_NEIGHBOURS)
_WRITTEN = select(Stock.sku).where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text)))).distinct()
_NEIGHBOURHOOD = union_all(select(_BEFORE.subquery().c.sku), select(_BEHIND.subquery().c.sku))


def near_skus(session: Session, sku: str) -> list[str]:
    """Return at most `MAX_NEAR` known SKUs that resemble `sku`.

    First come SKUs that a spreadsheet turns into `sku`, then those that differ in signs, zeros and
    case alone, then neighbours with similar letters. Every SKU is read once, or twice.
    """
    given = {"sku_": sku}
    bounds = meant(sku)
    spoilt = [] if bounds is None else [*session.scalars(_SPOILT, {"least": bounds[0], "most": bounds[1]})]
    same = sorted(session.scalars(_SAME, given))
    around = sorted({*session.scalars(_NEIGHBOURHOOD, given)})
    alike = get_close_matches(sku, around, n=MAX_NEAR, cutoff=_ALIKE)
    return [one for one in dict.fromkeys([*spoilt, *same, *alike]) if one != sku][:MAX_NEAR]


def soon_near_skus(session: Session, sku: str) -> list[str]:
    """Return at most `MAX_NEAR` known SKUs that resemble `sku`, by the index alone, so in a shop of
    any size at once.

    First come SKUs that differ in case, or in zeros and spaces at an end. Then come neighbours with
    similar letters, of the SKU as it is and in capitals.
    """
    written = {sku.upper(), sku.lower(), sku.strip(), sku.lstrip("0"), sku.title()}
    same = sorted(session.scalars(_WRITTEN, {"skus_": sorted(written)}))
    around = {*session.scalars(_NEIGHBOURHOOD, {"sku_": sku}), *session.scalars(_NEIGHBOURHOOD, {"sku_": sku.upper()})}
    alike = get_close_matches(sku, sorted(around), n=MAX_NEAR, cutoff=_ALIKE)
    alike += get_close_matches(sku.upper(), sorted(around), n=MAX_NEAR, cutoff=_ALIKE)
    return [one for one in dict.fromkeys([*same, *alike]) if one != sku][:MAX_NEAR]
