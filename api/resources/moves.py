"""Moves of stock from one location to another: damaged, put aside, brought to another shelf."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract import place_answers as answers
from api.contract.endpoint import Endpoint, Header
from api.contract.place_answers import MovedJson, MoveLineJson, MovesJson
from api.contract.problems.documents import document
from api.contract.problems.table import status_of
from api.contract.requests.moves import MoveRequest, MovesRequest
from api.services import execute, execute_each
from api.tracing import allowance, cause
from inventory.domain.commands import Move
from inventory.domain.outcome import MoveOutcome, Outcome
from inventory.domain.stock.moving import UnitsPromised
from inventory.errors import (
    InvalidIdentifier,
    LocationInactive,
    LocationNotSetUp,
    QuantityBelowZero,
    ReferenceConflict,
    UnknownSku,
)
from inventory.reading.move_json import moved_stock_json
from inventory.tokens import Scope

blueprint = Blueprint("moves", __name__)


@blueprint.post("/v1/stock/<segment:sku>/moves")
@Endpoint(
    "Move units of a SKU to another location",
    Scope.STOCK_ADJUST,
    {201: answers.MOVED, 200: answers.MOVED},
    body=MoveRequest,
    refusals=[
        UnknownSku,
        LocationNotSetUp,
        LocationInactive,
        QuantityBelowZero,
        UnitsPromised,
        ReferenceConflict,
        InvalidIdentifier,
    ],
    headers=[Header.IDEMPOTENCY_KEY],
    writes=True,
)
def move(sku: str, body: MoveRequest) -> ResponseReturnValue:
    """Answers 201 with both rows after the move and the SKU over all locations that sell, and 200
    if this reference was applied before. The SKU gets its row at `to` if it has none there, and
    `new` says so.

    Units that are promised to orders may be moved, too: then the orders fall short, as
    `quantity_shortfall` says. `"strict": true` refuses that.
    """
    outcome = execute(body.command(sku, cause()))
    moved: MovedJson = {
        "sku": sku,
        "from": body.from_location,
        "to": body.to_location,
        "quantity": body.quantity,
        "reference": body.reference,
        "new": outcome.created,
        "stock": moved_stock_json(outcome, within=allowance().locations),
    }
    return moved, _status(outcome)


@blueprint.post("/v1/stock/moves")
@Endpoint(
    "Move units of many SKUs",
    Scope.STOCK_ADJUST,
    {200: answers.MOVES},
    body=MovesRequest,
    headers=[Header.IDEMPOTENCY_KEY],
    writes=True,
)
def move_many(body: MovesRequest) -> ResponseReturnValue:
    """Answers one outcome for each line: a refused line disturbs no other. The lines share one
    transaction, so after a 503 none of them was applied. An invalid body is refused whole.
    """
    why = cause()
    outcomes = execute_each([item.command(item.sku, why) for item in body.items])
    moves: MovesJson = {
        "items": [_line(outcome) for outcome in outcomes],
        "refused": sum(outcome.error is not None for outcome in outcomes),
        "new": sum(outcome.created for outcome in outcomes),
    }
    return moves


def _line(outcome: Outcome) -> MoveLineJson:
    assert isinstance(outcome.command, Move)  # it is what was sent
    command = outcome.command
    line: MoveLineJson = {
        "sku": command.sku,
        "from": command.from_location,
        "to": command.to_location,
        "quantity": command.quantity,
        "reference": command.reference,
        "new": outcome.created,
        "status": _status(outcome),
    }
    if outcome.error is not None:
        status = status_of(outcome.error)
        assert status is not None  # the table of problems has every refusal of the core
        line |= {"status": status, "problem": document(status, outcome.error)}
        return line
    assert isinstance(outcome, MoveOutcome)
    line["stock"] = moved_stock_json(outcome, within=allowance().locations)
    return line


def _status(outcome: Outcome) -> int:
    return 201 if outcome.changed else 200
