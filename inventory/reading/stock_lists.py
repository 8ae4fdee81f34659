"""Read pages of stock by product, level and location. Takes no lock.

A page reads light rows of the table until it has enough SKUs that fit, and then the rows that it
shows. It judges both by the rows that the caller is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ARRAY, Row, Select, Text, bindparam, func, literal_column, select, tuple_
from sqlalchemy.orm import Session

from inventory.database.tables import Stock
from inventory.domain.stock.counters import Counters, Total
from inventory.domain.stock.levels import StockLevel
from inventory.reading.queries import Page, begins_with, stock, within_bounds

AnyRow = TypeVar("AnyRow", Stock, Row[Any])

SEARCHED_ROWS = 10_000
"""Maximum number of stock rows that one page looks at."""
PIECE_ROWS = 2_000
"""Maximum number of rows that are in memory at once while a page looks for some that fit."""


class StockFilter(NamedTuple):
    """Conditions on SKUs. None takes all."""

    product_id: str | None = None
    level: StockLevel | None = None
    location: str | None = None
    reach: frozenset[str] | None = None
    """The locations that the caller may see."""
    prefix: str | None = None
    """SKUs that begin with this."""

    @property
    def locations(self) -> frozenset[str] | None:
        """Return the locations whose rows are shown, None for all."""
        return self.reach if self.location is None else frozenset([self.location])

    def shown(self, rows: Iterable[AnyRow]) -> list[AnyRow]:
        """Return the rows of a SKU that are shown. None of them if the SKU does not fit.

        Its level is the level of the rows that are shown.
        """
        places = self.locations
        seen = [row for row in rows if places is None or row.location in places]
        if self.product_id is not None and all(row.product_id != self.product_id for row in seen):
            return []
        return seen if self.level is None or not seen or _level(seen) is self.level else []


def stock_list(session: Session, where: StockFilter, *, after: str | None, limit: int) -> Page[list[Stock], str]:
    """Return the rows of the next SKUs that fit, in byte order. Each SKU fits by the rows returned.

    A page looks at no more than `SEARCHED_ROWS` rows, or at those of one SKU. It may have fewer
    SKUs than `limit`, even none, and still not be the last.
    """
    found: list[str] = []
    looked, end = 0, after
    while len(found) <= limit and looked < SEARCHED_ROWS:
        piece = _piece(session, where, end)
        found += piece.skus
        looked, end = looked + piece.looked, piece.last
        if end is None:
            break
    skus = _within_bounds(session, where, found[:limit])
    if len(skus) < len(found):
        end = skus[-1]
    shown = (where.shown(rows) for rows in stock(session, skus, locations=where.locations).values())
    return Page([rows for rows in shown if rows], end)


class _Piece(NamedTuple):
    skus: list[str]
    """Those that may fit."""
    looked: int
    last: str | None
    """The SKU to look on after. None at the end."""


_LIGHT = (
    Stock.sku,
    Stock.location,
    Stock.product_id,
    Stock.sells,
    Stock.quantity_on_hand,
    Stock.quantity_reserved,
    Stock.quantity_shortfall,
    Stock.low_stock_threshold,
    Stock.safety_stock,
)
_AFTER = bindparam("after_", type_=Text)
_SKUS = bindparam("skus_", type_=ARRAY(Text))
_ALL: Select[*tuple[Any, ...]] = select(*_LIGHT).where(Stock.sku > _AFTER).order_by(Stock.sku, Stock.location)
# A literal, so that the planner sees that the partial index fits.
_MISSING = Stock.quantity_shortfall > literal_column("0")
_SHORT: Select[*tuple[Any, ...]] = select(Stock.sku).where(_MISSING, Stock.sku > _AFTER).order_by(Stock.sku)
_PRODUCT = bindparam("product_", type_=Text)
_OF_PRODUCT: Select[*tuple[Any, ...]] = (
    # With an equation PostgreSQL could read all rows by the primary key, which has their sequence,
    # too. As a range the rows of the product are in sequence in their own index alone (ADR 0050).
    select(Stock.sku)
    .where(tuple_(Stock.product_id, Stock.sku) > tuple_(_PRODUCT, _AFTER), Stock.product_id <= _PRODUCT)
    .order_by(Stock.product_id, Stock.sku)
)


def _piece(session: Session, where: StockFilter, after: str | None) -> _Piece:
    """Look at the next rows, and return the whole SKUs among them that may fit."""
    query, product = _narrowest(where)
    is_of_all = query is _ALL
    if where.prefix is not None:
        query = query.where(begins_with(Stock.__table__.c.sku, where.prefix))
    rows = session.connection().execute(query.limit(PIECE_ROWS), {"after_": after or "", **product}).all()
    groups = [(str(sku), list(group)) for sku, group in groupby(rows, key=lambda row: row.sku)]
    ends = len(rows) < PIECE_ROWS
    if not ends and len(groups) > 1:
        groups.pop()  # some of its rows may be missing
    # An index gives some rows of a SKU alone, and so does a SKU that fills the piece. It is judged
    # when all its rows are read.
    is_whole = is_of_all and (ends or len(groups) > 1)
    skus = [sku for sku, group in groups if not is_whole or where.shown(group)]
    return _Piece(skus, len(rows), None if ends else groups[-1][0])


def _narrowest(where: StockFilter) -> tuple[Select[*tuple[Any, ...]], dict[str, str]]:
    """Return the query that looks at the fewest rows, and its parameters."""
    if where.product_id is not None:
        return _OF_PRODUCT, {"product_": where.product_id}
    return (_SHORT if where.level is StockLevel.SHORT else _ALL), {}


def _within_bounds(session: Session, where: StockFilter, skus: Sequence[str]) -> list[str]:
    """Return the first of these SKUs whose rows one page may show, at least one."""
    counts = select(Stock.sku, func.count()).where(Stock.sku == func.any(_SKUS)).group_by(Stock.sku)
    if where.locations is not None:
        counts = counts.where(Stock.location.in_(sorted(where.locations)))
    counted = dict(session.connection().execute(counts, {"skus_": list(skus)}).all())
    return within_bounds([(sku, counted.get(sku, 0)) for sku in skus])


def _level(rows: Sequence[Stock] | Sequence[Row[Any]]) -> StockLevel:
    return Total.of(
        (
            Counters.of_columns(row.quantity_on_hand, row.quantity_reserved, row.quantity_shortfall),
            row.low_stock_threshold,
            row.safety_stock,
        )
        for row in rows
        if row.sells
    ).level
