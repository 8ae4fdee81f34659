"""The desks: goods of an order that leave, that come back, and units that nobody wants any more."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.tracing import cause
from console.access.scopes import needs
from console.changes import reference
from console.pages.orders.acting import act, known
from console.pages.orders.came_back import STATES, aside
from console.pages.orders.lines import FormOfLines, FormRow, LinesForm, ReturnLinesForm
from console.pages.orders.offered import CANCEL_LINES, DISPATCH, RETURN
from console.pages.stock.places import names
from console.services import database
from inventory.boundary.fields import Identifier
from inventory.domain.commands import MAX_LINES, CancelLines, Dispatch, Return
from inventory.domain.lines import merge_return_lines
from inventory.domain.orders.requests.cancelled_lines import cancellable
from inventory.domain.orders.requests.returns import returnable
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.units.to_ship import not_gone
from inventory.tokens import Scope

pages = Blueprint("order_desks", __name__, url_prefix="/orders")


class DispatchForm(LinesForm):
    needed_to_apply = ("dispatch_id",)
    dispatch_id: Identifier | None = None


class CancelLinesForm(LinesForm):
    cancel_id: Identifier | None = None


class ReturnForm(ReturnLinesForm):
    needed_to_apply = ("return_id",)
    return_id: Identifier | None = None


@pages.route("/<segment:order_id>/dispatch", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def dispatch(order_id: str) -> ResponseReturnValue:
    """Report a parcel. The form begins with all that has not left."""
    form = FormOfLines(DispatchForm, _to_send(known(order_id)))
    parcel = reference(form.parsed.dispatch_id if form.parsed else None)
    call = Dispatch(order_id, parcel, form.lines, cause()) if form.lines else None
    return act(DISPATCH, form, order_id, call)


@pages.route("/<segment:order_id>/cancel-lines", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def cancel_lines(order_id: str) -> ResponseReturnValue:
    """Cancel units of the order. Without a number of a paper, the console makes one."""
    form = FormOfLines(CancelLinesForm, _to_cancel(known(order_id)))
    parsed = form.parsed
    call = CancelLines(order_id, reference(parsed.cancel_id), form.lines, cause()) if parsed else None
    return act(CANCEL_LINES, form, order_id, call)


@pages.route("/<segment:order_id>/return", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def take_back(order_id: str) -> ResponseReturnValue:
    """Report goods that came back, by their state. The form begins empty: nobody is to book goods
    as good that nobody has looked at.
    """
    order = known(order_id)
    form = FormOfLines(ReturnForm, _to_take_back(order))
    parsed = form.parsed
    lines = merge_return_lines([one.return_line() for one in parsed.items]) if parsed else ()
    call = Return(order_id, reference(parsed.return_id), lines, cause()) if parsed else None
    with database().transaction() as session:
        places, set_aside = names(session), aside(session, order)
    return act(RETURN, form, order_id, call, states=STATES, places=places, set_aside=set_aside)


def _to_send(order: Reservation) -> list[FormRow]:
    units = sorted(not_gone(order).items())
    return [FormRow(sku, most, location, quantity=str(most)) for (sku, location), most in units][:MAX_LINES]


def _to_cancel(order: Reservation) -> list[FormRow]:
    left = cancellable(order)
    rows = [FormRow(sku, min(quantity, left[sku]), location or "") for sku, quantity, location in order.ordered_lines]
    return [row for row in rows if row.most > 0][:MAX_LINES]


def _to_take_back(order: Reservation) -> list[FormRow]:
    """Return a row for each state of each SKU."""
    out = sorted((+returnable(order)).items())[:MAX_LINES]
    return [FormRow(sku, most, disposition=state.value) for sku, most in out for state in STATES]
