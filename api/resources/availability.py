"""Could this be had now? A look without a hold: only a reservation keeps it so."""

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
from inventory.reading import queries
from inventory.tokens import Scope

blueprint = Blueprint("availability", __name__)


@blueprint.post("/v1/availability")
@Endpoint("Could this be had now?", Scope.STOCK_READ, {200: answers.AVAILABILITY}, body=AvailabilityRequest, aged=True)
def check(body: AvailabilityRequest) -> ResponseReturnValue:
    """A look without a hold: only a reservation keeps it so. A SKU that is not known has none. Units of holds that are over count, as
    a reserve gets them; where many are over, those among the 50,000 oldest.

    With `Age` it comes from a replica of the database, which may be so many seconds behind.
    """
    lines = body.lines()
    allowance().require_locations(line.location for line in lines)
    read = services().availability.offers(lines)
    content: AvailabilityJson = {
        "available": not any(offer.shortfall for offer in read.found),
        "items": [_offer_json(offer) for offer in read.found],
    }
    return content if read.age is None else (content, {"Age": str(ceil(read.age))})


def _offer_json(offer: queries.Offer) -> OfferJson:
    line = offer.line
    shown: OfferJson = {
        "sku": line.sku,
        "requested": line.quantity,
        "available": offer.available,
        "shortfall": offer.shortfall,
    }
    if line.location is not None:
        shown["location"] = line.location
    return shown
