"""Answers that show a reservation, with its version and its path."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

from flask import Response, request

from api.contract.headers import represent
from api.services import execute, services
from inventory.domain.commands import OrderRequest
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.units.chosen_locations import Sourcing
from inventory.domain.stock.row import StockKey
from inventory.reading.reservation_json import reservation_json

PREFIX = "/v1/reservations"


def execute_and_show(command: OrderRequest) -> Response:
    """Execute the command, and answer with the reservation that it leaves."""
    outcome = execute(command)
    return show_reservation(outcome.reservation, sourcing=outcome.sourcing)


def show_reservation(
    reservation: Reservation,
    *,
    status: int = 200,
    missing: Mapping[StockKey, int] | None = None,
    sourcing: Sourcing | None = None,
) -> Response:
    """Answer with the reservation, and with its path."""
    content = reservation_json(reservation, missing, sourcing)
    path = f"{request.root_path}{PREFIX}/{quote(reservation.order_id, safe='')}"
    headers = [("Content-Location", path)]
    if status == HTTPStatus.CREATED:
        headers.append(("Location", path))
    return represent(content, reservation.version, epoch=services().epochs.current(), status=status, headers=headers)
