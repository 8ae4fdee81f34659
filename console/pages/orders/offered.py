"""The actions that an order offers as it is, and the units that they may be about."""

from __future__ import annotations

from collections.abc import Iterator

from console.pages.orders.acting import Action
from inventory.domain.orders.requests.cancelled_lines import cancellable
from inventory.domain.orders.requests.reassigning import reassignable
from inventory.domain.orders.requests.returns import returnable
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.status import Status
from inventory.domain.orders.units.to_ship import not_gone

CONFIRM = Action(
    "confirm", "Take the order as paid", "Take as paid", "The order is paid now.", "The order was paid before."
)
EXTEND = Action(
    "extend",
    "Keep the hold for longer",
    "Keep the hold for longer",
    "The hold is longer now.",
    "The hold is as long as that already.",
)
RELEASE = Action(
    "release", "Give the hold back", "Give the hold back", "The units are free again.", "The order had no units held."
)
CANCEL = Action(
    "cancel",
    "Cancel the order for good",
    "Cancel for good",
    "The order is cancelled.",
    "The order was cancelled before.",
)
DISPATCH = Action(
    "dispatch", "Report a parcel", "Report a parcel", "The parcel is reported.", "This parcel was reported before."
)
RETURN = Action(
    "return", "Take goods back", "Take goods back", "The goods are back.", "This return was reported before."
)
CANCEL_LINES = Action(
    "cancel-lines",
    "Cancel some units",
    "Cancel some units",
    "The units are cancelled.",
    "These units were cancelled before, under the same number.",
)
REASSIGN = Action(
    "reassign",
    "Take units from another place",
    "Take from another place",
    "The units come from the other place now.",
    "The units came from there before.",
)


def offered(order: Reservation) -> list[Action]:
    """Return the actions that make sense for the order as it is. Others are refused."""
    return [*_on_the_order(order), *_on_units(order)]


def _on_the_order(order: Reservation) -> tuple[Action, ...]:
    if order.is_cancelled:
        return ()
    match order.status:
        case Status.PENDING:
            return CONFIRM, EXTEND, RELEASE, CANCEL
        case Status.EXPIRED | Status.RELEASED:
            return CONFIRM, CANCEL
        case _:
            return (CANCEL,)


def _on_units(order: Reservation) -> Iterator[Action]:
    has_units = order.status in {Status.PENDING, Status.CONFIRMED}
    if has_units and not_gone(order):
        yield DISPATCH
    if +returnable(order):
        yield RETURN
    if has_units and +cancellable(order):
        yield CANCEL_LINES
    if has_units and reassignable(order):
        yield REASSIGN
