"""Availability: a look without a hold."""

from __future__ import annotations

from math import ceil

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract import answers
from api.contract.answers import AvailabilityJson, OfferJson
from api.contract.endpoint import Endpoint
from api.contract.requests.orders import AvailabilityRequest
from api.services import services
from api.tracing import allowance
from inventory.reading import availability
from inventory.tokens import Scope

blueprint = Blueprint("availability", __name__)


@blueprint.post("/v1/availability")
@Endpoint(
    "Check availability without a hold",
    Scope.STOCK_READ,
    {200: answers.AVAILABILITY},
    body=AvailabilityRequest,
    aged=True,
)
def check(body: AvailabilityRequest) -> ResponseReturnValue:
    """Only a reservation keeps the units: this is a look. An unknown SKU has none available. Units
    of overdue holds count, since a reserve gets them: those of the 50,000 oldest overdue holds. An
    untracked SKU has `available` null, because there are always enough. A SKU that is not sold now
    has none available, and nor has a location that is not set up or not active.

    With `order_id` the units of that order's own live hold count, too: could it be amended to these
    lines? The answer for an unknown order is that for anybody.

    With the header `Age` the answer comes from a replica of the database, at most that many seconds
    behind.
    """
    lines = body.lines()
    allowance().require_locations(line.location for line in lines)
    if body.order_id is not None:
        allowance().require_order(body.order_id)
    read = services().availability.offers(lines, order_id=body.order_id)
    content: AvailabilityJson = {
        "available": not any(offer.shortfall for offer in read.found),
        "items": [_offer_json(offer) for offer in read.found],
    }
    return content if read.age is None else (content, {"Age": str(ceil(read.age))})


def _offer_json(offer: availability.Offer) -> OfferJson:
    line = offer.line
    shown: OfferJson = {
        "sku": line.sku,
        "requested": line.quantity,
        "available": offer.available,
        "shortfall": offer.shortfall,
    }
    if offer.available is None:
        shown["tracked"] = False
    if not offer.sellable:
        shown["sellable"] = False
    if line.location is not None:
        shown["location"] = line.location
    return shown
