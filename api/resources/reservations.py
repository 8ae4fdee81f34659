"""Reservations: units held or taken for an order. Its id makes each repeated call a replay."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract import answers
from api.contract.endpoint import Endpoint, Header
from api.contract.errors import InsufficientScope
from api.contract.headers import expected_versions, is_conditional, represent
from api.contract.requests.orders import (
    AmendRequest,
    CancelRequest,
    ConfirmRequest,
    DispatchRequest,
    ExtendRequest,
    ReassignRequest,
    ReleaseRequest,
    ReserveRequest,
)
from api.contract.requests.query_strings import ReservationsQuery
from api.resources.reservation_answers import PREFIX, execute_and_show, show_reservation
from api.resources.reservation_lists import reservation_page
from api.services import execute, services
from api.tracing import allowance, cause, may
from inventory.domain.commands import (
    Amend,
    Cancel,
    CancelLines,
    Confirm,
    Dispatch,
    Extend,
    Release,
    Reserve,
)
from inventory.domain.orders.held_units import require_reached
from inventory.domain.orders.requests.cancel_errors import CancelConflict, CancelExceedsOrder, TooManyCancels
from inventory.domain.orders.requests.dispatch_errors import DispatchConflict, DispatchExceedsOrder, TooManyDispatches
from inventory.errors import (
    InsufficientStock,
    InvalidIdentifier,
    LocationInactive,
    LocationNotSetUp,
    NotSellable,
    ReservationConflict,
    UnknownReservation,
    UnknownSku,
)
from inventory.reading import queries
from inventory.reading.reservation_json import reservation_json
from inventory.tokens import Scope

blueprint = Blueprint("reservations", __name__, url_prefix=PREFIX)
_OF_LINES = (InsufficientStock, NotSellable, ReservationConflict, UnknownSku, LocationNotSetUp, LocationInactive)
_OF_UNITS = (ReservationConflict, UnknownReservation, LocationNotSetUp, LocationInactive)
_OF_CANCELS = (CancelExceedsOrder, CancelConflict, TooManyCancels)


@blueprint.post("")
@Endpoint(
    "Hold stock for an order",
    Scope.STOCK_RESERVE,
    {201: answers.RESERVATION, 200: answers.RESERVATION},
    body=ReserveRequest,
    refusals=[*_OF_LINES, InvalidIdentifier],
    headers=[Header.IDEMPOTENCY_KEY],
    tagged=True,
    writes=True,
)
def create(body: ReserveRequest) -> ResponseReturnValue:
    """Holds all lines or none. Answers 201 for a new hold, 200 if the order has this one."""
    if body.use_safety_stock and not may(Scope.STOCK_OVERRIDE):
        raise InsufficientScope(scope=str(Scope.STOCK_OVERRIDE))
    wishes = body.preference()
    outcome = execute(Reserve(body.order_id, body.lines(), cause(), body.ttl_seconds, body.use_safety_stock, wishes))
    status = 201 if outcome.created else 200
    return show_reservation(outcome.reservation, status=status, sourcing=outcome.sourcing)


@blueprint.get("")
@Endpoint(
    "List reservations",
    Scope.STOCK_READ,
    {200: answers.RESERVATION_PAGE},
    query=ReservationsQuery,
    refusals=[LocationNotSetUp],
)
def many(query: ReservationsQuery) -> ResponseReturnValue:
    """Lists the running holds, sorted by their end, or the reservations of another status, sorted
    by order id. Of holds of one length the oldest is first.

    A page may have fewer entries than `limit`, even none, and still not be the last. Go on until
    `next_cursor` is null. A page is shorter if its orders are large, if rare ones are looked for,
    or if the token has limits: it is shown only what it may reach.
    """
    return reservation_page(query)


@blueprint.get("/<segment:order_id>")
@Endpoint(
    "Read a reservation",
    Scope.STOCK_READ,
    {200: answers.RESERVATION, 304: None},
    refusals=[UnknownReservation],
    headers=[Header.IF_NONE_MATCH],
    tagged=True,
)
def show(order_id: str) -> ResponseReturnValue:
    """Shows the units held or taken for the order."""
    with services().reads.transaction() as session:
        epoch = services().epochs.within(session, conditional=is_conditional())
        reservation = queries.reservation(session, order_id)
    if reservation is None:
        raise UnknownReservation(order_id=order_id)
    require_reached(allowance(), reservation)
    return represent(reservation_json(reservation), reservation.version, epoch=epoch)


@blueprint.put("/<segment:order_id>")
@Endpoint(
    "Amend the lines of a running hold",
    Scope.STOCK_RESERVE,
    {200: answers.RESERVATION},
    body=AmendRequest,
    refusals=[*_OF_LINES, UnknownReservation],
    headers=[Header.IDEMPOTENCY_KEY, Header.IF_MATCH],
    tagged=True,
    writes=True,
)
def amend(order_id: str, body: AmendRequest) -> ResponseReturnValue:
    """Changes all lines or none: if the new lines can't be held, the old ones stay. Units that are
    no longer wanted are given back at once. The hold keeps its end.
    """
    wishes = body.preference() if body.prefers else None
    return execute_and_show(Amend(order_id, body.lines(), cause(), expected_versions(), wishes))


@blueprint.post("/<segment:order_id>/confirm")
@Endpoint(
    "Confirm a reservation: the order is paid",
    Scope.STOCK_RESERVE,
    {200: answers.RESERVATION},
    body=ConfirmRequest,
    body_optional=True,
    refusals=[InsufficientStock, ReservationConflict, UnknownReservation],
    headers=[Header.IDEMPOTENCY_KEY],
    tagged=True,
    writes=True,
)
def confirm(order_id: str, body: ConfirmRequest) -> ResponseReturnValue:  # noqa: ARG001 - it says nothing
    """Takes the units off the shelf. An overdue hold is confirmed, too, while its units can be had.
    `missing` lists promised units that are known to be gone.
    """
    outcome = execute(Confirm(order_id, cause()))
    return show_reservation(outcome.reservation, missing=outcome.missing)


@blueprint.post("/<segment:order_id>/release")
@Endpoint(
    "Give a hold back",
    Scope.STOCK_RESERVE,
    {200: answers.RESERVATION},
    body=ReleaseRequest,
    body_optional=True,
    refusals=[ReservationConflict, UnknownReservation],
    headers=[Header.IDEMPOTENCY_KEY],
    tagged=True,
    writes=True,
)
def release(order_id: str, body: ReleaseRequest) -> ResponseReturnValue:
    """The order may be reserved again. A paid order can't be released, only cancelled."""
    return execute_and_show(Release(order_id, body.reason, cause()))


@blueprint.post("/<segment:order_id>/cancel")
@Endpoint(
    "Cancel an order for good, or some of its units",
    Scope.STOCK_RESERVE,
    {200: answers.RESERVATION},
    body=CancelRequest,
    body_optional=True,
    refusals=[*_OF_CANCELS, InsufficientStock, ReservationConflict, UnknownReservation, InvalidIdentifier],
    headers=[Header.IDEMPOTENCY_KEY],
    tagged=True,
    writes=True,
)
def cancel(order_id: str, body: CancelRequest) -> ResponseReturnValue:
    """Ends the order finally. Taken units go back on the shelf unless `restock` is false. With
    `cancel_id` and `items` the order loses these units alone. If none is left, it has ended.
    """
    if body.cancel_id is not None:
        return execute_and_show(CancelLines(order_id, body.cancel_id, body.lines(), cause()))
    return execute_and_show(Cancel(order_id, body.reason, cause(), restock=body.restock))


@blueprint.post("/<segment:order_id>/extend")
@Endpoint(
    "Keep a running hold for longer",
    Scope.STOCK_RESERVE,
    {200: answers.RESERVATION},
    body=ExtendRequest,
    refusals=[ReservationConflict, UnknownReservation],
    headers=[Header.IDEMPOTENCY_KEY],
    tagged=True,
    writes=True,
)
def extend(order_id: str, body: ExtendRequest) -> ResponseReturnValue:
    """Never shortens the hold. In all it lives no longer than the service's maximum."""
    return execute_and_show(Extend(order_id, body.ttl_seconds, cause(), body.reason))


@blueprint.post("/<segment:order_id>/dispatches")
@Endpoint(
    "Report goods of an order that leave",
    Scope.STOCK_RESERVE,
    {201: answers.RESERVATION, 200: answers.RESERVATION},
    body=DispatchRequest,
    refusals=[DispatchExceedsOrder, DispatchConflict, TooManyDispatches, *_OF_UNITS, InvalidIdentifier],
    headers=[Header.IDEMPOTENCY_KEY],
    tagged=True,
    writes=True,
)
def dispatch(order_id: str, body: DispatchRequest) -> ResponseReturnValue:
    """Takes the units off the shelf for good: they are not restocked when the order is cancelled.
    An order may be dispatched in several parcels, and before it is paid. Answers 201 for a new
    dispatch, 200 if this one was reported with the same items.
    """
    outcome = execute(Dispatch(order_id, body.dispatch_id, body.lines(), cause()))
    return show_reservation(outcome.reservation, status=201 if outcome.changed else 200)


@blueprint.post("/<segment:order_id>/reassign")
@Endpoint(
    "Have units of an order come from another location",
    Scope.STOCK_RESERVE,
    {200: answers.RESERVATION},
    body=ReassignRequest,
    refusals=[InsufficientStock, *_OF_UNITS],
    headers=[Header.IDEMPOTENCY_KEY, Header.IF_MATCH],
    tagged=True,
    writes=True,
)
def reassign(order_id: str, body: ReassignRequest) -> ResponseReturnValue:
    """Changes the location of held or paid units of a line that names none: all of them or none.
    Without `quantity` the same call again is a replay. With it, send an `Idempotency-Key`.
    """
    return execute_and_show(body.command(order_id, cause(), expected_versions()))
