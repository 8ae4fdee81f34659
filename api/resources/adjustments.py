"""Somebody counted, received, broke or found something."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.reading import read_body
from api.requests import AdjustmentRequest
from api.services import execute
from api.tracing import cause
from inventory.commands import AdjustStock
from inventory.representation import level_json

blueprint = Blueprint("adjustments", __name__)


@blueprint.post("/v1/stock/<segment:sku>/adjustments")
def adjust(sku: str) -> ResponseReturnValue:
    """201 with the row after it; 200 if this reference was heard before."""
    given = read_body(AdjustmentRequest)
    outcome = execute(
        AdjustStock(
            sku=sku,
            adjustment=given.adjustment(),
            reason=given.reason,
            reference=given.reference,
            cause=cause(),
            location=given.location,
            note=given.note,
        )
    )
    assert outcome.stock is not None  # an adjustment that is not refused leaves a row
    return {"sku": sku, "reference": given.reference, **level_json(outcome.stock)}, 201 if outcome.changed else 200
