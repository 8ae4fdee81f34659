"""Actions on an order: confirm, extend, release and cancel, each with a look ahead."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal, NamedTuple

from flask import Blueprint
from flask.typing import ResponseReturnValue
from pydantic import Field

from api.tracing import allowance, cause
from console import addresses
from console.access.scopes import needs
from console.changes import execute
from console.forms import Form, FormModel, Typed
from console.page import done, page
from console.services import database, services
from console.words import movements
from console.words.orders import STATUSES
from inventory.boundary.fields import MAX_IDENTIFIER_BYTES, ShortText
from inventory.database.transactions import now
from inventory.domain.commands import Cancel, Confirm, Extend, Release
from inventory.domain.orders.held_units import require_reached
from inventory.domain.outcome import OrderOutcome, Outcome, Refused
from inventory.errors import InventoryError
from inventory.tokens import Scope
from inventory.write_path.preview import OrderCall, OrderPreview, preview_order

pages = Blueprint("order_actions", __name__, url_prefix="/orders")

Reason = Annotated[ShortText, Field(min_length=1, max_length=MAX_IDENTIFIER_BYTES)]
SECONDS_A_MINUTE = 60
MAX_MINUTES = 525_600


class OrderChanged(InventoryError):
    """Order {order_id!r} has changed since you looked at it. Nothing was changed by you. Look at it
    as it is now, below, and decide again.
    """

    code = "order_changed"
    order_id: str


class ChoiceUnseen(InventoryError):
    """You have chosen something else than what was looked ahead at. Nothing was changed. Look at
    what will happen, below, and decide.
    """

    code = "choice_unseen"


class OrderForm(FormModel):
    """Base of the forms. `seen` is the version of the order that the person has looked at, `chosen`
    the choice that was looked ahead at.
    """

    seen: Annotated[int, Typed]
    chosen: str = ""


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


class Action(NamedTuple):
    """The words of an action, in the template `orders/NAME.html`."""

    name: str
    title: str
    done: str
    done_before: str


CONFIRM = Action("confirm", "Take the order as paid", "The order is paid now.", "The order was paid before.")
EXTEND = Action("extend", "Keep the hold for longer", "The hold is longer now.", "The hold is as long as that already.")
RELEASE = Action("release", "Give the hold back", "The units are free again.", "The order had no units held.")
CANCEL = Action("cancel", "Cancel the order for good", "The order is cancelled.", "The order was cancelled before.")


@pages.route("/<segment:order_id>/confirm", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def confirm(order_id: str) -> ResponseReturnValue:
    """Take the order as paid. The ledger keeps the reason as the reference of its movements."""
    form = Form(ConfirmForm)
    reason = form.parsed.reason if form.parsed else None
    return _act(CONFIRM, form, Confirm(order_id, cause()._replace(reference=reason)))


@pages.route("/<segment:order_id>/release", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def release(order_id: str) -> ResponseReturnValue:
    """Give the hold back. The order may be reserved again."""
    form = Form(ReleaseForm)
    return _act(RELEASE, form, Release(order_id, form.parsed.reason if form.parsed else "", cause()))


@pages.route("/<segment:order_id>/cancel", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def cancel(order_id: str) -> ResponseReturnValue:
    """End the order for good."""
    form = Form(CancelForm, restock="yes")
    reason = form.parsed.reason if form.parsed else ""
    return _act(CANCEL, form, Cancel(order_id, reason, cause(), restock=form.values.get("restock") != "no"))


@pages.route("/<segment:order_id>/extend", methods=["GET", "POST"])
@needs(Scope.STOCK_RESERVE)
def extend(order_id: str) -> ResponseReturnValue:
    """Keep a running hold for some minutes from now on. The outcome has the reason."""
    usual = services().settings.hold_seconds // SECONDS_A_MINUTE or 1
    form = Form(ExtendForm, minutes=usual)
    minutes = form.parsed.minutes if form.parsed else usual
    reason = form.parsed.reason if form.parsed else None
    return _act(EXTEND, form, Extend(order_id, minutes * SECONDS_A_MINUTE, cause(), reason))


def _act(action: Action, form: Form[Any], call: OrderCall) -> ResponseReturnValue:
    """Show the form with a look ahead, or make the call."""
    if form.parsed and form.step == "apply":
        with form.refusals:
            if form.parsed.chosen != _choice(call):
                raise ChoiceUnseen
            outcome = execute(call, accept=partial(_require_seen, form.parsed.seen))
            told = action.done if outcome.changed else action.done_before
            return done(told, addresses.of_order(call.order_id))
    with database().transaction() as session:
        looked = preview_order(session, call, now=now(session), holds=services().holds)
    require_reached(allowance(), looked.before)
    shown = _told(looked)
    return page(f"orders/{action.name}.html", action=action, form=form, chosen=_choice(call), **shown), form.status


def _choice(call: OrderCall) -> str:
    """Return the choice that decides what will happen, as a hidden field has it."""
    match call:
        case Cancel(restock=restock):
            return "yes" if restock else "no"
        case Extend(ttl_seconds=seconds):
            return str(seconds)
    return ""


def _require_seen(seen: int, outcome: Outcome) -> None:
    """Raise `OrderChanged` if the order was not as the person saw it. A change is the next version,
    under the lock of the order.
    """
    if isinstance(outcome, OrderOutcome) and outcome.changed and outcome.reservation.version != seen + 1:
        raise OrderChanged(order_id=outcome.reservation.order_id)


def _told(looked: OrderPreview) -> dict[str, Any]:
    """Return the parts of the page that look ahead."""
    order, outcome = looked.before, looked.outcome
    after = outcome.reservation if isinstance(outcome, OrderOutcome) else order
    return {
        "order": order,
        "address": addresses.of_order(order.order_id),
        "refused": outcome.error if isinstance(outcome, Refused) else None,
        "changes": outcome.changed,
        "status": STATUSES[order.status],
        "status_after": STATUSES[after.status],
        "after": after,
        "movements": [(movements.sentence(one), movements.balance(one), one.sku) for one in looked.entries],
    }
