"""The answer to a reversal, as a form with an example."""

from __future__ import annotations

from api.contract.answers import Answer
from inventory.boundary.shown import RowNumber, ShownJson
from inventory.reading.stock_json import StockRowJson


class ReversedJson(ShownJson):
    """The stock rows after the reversal: one of an adjustment, both of a move."""

    sku: str
    reference: str
    reverses: list[RowNumber]
    """The movements that were taken back."""
    locations: list[StockRowJson]


REVERSED = Answer(
    ReversedJson,
    {
        "sku": "SHIRT-M",
        "reference": "undo-7301",
        "reverses": [7301],
        "locations": [
            {
                "location": "main",
                "sells": True,
                "quantity_on_hand": 40,
                "quantity_reserved": 3,
                "quantity_available": 37,
                "quantity_shortfall": 0,
                "quantity_sellable": 37,
                "quantity_to_ship": 0,
                "quantity_on_shelf": 40,
                "low_stock_threshold": 10,
                "safety_stock": 0,
                "version": 12,
            }
        ],
    },
)
