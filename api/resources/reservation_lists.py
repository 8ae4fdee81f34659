"""Pages of reservations: the running holds by their end, other statuses by order id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from api.contract import cursors
from api.contract.answers import ReservationPageJson
from api.contract.requests.query_strings import ReservationsQuery
from api.services import services
from api.tracing import allowance
from inventory.domain.orders.held_units import require_reached
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.status import Status
from inventory.errors import BeyondToken
from inventory.reading import queries
from inventory.reading.near_locations import require_known
from inventory.reading.queries import ReservationFilter
from inventory.reading.reservation_json import reservation_json


def reservation_page(query: ReservationsQuery) -> ResponseReturnValue:
    """Return the answer to the query, with the orders that the caller may reach."""
    return _holds(query) if query.status is Status.PENDING else _of_status(query)


def _holds(query: ReservationsQuery) -> ResponseReturnValue:
    after = cursors.decode(query.cursor, cursors.AfterHold)
    with services().reads.transaction() as session:
        where = _where(session, query)
        page = queries.holds(session, where, expires_before=query.expires_before, after=after, limit=query.limit)
        return _page(page.entries, page.last)


def _of_status(query: ReservationsQuery) -> ResponseReturnValue:
    after = cursors.decode(query.cursor, cursors.AfterIdentifier)
    with services().reads.transaction() as session:
        where = _where(session, query)
        if query.expires_before is not None or query.held_before is not None:
            return _page([], None)
        page = queries.reservations(session, where, status=query.status, after=after, limit=query.limit)
        return _page(page.entries, page.last)


def _where(session: Session, query: ReservationsQuery) -> ReservationFilter:
    reach = allowance()
    if query.location is not None:
        reach.require_location(query.location)
        require_known(session, query.location, within=reach.locations)
    return ReservationFilter(query.sku, query.location, reach.order_prefix, query.held_before)


def _page(entries: Sequence[Reservation], last: str | tuple[datetime, str] | None) -> ResponseReturnValue:
    """Return the answer, while the connection is held: it bounds the pages in memory."""
    reached = [one for one in entries if _is_reached(one)]
    page: ReservationPageJson = {
        "items": [reservation_json(one) for one in reached],
        "next_cursor": cursors.encode(last),
    }
    return jsonify(page)


def _is_reached(reservation: Reservation) -> bool:
    try:
        require_reached(allowance(), reservation)
    except BeyondToken:
        return False
    return True
