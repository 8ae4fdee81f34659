"""Could this be had now? A look without a hold: only a reservation keeps it so."""

from __future__ import annotations

from math import ceil
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract import answers
from api.contract.endpoint import Endpoint
from api.contract.requests import AvailabilityRequest
from api.services import services
from api.tracing import allowance
from inventory.reading import queries

blueprint = Blueprint("availability", __name__)


@blueprint.post("/v1/availability")
@Endpoint("Could this be had now?", {200: answers.Availability}, body=AvailabilityRequest, aged=True)
def check(body: AvailabilityRequest) -> ResponseReturnValue:
    """A look without a hold: only a reservation keeps it so. A SKU that is not known has none. Units of holds that are over count, as
    a reserve gets them; where many are over, those among the 50,000 oldest.

    With `Age` it comes from a replica of the database, which may be so many seconds behind.
    """
    lines = body.lines()
    allowance().require_locations(line.location for line in lines)
    read = services().availability.offers(lines)
    content = {
        "available": not any(offer.shortfall for offer in read.found),
        "items": [_offer_json(offer) for offer in read.found],
    }
    return content if read.age is None else (content, {"Age": str(ceil(read.age))})


def _offer_json(offer: queries.Offer) -> dict[str, Any]:
    line = offer.line
    return {
        "sku": line.sku,
        **({"location": line.location} if line.location is not None else {}),
        "requested": line.quantity,
        "available": offer.available,
        "shortfall": offer.shortfall,
    }
