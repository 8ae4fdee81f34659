"""Lists of SKUs: all, by their beginning, by level, place and product."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from api.tracing import allowance
from console.access.scopes import needs
from console.asked import again, asked
from console.forms import FormModel
from console.page import page
from console.reading.levels import listed
from console.services import database
from inventory.boundary.fields import Identifier
from inventory.database.tables import Stock
from inventory.domain.stock.counters import Counters, Total
from inventory.domain.stock.levels import StockLevel
from inventory.reading.near_locations import require_known
from inventory.reading.stock_lists import StockFilter
from inventory.tokens import Scope

pages = Blueprint("stock", __name__)
LIMIT = 50


class StockListQuery(FormModel):
    """The SKUs to list."""

    q: Identifier | None = None
    """The beginning of the SKU."""
    level: StockLevel | None = None
    place: Identifier | None = None
    product: Identifier | None = None
    after: Identifier | None = None


class Listed(NamedTuple):
    """One SKU of a list: its sums over the places that sell, and over the others."""

    sku: str
    product_id: str
    total: Total
    apart: Total
    """The sums over places that don't sell: damaged goods, a showroom."""
    places: Sequence[str]
    sells: bool
    """False if none of its places that are shown sells."""

    @property
    def shown(self) -> Total:
        """Return the sums of a row: what lies at places that don't sell is there, too."""
        return self.total if self.sells else self.apart


@pages.get("/stock")
@needs(Scope.STOCK_READ)
def show() -> ResponseReturnValue:
    """List the SKUs that fit."""
    query, reach = asked(StockListQuery), allowance()
    if query.place is not None:
        reach.require_location(query.place)
    where = StockFilter(query.product, query.level, query.place, reach.locations, query.q)
    with database().transaction() as session:
        if query.place is not None:
            require_known(session, query.place, within=reach.locations)
        found = listed(session, where, after=query.after, limit=LIMIT)
        items = [summary(rows) for rows in found.entries]
    here = url_for("stock.show")
    return page(
        "stock/list.html",
        query=query,
        items=items,
        levels=StockLevel,
        looked_until=found.last,
        first=again(here, after=None) if query.after else None,
        next=again(here, after=found.last) if found.last else None,
        out_of_stock=again(here, level=StockLevel.OUT_OF_STOCK, after=None),
    )


def summary(rows: Sequence[Stock]) -> Listed:
    """Return the sums of one SKU. `rows` are its rows that are shown, at least one."""
    selling = [row for row in rows if row.sells]
    return Listed(
        rows[0].sku,
        rows[0].product_id,
        _total(selling),
        _total(row for row in rows if not row.sells),
        [row.location for row in rows],
        bool(selling),
    )


def _total(rows: Iterable[Stock]) -> Total:
    return Total.of(
        (
            Counters.of_columns(
                row.quantity_on_hand, row.quantity_reserved, row.quantity_shortfall, row.quantity_to_ship
            ),
            row.low_stock_threshold,
            row.safety_stock,
        )
        for row in rows
    )
