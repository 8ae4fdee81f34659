"""Timelines: all that happened to an order."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract import cursors
from api.contract.endpoint import Endpoint
from api.contract.requests.query_strings import PageQuery
from api.contract.timeline_answers import TIMELINE, TimelinePageJson
from api.services import services
from api.tracing import allowance
from inventory.database.transactions import now
from inventory.errors import UnknownReservation
from inventory.timeline.entries import Position
from inventory.timeline.page import timeline
from inventory.timeline.timeline_json import timeline_json
from inventory.tokens import Scope

blueprint = Blueprint("timelines", __name__, url_prefix="/v1/orders")


@blueprint.get("/<segment:order_id>/timeline")
@Endpoint(
    "Tell what happened to an order",
    Scope.STOCK_READ,
    {200: TIMELINE},
    query=PageQuery,
    refusals=[UnknownReservation],
)
def of_order(order_id: str, query: PageQuery) -> ResponseReturnValue:
    """Lists, oldest first, the events heard about the order and their effects, the movements of its
    units, and its outcomes with the time at which Kafka had them. Times are in UTC. An order that
    was never stored has a timeline too, if anything is kept of it.
    """
    after = cursors.decode(query.cursor, cursors.AfterEntry)
    with services().reads.transaction() as session:
        page = timeline(
            session,
            order_id,
            now=now(session),
            after=None if after is None else Position(*after),
            limit=query.limit,
            allowance=allowance(),
        )
        last = None if page.last is None else (page.last.at, page.last.rank, page.last.id)
        shown: TimelinePageJson = {**timeline_json(page), "next_cursor": cursors.encode(last)}
        return shown
