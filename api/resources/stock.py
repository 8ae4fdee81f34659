"""Stock: one SKU, several, or a page of all."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from api.contract import answers, cursors
from api.contract.answers import StockListJson
from api.contract.endpoint import Endpoint, Header
from api.contract.errors import InvalidRequest, SkuNotFound
from api.contract.headers import is_conditional, represent
from api.contract.requests.query_strings import StockQuery
from api.services import services
from api.tracing import allowance
from inventory.database.tables import Stock
from inventory.errors import LocationNotSetUp
from inventory.reading import queries
from inventory.reading.near_locations import require_known
from inventory.reading.queries import Page
from inventory.reading.stock_json import stock_json
from inventory.reading.stock_lists import StockFilter, stock_list
from inventory.tokens import Scope

blueprint = Blueprint("stock", __name__)


@blueprint.get("/v1/stock/<sku:sku>")
@Endpoint(
    "The stock of one SKU",
    Scope.STOCK_READ,
    {200: answers.STOCK, 304: None},
    refusals=[SkuNotFound],
    headers=[Header.IF_NONE_MATCH],
    tagged=True,
)
def one(sku: str) -> ResponseReturnValue:
    """Shows the SKU over all its locations. The `ETag` is the version of the SKU: it rises with
    every change at any location.

    A SKU called `adjustments` or `moves` can't be read here, since that path is a call of its own.
    Read it with `GET /v1/stock?sku=moves`.
    """
    with services().reads.transaction() as session:
        rows = queries.stock(session, [sku])
        found = _reached(rows)
        if sku not in found:
            raise SkuNotFound(skus=[sku])
        epoch = services().epochs.within(session, conditional=is_conditional())
        return represent(stock_json(found[sku]), sum(row.version for row in rows[sku]), epoch=epoch)


def _reached(found: dict[str, list[Stock]]) -> dict[str, list[Stock]]:
    """Return the rows that the caller may see: those at its locations. A SKU without any such row
    is left out.
    """
    locations = allowance().locations
    if locations is None:
        return found
    seen = {sku: [row for row in rows if row.location in locations] for sku, rows in found.items()}
    return {sku: rows for sku, rows in seen.items() if rows}


@blueprint.get("/v1/stock")
@Endpoint(
    "The stock of several SKUs, of all, or of those that fit",
    Scope.STOCK_READ,
    {200: answers.STOCK_LIST},
    query=StockQuery,
    refusals=[LocationNotSetUp],
)
def many(query: StockQuery) -> ResponseReturnValue:
    """Lists the named SKUs in the order of the query, or without `sku` a sorted page of the SKUs
    that fit all conditions.

    With `location`, or with a token that is limited to locations, a SKU has the stock rows there
    alone, and its counters and its level are those of these rows.

    A page may have fewer entries than `limit`, even none, and still not be the last. Go on until
    `next_cursor` is null. A cursor is a place in the sequence of all SKUs, whatever the conditions.
    """
    if not query.sku:
        return _page(query)
    if query.filters:
        detail = "can't be combined with sku: leave sku out for a page of the SKUs that fit"
        raise InvalidRequest(errors=[{"parameter": name, "detail": detail} for name in query.filters])
    return _named(query)


def _named(query: StockQuery) -> ResponseReturnValue:
    wanted = dict.fromkeys(query.sku)
    with services().reads.transaction() as session:
        found = _reached(queries.stock(session, list(wanted)))
        named: StockListJson = {
            "items": [stock_json(found[sku]) for sku in wanted if sku in found],
            "unknown": [sku for sku in wanted if sku not in found],
        }
        # Made while the connection is held: so no more are in memory at once than there are
        # connections.
        return jsonify(named)


def _page(query: StockQuery) -> ResponseReturnValue:
    after = cursors.decode(query.cursor, cursors.AfterIdentifier)
    with services().reads.transaction() as session:
        page = _read(session, query, after)
        reached = _reached({rows[0].sku: rows for rows in page.entries})
        shown: StockListJson = {
            "items": [stock_json(rows) for rows in reached.values()],
            "next_cursor": cursors.encode(page.last),
        }
        return jsonify(shown)


def _read(session: Session, query: StockQuery, after: str | None) -> Page[list[Stock], str]:
    if not query.filters:
        return queries.stock_page(session, after=after, limit=query.limit)
    reach = allowance()
    if query.location is not None:
        reach.require_location(query.location)
        require_known(session, query.location, within=reach.locations)
    where = StockFilter(query.product_id, query.level, query.location, reach.locations)
    return stock_list(session, where, after=after, limit=query.limit)
