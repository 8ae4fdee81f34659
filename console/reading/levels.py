"""Find the SKUs of a level, or at a place, among a million: PostgreSQL judges them, SKU by SKU in
byte order.

A page of `inventory.reading.stock_lists` looks at ten thousand rows. People would turn a hundred
empty pages if few SKUs are low, or at that place. No index serves this: each change of the counters
would change one of levels, and the table is by SKU.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from sqlalchemy import ARRAY, BigInteger, Boolean, Text, bindparam, text
from sqlalchemy.orm import Session

from inventory.database.tables import Stock
from inventory.domain.stock.levels import StockLevel
from inventory.reading.queries import Page, stock
from inventory.reading.stock_lists import StockFilter, stock_list

FIRST_ROWS = 5_000
"""Number of stock rows that the first statement looks at: for most pages it is enough."""
SEARCHED_ROWS = 50_000
"""Maximum number of stock rows that one statement looks at."""
SEARCH_SECONDS = 1.5
"""Maximum number of seconds that a page looks for SKUs."""
_LAST = "\U0010ffff"

# As `inventory.domain.stock.counters.Total.level` has it. The window comes first, so that no plan
# reads more rows than it has.
_FOUND = text(
    """
    WITH looked AS (
        SELECT sku, location, sells, quantity_available, quantity_shortfall, low_stock_threshold, safety_stock
        FROM product_inventory
        WHERE sku > :after AND sku >= :first AND sku < :last
        ORDER BY sku, location LIMIT :rows
    ), whole AS (
        -- Some rows of the last SKU may lie beyond the window: it is judged with the next ones.
        SELECT count(*) AS looked, CASE WHEN count(*) < :rows THEN max(sku)
            ELSE coalesce((SELECT sku FROM looked WHERE sku < max(everything.sku) ORDER BY sku DESC LIMIT 1), max(sku)) END AS last
        FROM looked AS everything
    ), judged AS (
        SELECT sku,
            coalesce(sum(quantity_shortfall) FILTER (WHERE sells), 0) AS shortfall,
            coalesce(
                sum(quantity_available - least(quantity_available, coalesce(safety_stock, 0))) FILTER (WHERE sells), 0
            ) AS sellable,
            sum(low_stock_threshold) FILTER (WHERE sells) AS threshold
        FROM looked WHERE :everywhere OR location = ANY (:places)
        GROUP BY sku
    )
    SELECT looked, last, ARRAY(
        SELECT sku FROM judged
        WHERE sku <= last AND CASE WHEN shortfall > 0 THEN 'short' WHEN sellable = 0 THEN 'out_of_stock'
            WHEN sellable <= threshold THEN 'low' ELSE 'in_stock' END = ANY (:levels)
        ORDER BY sku
    )
    FROM whole
    """
).bindparams(
    *(bindparam(name, type_=Text) for name in ("after", "first", "last")),
    bindparam("rows", type_=BigInteger),
    bindparam("everywhere", type_=Boolean),
    *(bindparam(name, type_=ARRAY(Text)) for name in ("places", "levels")),
)


class _Piece(NamedTuple):
    skus: list[str]
    last: str | None
    """The SKU to look on after. None at the end."""


def listed(session: Session, where: StockFilter, *, after: str | None, limit: int) -> Page[list[Stock], str]:
    """Return the rows of the next SKUs that fit, in byte order.

    A page may have fewer SKUs than `limit`, even none, and still not be the last.
    """
    is_of_all = where.level is None and where.locations is None
    if is_of_all or where.level is StockLevel.SHORT or where.product_id is not None:  # an index finds these
        return stock_list(session, where, after=after, limit=limit)
    until = time.monotonic() + SEARCH_SECONDS
    found: list[str] = []
    end, rows = after or "", min(FIRST_ROWS, SEARCHED_ROWS)
    while len(found) <= limit:
        piece = _piece(session, where, end, rows)
        rows = SEARCHED_ROWS
        found += piece.skus
        if piece.last is None:
            return _page(session, where, found, limit, None)
        end = piece.last
        if time.monotonic() > until:
            break
    return _page(session, where, found, limit, end)


def _page(
    session: Session, where: StockFilter, found: list[str], limit: int, end: str | None
) -> Page[list[Stock], str]:
    shown = found[:limit]
    rows = stock(session, shown, locations=where.locations)
    # Counters may have changed between both statements.
    fitting = [fits for sku in shown if (fits := where.shown(rows.get(sku, ())))]
    return Page(fitting, shown[-1] if len(found) > limit else end)


def _piece(session: Session, where: StockFilter, after: str, most: int) -> _Piece:
    prefix, places = where.prefix or "", where.locations
    given = {
        "after": after,
        "first": prefix,
        "last": prefix + _LAST,
        "rows": most,
        "everywhere": places is None,
        "places": sorted(places or ()),
        "levels": [*StockLevel] if where.level is None else [where.level],
    }
    looked, last, skus = session.execute(_FOUND, given).one()
    return _Piece(skus, last if looked == most else None)
