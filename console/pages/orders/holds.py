"""Actions on the hold of an order, and on all of it: confirm, extend, release and cancel."""

from __future__ import annotations

from math import ceil
from typing import Annotated, Literal

from flask import Blueprint
from flask.typing import ResponseReturnValue
from pydantic import Field

from api.tracing import cause
from console.access.scopes import needs
from console.forms import Form, Typed
from console.pages.orders.acting import OrderForm, act, known
from console.pages.orders.offered import CANCEL, CONFIRM, EXTEND, RELEASE
from console.services import database, services
from inventory.boundary.fields import MAX_IDENTIFIER_BYTES, ShortText
from inventory.database.transactions import now
from inventory.domain.commands import Cancel, Confirm, Extend, Release
from inventory.domain.orders.reservation import Reservation
from inventory.tokens import Scope

pages = Blueprint("order_holds", __name__, url_prefix="/orders")

Reason = Annotated[ShortText, Field(min_length=1, max_length=MAX_IDENTIFIER_BYTES)]
SECONDS_A_MINUTE = 60
MAX_MINUTES = 525_600


class ReasonForm(OrderForm):
    """A form that asks for a reason. To look ahead needs none."""

    needed_to_apply = ("reason",)
    reason: Reason | None = None

    @property
    def why(self) -> str:
        return self.reason or ""


class CancelForm(ReasonForm):
    restock: Literal["yes", "no"] = "yes"


class ExtendForm(ReasonForm):
    minutes: Annotated[int, Typed, Field(ge=1, le=MAX_MINUTES)]


@pages.route("/<segment:order_id>/confirm", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def confirm(order_id: str) -> ResponseReturnValue:
    """Take the order as paid. The ledger keeps the reason as the reference of its movements."""
    form = Form(ReasonForm)
    reason = form.parsed.reason if form.parsed else None
    return act(CONFIRM, form, order_id, Confirm(order_id, cause()._replace(reference=reason)))


@pages.route("/<segment:order_id>/release", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def release(order_id: str) -> ResponseReturnValue:
    """Give the hold back. The order may be reserved again."""
    form = Form(ReasonForm)
    return act(RELEASE, form, order_id, Release(order_id, form.parsed.why if form.parsed else "", cause()))


@pages.route("/<segment:order_id>/cancel", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def cancel(order_id: str) -> ResponseReturnValue:
    """End the order for good."""
    form = Form(CancelForm, restock="yes")
    reason, restock = form.parsed.why if form.parsed else "", form.values.get("restock") != "no"
    return act(CANCEL, form, order_id, Cancel(order_id, reason, cause(), restock=restock))


@pages.route("/<segment:order_id>/extend", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def extend(order_id: str) -> ResponseReturnValue:
    """Keep a running hold for some minutes from now on. The outcome has the reason."""
    left = _minutes_left(known(order_id))
    usual = services().settings.hold_seconds // SECONDS_A_MINUTE or 1
    form = Form(ExtendForm, minutes=usual)
    minutes = form.parsed.minutes if form.parsed else usual
    reason = form.parsed.reason if form.parsed else None
    return act(EXTEND, form, order_id, Extend(order_id, minutes * SECONDS_A_MINUTE, cause(), reason), left=left)


def _minutes_left(order: Reservation) -> int | None:
    """Return the minutes, in full or begun, until the hold ends. None without a running hold."""
    with database().transaction() as session:
        at = now(session)
    if order.expires_at is None or not order.live(at):
        return None
    return ceil((order.expires_at - at).total_seconds() / SECONDS_A_MINUTE)
