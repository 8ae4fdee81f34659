"""The one way of every action on an order: a look ahead, then the call, as it was looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Annotated, Any, NamedTuple

from flask.typing import ResponseReturnValue

from api.tracing import allowance
from console import addresses
from console.changes import execute
from console.forms import Form, FormModel, Typed
from console.page import done, page
from console.services import database, services
from console.words import movements
from console.words.orders import STATUSES
from inventory.database.transactions import now
from inventory.domain.commands import Cancel, CancelLines, Dispatch, Extend, Reassign, Return
from inventory.domain.orders.held_units import require_reached
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.units.to_ship import not_gone
from inventory.domain.outcome import OrderOutcome, Outcome, Refused
from inventory.errors import InventoryError, UnknownReservation
from inventory.reading import queries
from inventory.write_path.previews.orders import OrderCall, OrderPreview, preview_order


class OrderChanged(InventoryError):
    """Order {order_id!r} has changed since the page looked ahead. Nothing was done. What it would
    do now stands above: look, and press again.
    """

    code = "order_changed"
    order_id: str


class ChoiceUnseen(InventoryError):
    """The choice has changed since the page looked ahead. Nothing was done. What it would do now
    stands above: look, and press again.
    """

    code = "choice_unseen"


class OrderForm(FormModel):
    """Base of the forms. `seen` is the version of the order that the person has looked at, `chosen`
    the choice that was looked ahead at.
    """

    seen: Annotated[int, Typed]
    chosen: str = ""


class Action(NamedTuple):
    """The words of an action. Its address and its template, `orders/NAME.html`, have its name."""

    name: str
    title: str
    link: str
    done: str
    done_before: str


def act(
    action: Action, form: Form[Any], order_id: str, call: OrderCall | None, **fields: object
) -> ResponseReturnValue:
    """Show the form with a look ahead, or make the call. There is none while a form is not filled
    in. `fields` are for the template.
    """
    if call and form.parsed and form.step == "apply":
        with form.refusals:
            if form.parsed.chosen != _choice(call):
                raise ChoiceUnseen
            outcome = execute(call, accept=partial(_require_seen, form.parsed.seen))
            told = action.done if outcome.changed else action.done_before
            return done(told, addresses.of_order(order_id))
    shown = _looked_ahead(call) if call else _as_it_is(known(order_id))
    return page(
        f"orders/{action.name}.html", action=action, form=form, looks=bool(call), **shown, **fields
    ), form.status


def known(order_id: str) -> Reservation:
    """Return the order as it is. Raises `UnknownReservation` and `BeyondToken`."""
    with database().transaction() as session:
        order = queries.reservation(session, order_id)
    if order is None:
        raise UnknownReservation(order_id=order_id)
    require_reached(allowance(), order)
    return order


def _looked_ahead(call: OrderCall) -> dict[str, Any]:
    with database().transaction() as session:
        at = now(session)
        looked = preview_order(session, call, now=at, holds=services().holds)
    require_reached(allowance(), looked.before)
    return _as_it_is(looked.before) | _told(looked, call, at) | {"chosen": _choice(call)}


def _choice(call: OrderCall) -> str:
    """Return the choice that decides the outcome, as a hidden field has it."""
    match call:
        case Cancel(restock=restock):
            return "yes" if restock else "no"
        case Extend(ttl_seconds=seconds):
            return str(seconds)
        case Dispatch(lines=lines) | CancelLines(lines=lines) | Return(lines=lines):
            return _hash(lines)
        case Reassign(sku=sku, from_location=from_location, to_location=to_location, quantity=quantity):
            return _hash([sku, from_location, to_location, quantity])
    return ""


def _hash(chosen: Iterable[object]) -> str:
    return sha256(repr([*chosen]).encode()).hexdigest()[:32]


def _require_seen(seen: int, outcome: Outcome) -> None:
    """Raise `OrderChanged` if the order was not as the person saw it. A change is the next version,
    under the lock of the order.
    """
    if isinstance(outcome, OrderOutcome) and outcome.changed and outcome.reservation.version != seen + 1:
        raise OrderChanged(order_id=outcome.reservation.order_id)


def _as_it_is(order: Reservation) -> dict[str, Any]:
    """Return the parts of the page that tell the order."""
    address, status = addresses.of_order(order.order_id), STATUSES[order.status]
    return {"order": order, "address": address, "status": status, "chosen": ""}


def _told(looked: OrderPreview, call: OrderCall, at: datetime) -> dict[str, Any]:
    """Return the parts of the page that look ahead."""
    outcome = looked.outcome
    after = outcome.reservation if isinstance(outcome, OrderOutcome) else looked.before
    return {
        "refused": outcome.error if isinstance(outcome, Refused) else None,
        "changes": outcome.changed,
        "status_after": STATUSES[after.status],
        "after": after,
        "left_after": sum(not_gone(after).values()),
        "at_most": _longest(after, call, at),
        "movements": [(movements.foretold(one), movements.balance(one)) for one in looked.entries],
    }


def _longest(after: Reservation, call: OrderCall, at: datetime) -> timedelta | None:
    """Return the longest time that the order can be held, if the call asks for more than that."""
    if not isinstance(call, Extend) or after.expires_at is None or after.held_since is None:
        return None
    is_met = after.expires_at >= at + timedelta(seconds=call.ttl_seconds)
    return None if is_met else after.expires_at - after.held_since
