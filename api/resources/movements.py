"""Why the number is what it is."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api import cursors
from api.errors import SkuNotFound
from api.reading import read_query
from api.requests import MovementsQuery
from api.services import services
from inventory import queries
from inventory.representation import movement_json

blueprint = Blueprint("movements", __name__)


@blueprint.get("/v1/stock/<segment:sku>/movements")
def of_sku(sku: str) -> ResponseReturnValue:
    """The ledger of a SKU, newest first."""
    query = read_query(MovementsQuery)
    before = cursors.decode(query.cursor, cursors.BeforeId)
    where = queries.MovementFilter(query.location, query.kind, query.reason, query.reference, query.order_id)
    with services().reads.transaction() as session:
        page = queries.movements(session, sku, where=where, before=before, limit=query.limit)
        if not page.entries and not queries.stock(session, [sku]):
            raise SkuNotFound(skus=[sku])
        return {"items": [movement_json(entry) for entry in page.entries], "next_cursor": cursors.encode(page.last)}
