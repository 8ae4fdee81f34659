"""Moves as JSON, over HTTP and at the command line alike."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict  # as in `inventory.boundary.shown`

from inventory.boundary.shown import ShownJson
from inventory.domain.outcome import MoveOutcome
from inventory.reading.stock_json import StockRowJson, TotalJson, level_json, total_json

# `from` is no name in a class.
_Rows = TypedDict(
    "_Rows",
    {
        "from": Annotated[StockRowJson, Field(description="The stock row that the units left.")],
        "to": Annotated[StockRowJson, Field(description="The stock row that they came to.")],
    },
)


class MovedStockJson(_Rows, ShownJson):
    """The stock after the move: both rows, and the SKU over all locations that sell."""

    total: TotalJson


def moved_stock_json(outcome: MoveOutcome, *, within: Collection[str] | None = None) -> MovedStockJson:
    """Return the stock that the move left. The total is over all locations, or over some."""
    return {
        "from": level_json(outcome.source),
        "to": level_json(outcome.destination),
        "total": total_json([row for row in outcome.rows if within is None or row.location in within]),
    }
