"""An order: its status and units, and all that happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from api.contract import cursors
from api.tracing import allowance
from console import addresses, statuses
from console.access.scopes import needs
from console.page import page
from console.pages.orders.came_back import returns
from console.pages.orders.not_met import not_met
from console.pages.orders.offered import offered
from console.pages.orders.units import still_to_send, units_of
from console.reading.search import Kind, Match, near
from console.services import database
from console.words.orders import STATUSES, told
from console.words.timeline import said
from inventory.database.transactions import now
from inventory.domain.orders.held_units import require_reached
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.status import Status
from inventory.errors import BeyondToken, UnknownReservation
from inventory.reading.facts_json import facts
from inventory.reading.queries import ReservationFilter, holds
from inventory.timeline.entries import Position
from inventory.timeline.page import Timeline, timeline
from inventory.tokens import Scope

pages = Blueprint("orders", __name__, url_prefix="/orders")

HOLDS = 50
"""Maximum number of orders on a page of holds."""
ENTRIES = 100
"""Maximum number of entries on a page of a timeline."""


@pages.get("")
@needs(Scope.STOCK_READ)
def find() -> ResponseReturnValue:
    """Ask for an order, and list the running holds that end first."""
    after = cursors.decode(request.args.get("after") or None, cursors.AfterHold)
    where = ReservationFilter(prefix=allowance().order_prefix)
    with database().transaction() as session:
        found = holds(session, where, after=after, limit=HOLDS)
    mine = [one for one in found.entries if _is_reached(one)]
    next_page = cursors.encode(found.last)
    return page("orders/find.html", holds=mine, is_later=after is not None, next_page=next_page)


@pages.get("/<segment:order_id>")
@needs(Scope.STOCK_READ)
def show(order_id: str) -> ResponseReturnValue:
    """Show an order as it is, and its timeline from the beginning, or behind an entry."""
    after = cursors.decode(request.args.get("after") or None, cursors.AfterEntry)
    position = None if after is None else Position(*after)
    with database().transaction() as session:
        at = now(session)
        try:
            found = timeline(session, order_id, now=at, after=position, limit=ENTRIES, allowance=allowance())
        except UnknownReservation as error:
            return _unknown(order_id, error, list(near(session, order_id, allowance())))
        shown = _shown(found)
    return page("orders/show.html", **shown, is_later=position is not None)


def _unknown(order_id: str, error: UnknownReservation, near_: Sequence[Match]) -> ResponseReturnValue:
    """Return the page of an order that nothing is known of, with orders that begin so."""
    orders = [one.key for one in near_ if one.kind is Kind.ORDER]
    return page("orders/unknown.html", order_id=order_id, error=error, near=orders), statuses.of(error)


def _is_reached(order: Reservation) -> bool:
    try:
        require_reached(allowance(), order)
    except BeyondToken:
        return False
    return True


def _shown(found: Timeline) -> dict[str, Any]:
    order, last = found.order, found.last
    return {
        "order_id": found.order_id,
        "address": addresses.of_order(found.order_id),
        "record": found.record,
        "order": order,
        "as_of": found.as_of,
        "status": None if order is None else STATUSES[order.status],
        "is_overdue": order is not None and _is_overdue(order, found),
        "actions": () if order is None else offered(order),
        "facts": {} if order is None else told(facts(order)),
        "lines": [] if order is None else units_of(order),
        "to_send": 0 if order is None else sum(still_to_send(order).values()),
        "returns": [] if order is None else returns(order),
        "not_met": not_met(found),
        "entries": [said(one) for one in found.entries],
        "next_page": None if last is None else cursors.encode((last.at, last.rank, last.id)),
    }


def _is_overdue(order: Reservation, found: Timeline) -> bool:
    return order.status is Status.PENDING and order.expires_at is not None and order.expires_at <= found.as_of
