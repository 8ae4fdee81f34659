"""All stock as a count sheet: change the counts, leave the expectations, and import it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from inventory.database.tables import Stock
from inventory.domain.representation import moment_json
from inventory.importing.columns import COUNTED, EXPECTED_COUNTED
from inventory.reading import queries

PAGE = 1_000
COLUMNS = (
    "sku",
    "location",
    "quantity_on_hand",
    "expected_quantity_on_hand",
    "quantity_reserved",
    "quantity_available",
    "quantity_shortfall",
    "quantity_to_ship",
    "quantity_on_shelf",
    "low_stock_threshold",
    "product_id",
    "last_updated_at",
)
_OF_SHELF = {"quantity_on_hand": COUNTED, "expected_quantity_on_hand": EXPECTED_COUNTED}
"""Columns of a sheet for counting the shelf, in the place of those of units on hand."""


def columns(*, shelf: bool) -> list[str]:
    """Return the first line of a sheet, for counting the shelf or units on hand."""
    return [_OF_SHELF.get(name, name) if shelf else name for name in COLUMNS]


def cells(row: Stock, *, shelf: bool, blank: bool = False) -> list[str | int | None]:
    """Return the line of a stock row: the count to correct, the expectation, and its numbers. The
    count is left out with `blank`.
    """
    quantity = row.quantity_on_shelf if shelf else row.quantity_on_hand
    return [
        row.sku,
        row.location,
        None if blank else quantity,
        quantity,
        row.quantity_reserved,
        row.quantity_available,
        row.quantity_shortfall,
        row.quantity_to_ship,
        row.quantity_on_shelf,
        row.low_stock_threshold,
        row.product_id,
        moment_json(row.last_updated_at),
    ]


def all_stock(session: Session) -> Iterator[Sequence[Stock]]:
    """Yield the rows of one SKU after the other, in the memory of a page."""
    after: str | None = None
    while True:
        page = queries.stock_page(session, after=after, limit=PAGE)
        yield from page.entries
        session.expunge_all()
        if page.last is None:
            return
        after = page.last
