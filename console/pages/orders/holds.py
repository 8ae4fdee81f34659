"""Actions on the hold of an order, and on all of it: confirm, extend, release and cancel."""

from __future__ import annotations

from typing import Annotated, Literal

from flask import Blueprint
from flask.typing import ResponseReturnValue
from pydantic import Field

from api.tracing import cause
from console.access.scopes import needs
from console.forms import Form, Typed
from console.pages.orders.acting import OrderForm, act
from console.pages.orders.offered import CANCEL, CONFIRM, EXTEND, RELEASE
from console.services import services
from inventory.boundary.fields import MAX_IDENTIFIER_BYTES, ShortText
from inventory.domain.commands import Cancel, Confirm, Extend, Release
from inventory.tokens import Scope

pages = Blueprint("order_holds", __name__, url_prefix="/orders")

Reason = Annotated[ShortText, Field(min_length=1, max_length=MAX_IDENTIFIER_BYTES)]
SECONDS_A_MINUTE = 60
MAX_MINUTES = 525_600


class ConfirmForm(OrderForm):
    reason: Reason


class ReleaseForm(OrderForm):
    reason: Reason


class CancelForm(OrderForm):
    reason: Reason
    restock: Literal["yes", "no"] = "yes"


class ExtendForm(OrderForm):
    reason: Reason
    minutes: Annotated[int, Typed, Field(ge=1, le=MAX_MINUTES)]


@pages.route("/<segment:order_id>/confirm", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def confirm(order_id: str) -> ResponseReturnValue:
    """Take the order as paid. The ledger keeps the reason as the reference of its movements."""
    form = Form(ConfirmForm)
    reason = form.parsed.reason if form.parsed else None
    return act(CONFIRM, form, order_id, Confirm(order_id, cause()._replace(reference=reason)))


@pages.route("/<segment:order_id>/release", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def release(order_id: str) -> ResponseReturnValue:
    """Give the hold back. The order may be reserved again."""
    form = Form(ReleaseForm)
    return act(RELEASE, form, order_id, Release(order_id, form.parsed.reason if form.parsed else "", cause()))


@pages.route("/<segment:order_id>/cancel", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def cancel(order_id: str) -> ResponseReturnValue:
    """End the order for good."""
    form = Form(CancelForm, restock="yes")
    reason, restock = form.parsed.reason if form.parsed else "", form.values.get("restock") != "no"
    return act(CANCEL, form, order_id, Cancel(order_id, reason, cause(), restock=restock))


@pages.route("/<segment:order_id>/extend", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def extend(order_id: str) -> ResponseReturnValue:
    """Keep a running hold for some minutes from now on. The outcome has the reason."""
    usual = services().settings.hold_seconds // SECONDS_A_MINUTE or 1
    form = Form(ExtendForm, minutes=usual)
    minutes = form.parsed.minutes if form.parsed else usual
    reason = form.parsed.reason if form.parsed else None
    return act(EXTEND, form, order_id, Extend(order_id, minutes * SECONDS_A_MINUTE, cause(), reason))
