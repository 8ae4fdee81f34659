"""Have units of an order come from another place."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Annotated

from flask import Blueprint
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator

from api.tracing import cause
from console.access.scopes import needs
from console.forms import Form, TypedQuantity
from console.pages.orders.acting import OrderForm, act, known
from console.pages.orders.offered import REASSIGN
from console.pages.stock.places import names
from console.services import database
from console.words.names import named
from console.words.orders import units
from inventory.boundary.fields import Identifier
from inventory.domain.commands import Reassign
from inventory.domain.orders.requests.reassigning import reassignable
from inventory.domain.orders.reservation import Reservation
from inventory.domain.stock.row import StockKey
from inventory.tokens import Scope

pages = Blueprint("reassigning", __name__, url_prefix="/orders")


def _stock_key(chosen: object) -> object:
    """Return the SKU and the place of an option. Raises `ValueError` for anything else."""
    if isinstance(chosen, str):
        with suppress(json.JSONDecodeError):
            return json.loads(chosen)
    raise ValueError("choose one of the list")


class ReassignForm(OrderForm):
    chosen_units: Annotated[tuple[Identifier, Identifier], BeforeValidator(_stock_key)]
    to_location: Identifier
    quantity: TypedQuantity | None = None


@pages.route("/<segment:order_id>/reassign", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def reassign(order_id: str) -> ResponseReturnValue:
    """Have units of a line that names no place come from another one."""
    options = _options(known(order_id))
    form = Form(ReassignForm, chosen_units=options[0][0] if len(options) == 1 else "")
    parsed = form.parsed
    call = Reassign(order_id, *parsed.chosen_units, parsed.to_location, parsed.quantity, cause()) if parsed else None
    with database().transaction() as session:
        places = names(session)
    return act(REASSIGN, form, order_id, call, options=options, places=places)


def _options(order: Reservation) -> list[tuple[str, str]]:
    """Return the units that may come from elsewhere, as values of the form and in words."""
    return [(_value(place), _in_words(place, there)) for place, there in sorted(reassignable(order).items())]


def _value(place: StockKey) -> str:
    return json.dumps(place)


def _in_words(place: StockKey, there: int) -> str:
    sku, location = place
    return f"{named(sku)} at {named(location)}, {units(there)}"
