"""What is there: one SKU, several, or a page of all."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api import answers, cursors
from api.endpoint import Endpoint, Header
from api.errors import SkuNotFound
from api.headers import is_conditional, represent
from api.requests import StockQuery
from api.services import services
from inventory import queries
from inventory.representation import stock_json

blueprint = Blueprint("stock", __name__)


@blueprint.get("/v1/stock/<sku:sku>")
@Endpoint(
    "The stock of one SKU",
    {200: answers.Stock, 304: None},
    refusals=[SkuNotFound],
    headers=[Header.IF_NONE_MATCH],
    tagged=True,
)
def one(sku: str) -> ResponseReturnValue:
    """Over all its locations. The `ETag` is the version of the SKU: it rises with every change at any location.

    A SKU called `adjustments` has no such path, because that is one of its own: read it with `GET /v1/stock?sku=adjustments`.
    """
    with services().reads.transaction() as session:
        found = queries.stock(session, [sku])
        if sku not in found:
            raise SkuNotFound(skus=[sku])
        epoch = services().epochs.within(session, conditional=is_conditional())
        return represent(stock_json(found[sku]), sum(row.version for row in found[sku]), epoch=epoch)


@blueprint.get("/v1/stock")
@Endpoint("The stock of several SKUs, or of all", {200: answers.StockList}, query=StockQuery)
def many(query: StockQuery) -> ResponseReturnValue:
    """With `sku`, those SKUs in the order asked for; without, a page of all of them, sorted."""
    return _named(query) if query.sku else _page(query)


def _named(query: StockQuery) -> ResponseReturnValue:
    wanted = dict.fromkeys(query.sku)
    with services().reads.transaction() as session:
        found = queries.stock(session, list(wanted))
        return {
            "items": [stock_json(found[sku]) for sku in wanted if sku in found],
            "unknown": [sku for sku in wanted if sku not in found],
        }


def _page(query: StockQuery) -> ResponseReturnValue:
    after = cursors.decode(query.cursor, cursors.AfterIdentifier)
    with services().reads.transaction() as session:
        page = queries.stock_page(session, after=after, limit=query.limit)
        return {"items": [stock_json(rows) for rows in page.entries], "next_cursor": cursors.encode(page.last)}
