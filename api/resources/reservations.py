"""What is held or taken for an order. The order id is the idempotency key of every call."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from api.reading import read_body
from api.requests import CancelRequest, ConfirmRequest, ExtendRequest, ReleaseRequest, ReserveRequest
from api.services import execute, services
from api.tracing import cause
from inventory import queries
from inventory.commands import Cancel, Confirm, Extend, OrderCommand, Release, Reserve
from inventory.errors import UnknownReservation
from inventory.representation import reservation_json

blueprint = Blueprint("reservations", __name__, url_prefix="/v1/reservations")


@blueprint.post("")
def create() -> ResponseReturnValue:
    """201 for a new hold; 200 if the order has just this one already."""
    given = read_body(ReserveRequest)
    outcome = execute(Reserve(given.order_id, given.lines(), cause(), ttl_seconds=given.ttl_seconds))
    assert outcome.reservation is not None  # a reserve that is not refused leaves a reservation
    body = reservation_json(outcome.reservation)
    if not outcome.created:
        return body
    return body, 201, {"Location": url_for("reservations.show", order_id=given.order_id)}


@blueprint.get("/<segment:order_id>")
def show(order_id: str) -> ResponseReturnValue:
    with services().reads.transaction() as session:
        reservation = queries.reservation(session, order_id)
    if reservation is None:
        raise UnknownReservation(order_id=order_id)
    return reservation_json(reservation)


@blueprint.post("/<segment:order_id>/confirm")
def confirm(order_id: str) -> ResponseReturnValue:
    read_body(ConfirmRequest, optional=True)
    return _execute(Confirm(order_id, cause()))


@blueprint.post("/<segment:order_id>/release")
def release(order_id: str) -> ResponseReturnValue:
    given = read_body(ReleaseRequest, optional=True)
    return _execute(Release(order_id, given.reason, cause()))


@blueprint.post("/<segment:order_id>/cancel")
def cancel(order_id: str) -> ResponseReturnValue:
    given = read_body(CancelRequest, optional=True)
    return _execute(Cancel(order_id, given.reason, cause(), restock=given.restock))


@blueprint.post("/<segment:order_id>/extend")
def extend(order_id: str) -> ResponseReturnValue:
    given = read_body(ExtendRequest)
    return _execute(Extend(order_id, given.ttl_seconds, cause()))


def _execute(command: OrderCommand) -> ResponseReturnValue:
    reservation = execute(command).reservation
    assert reservation is not None  # a command on an order that is not refused leaves a reservation
    return reservation_json(reservation)
