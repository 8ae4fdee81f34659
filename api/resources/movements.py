"""Movements: the ledger, which explains each number."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract import answers, cursors
from api.contract.answers import MovementPageJson
from api.contract.endpoint import Endpoint
from api.contract.errors import SkuNotFound
from api.contract.requests.query_strings import MovementsQuery
from api.services import services
from api.tracing import allowance
from inventory.reading import movements as ledger_reads
from inventory.reading import queries
from inventory.reading.stock_json import movement_json
from inventory.tokens import Scope

blueprint = Blueprint("movements", __name__)


@blueprint.get("/v1/stock/<segment:sku>/movements")
@Endpoint(
    "List the movements of a SKU",
    Scope.STOCK_READ,
    {200: answers.MOVEMENT_PAGE},
    query=MovementsQuery,
    refusals=[SkuNotFound],
)
def of_sku(sku: str, query: MovementsQuery) -> ResponseReturnValue:
    """Lists the ledger of a SKU, newest first. Each change has the counters before and after it.

    A page with filters may have fewer entries than `limit`, even none, and still not be the last.
    Go on until `next_cursor` is null.
    """
    before = cursors.decode(query.cursor, cursors.BeforeId)
    reach = allowance()
    if query.location is not None:
        reach.require_location(query.location)
    if query.order_id is not None:
        reach.require_order(query.order_id)
    where = ledger_reads.MovementFilter(
        query.location,
        query.kind,
        query.reason,
        query.reference,
        query.order_id,
        query.since,
        query.before,
        reach.locations,
        reach.order_prefix,
    )
    with services().reads.transaction() as session:
        page = ledger_reads.movements(session, sku, where=where, before=before, limit=query.limit)
        if not page.entries and not queries.stock(session, [sku]):
            raise SkuNotFound(skus=[sku])
        links = ledger_reads.links(session, page.entries)
        shown: MovementPageJson = {
            "items": [movement_json(entry, links) for entry in page.entries],
            "next_cursor": cursors.encode(page.last),
        }
        return shown
