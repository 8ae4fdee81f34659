"""Returns: goods of an order that came back. Its `return_id` makes each repeated call a replay."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract import answers
from api.contract.endpoint import Endpoint, Header
from api.contract.requests.orders import ReturnRequest
from api.resources.reservation_answers import PREFIX, show_reservation
from api.services import execute
from api.tracing import cause
from inventory.domain.commands import Return
from inventory.domain.orders.requests.return_errors import (
    OrderOfReturnUnknown,
    ReturnConflict,
    ReturnExceedsOrder,
    ReturnPlaceSells,
    TooManyReturns,
)
from inventory.domain.stock.return_places import ReturnsSell
from inventory.errors import (
    InvalidIdentifier,
    LocationInactive,
    LocationNotSetUp,
    ReservationConflict,
    UnknownReservation,
)
from inventory.tokens import Scope

blueprint = Blueprint("returns", __name__, url_prefix=PREFIX)


@blueprint.post("/<segment:order_id>/returns")
@Endpoint(
    "Report goods of an order that came back",
    Scope.STOCK_RESERVE,
    {201: answers.RESERVATION, 200: answers.RESERVATION},
    body=ReturnRequest,
    refusals=[
        *(ReturnExceedsOrder, ReturnConflict, TooManyReturns, ReturnPlaceSells, ReturnsSell),
        *(ReservationConflict, UnknownReservation, LocationNotSetUp, LocationInactive),
        InvalidIdentifier,
    ],
    headers=[Header.IDEMPOTENCY_KEY],
    tagged=True,
    writes=True,
)
def take_back(order_id: str, body: ReturnRequest) -> ResponseReturnValue:
    """Sellable units lie where they left again, and are for sale. Others lie where nothing is sold.
    The status of the order stays. Answers 201 for a new return, 200 if this one was reported with
    the same items.
    """
    try:
        outcome = execute(Return(order_id, body.return_id, body.lines(), cause()))
    except UnknownReservation:
        raise OrderOfReturnUnknown(order_id=order_id) from None
    return show_reservation(outcome.reservation, status=201 if outcome.changed else 200)
