"""Corrections of stock: counted, received, broken, found."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract import answers
from api.contract.answers import AdjustedJson, AdjustmentLineJson, AdjustmentsJson
from api.contract.endpoint import Endpoint, Header
from api.contract.headers import expected_versions
from api.contract.problems.documents import document
from api.contract.problems.table import status_of
from api.contract.requests.adjustments import AdjustmentRequest, AdjustmentsRequest
from api.services import execute, execute_each
from api.tracing import cause
from inventory.domain.commands import AdjustStock
from inventory.domain.outcome import Outcome, StockOutcome
from inventory.domain.stock.adjusting import ShelfStale
from inventory.errors import (
    InvalidIdentifier,
    LocationInactive,
    LocationNotSetUp,
    QuantityBelowZero,
    QuantityStale,
    ReferenceConflict,
    UnknownLocation,
    UnknownSku,
)
from inventory.reading.stock_json import level_json
from inventory.reading.warnings_json import warned_json
from inventory.tokens import Scope

blueprint = Blueprint("adjustments", __name__)


@blueprint.post("/v1/stock/<segment:sku>/adjustments")
@Endpoint(
    "Correct the stock of a SKU",
    Scope.STOCK_ADJUST,
    {201: answers.ADJUSTED, 200: answers.ADJUSTED},
    body=AdjustmentRequest,
    refusals=[
        QuantityStale,
        ShelfStale,
        QuantityBelowZero,
        ReferenceConflict,
        UnknownSku,
        UnknownLocation,
        LocationNotSetUp,
        LocationInactive,
        InvalidIdentifier,
    ],
    headers=[Header.IDEMPOTENCY_KEY, Header.IF_MATCH],
    writes=True,
)
def adjust(sku: str, body: AdjustmentRequest) -> ResponseReturnValue:
    """Answers 201 with the row after the adjustment, and 200 if this reference was applied before.
    A SKU that is new, or new at the location, gets its row, and `new` says so. `"create": false`
    refuses it.

    A count by `quantity_on_hand` is a number on hand, and units leave that with their payment. A
    count of units that were paid for in the last 24 hours is applied, and `warnings` names them:
    they may still lie there. Where dispatches are reported, `counted` takes all units on the shelf.
    """
    outcome = execute(body.command(sku, cause(), expected_versions=expected_versions()))
    adjusted: AdjustedJson = {
        "sku": sku,
        "reference": body.reference,
        "new": outcome.created,
        **level_json(outcome.stock),
        **warned_json(outcome),
    }
    return adjusted, _status(outcome)


@blueprint.post("/v1/stock/adjustments")
@Endpoint(
    "Correct the stock of many SKUs",
    Scope.STOCK_ADJUST,
    {200: answers.ADJUSTMENTS},
    body=AdjustmentsRequest,
    headers=[Header.IDEMPOTENCY_KEY],
    writes=True,
)
def adjust_many(body: AdjustmentsRequest) -> ResponseReturnValue:
    """Answers one outcome for each line: a refused line disturbs no other. The lines share one
    transaction, so after a 503 none of them was applied. An invalid body is refused whole.
    """
    why = cause()
    outcomes = execute_each([item.command(item.sku, why) for item in body.items])
    adjustments: AdjustmentsJson = {
        "items": [_line(outcome) for outcome in outcomes],
        "refused": sum(outcome.error is not None for outcome in outcomes),
        "new": sum(outcome.created for outcome in outcomes),
    }
    return adjustments


def _line(outcome: Outcome) -> AdjustmentLineJson:
    command = outcome.command
    assert isinstance(command, AdjustStock)  # it is what was sent
    line: AdjustmentLineJson = {
        "sku": command.sku,
        "location": command.location,
        "reference": command.reference,
        "new": outcome.created,
        "status": _status(outcome),
    }
    if outcome.error is not None:
        status = status_of(outcome.error)
        assert status is not None  # the table of problems has every refusal of the core
        line |= {"status": status, "problem": document(status, outcome.error)}
        return line
    assert isinstance(outcome, StockOutcome)  # an adjustment is about stock
    line["stock"] = level_json(outcome.stock)
    return {**line, **warned_json(outcome)}


def _status(outcome: Outcome) -> int:
    return 201 if outcome.changed else 200
