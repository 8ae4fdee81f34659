"""What is there: one SKU, several, or a page of all."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api import cursors
from api.errors import SkuNotFound
from api.reading import read_query
from api.requests import StockQuery
from api.services import services
from inventory import queries
from inventory.representation import stock_json

blueprint = Blueprint("stock", __name__)


@blueprint.get("/v1/stock/<segment:sku>")
def one(sku: str) -> ResponseReturnValue:
    with services().reads.transaction() as session:
        found = queries.stock(session, [sku])
        if sku not in found:
            raise SkuNotFound(skus=[sku])
        return stock_json(found[sku])


@blueprint.get("/v1/stock")
def many() -> ResponseReturnValue:
    query = read_query(StockQuery)
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
    after = cursors.decode(query.cursor, cursors.AfterSku)
    with services().reads.transaction() as session:
        page = queries.stock_page(session, after=after, limit=query.limit)
        return {"items": [stock_json(rows) for rows in page.entries], "next_cursor": cursors.encode(page.last)}
