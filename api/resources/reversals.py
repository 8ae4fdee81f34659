"""Reversals: a movement that a person made is taken back by another one."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract.endpoint import Endpoint, Header
from api.contract.paths import row_id
from api.contract.requests.reversals import ReversalRequest
from api.contract.reversed_answer import REVERSED, ReversedJson
from api.services import execute, services
from api.tracing import cause
from inventory.database.begun_again import retried_on_stale_plan
from inventory.domain.commands import AdjustStock, Move
from inventory.domain.stock.reversing import AlreadyReversed, NotReversible, UnknownMovement
from inventory.errors import (
    InvalidIdentifier,
    LocationInactive,
    QuantityBelowZero,
    ReferenceConflict,
)
from inventory.reading.stock_json import level_json
from inventory.tokens import Scope
from inventory.write_path import reversals

blueprint = Blueprint("reversals", __name__)


@blueprint.post("/v1/movements/<row_id:movement_id>/reverse")
@Endpoint(
    "Take a movement back",
    Scope.STOCK_ADJUST,
    {201: REVERSED, 200: REVERSED},
    body=ReversalRequest,
    refusals=[
        UnknownMovement,
        NotReversible,
        AlreadyReversed,
        QuantityBelowZero,
        ReferenceConflict,
        LocationInactive,
        InvalidIdentifier,
    ],
    headers=[Header.IDEMPOTENCY_KEY],
    writes=True,
)
def reverse(movement_id: str, body: ReversalRequest) -> ResponseReturnValue:
    """Makes a new movement with the opposite units, for the same reason, and links both. Nothing is
    deleted. An adjustment or a move can be reversed once, a count can not. Of a move both movements
    are taken back, by the id of either. Answers 201, and 200 if this reference has reversed it
    before.

    Units that are promised to orders are taken back, too: then the orders fall short, as
    `quantity_shortfall` says.
    """
    command = _taking_back(row_id("movement_id", movement_id), body)
    if isinstance(command, AdjustStock):
        adjusted = execute(command)
        rows, changed = [adjusted.stock], adjusted.changed
    else:
        moved = execute(command)
        rows, changed = [moved.source, moved.destination], moved.changed
    told: ReversedJson = {
        "sku": command.sku,
        "reference": body.reference,
        "reverses": list(command.reverses),
        "locations": [level_json(row) for row in rows],
    }
    return told, 201 if changed else 200


@retried_on_stale_plan
def _taking_back(movement_id: int, body: ReversalRequest) -> AdjustStock | Move:
    with services().reads.transaction() as session:
        return reversals.taking_back(session, movement_id, reference=body.reference, cause=cause(), note=body.note)
