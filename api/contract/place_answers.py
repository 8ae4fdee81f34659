"""Answers about locations with their attributes, and units that went from one to another."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict  # as in `inventory.boundary.shown`

from api.contract.answers import Answer, PageJson
from api.contract.problems.documents import ProblemJson, document
from inventory.boundary.shown import ShownJson, Units
from inventory.errors import QuantityBelowZero
from inventory.reading.location_json import LocationJson
from inventory.reading.move_json import MovedStockJson
from inventory.reading.stock_json import StockRowJson


class LocationPageJson(PageJson):
    items: list[LocationJson]


# `from` is no name in a class.
_Ends = TypedDict(
    "_Ends",
    {
        "from": Annotated[str, Field(description="The location that the units leave.")],
        "to": Annotated[str, Field(description="The location that they come to.")],
    },
)


class MoveJson(_Ends, ShownJson):
    """A move, as it was asked for."""

    sku: str
    quantity: int
    reference: str
    new: bool
    """True if this call made the row at `to`: the SKU was not known there."""


class MovedJson(MoveJson):
    """A move that was made, by this call or before."""

    stock: MovedStockJson


class MoveLineJson(MoveJson):
    """The outcome of one line: `stock` if it was applied, `problem` if it was refused."""

    status: int
    """201 if this call applied the line, 200 if its reference was applied before, the `status` of
    `problem` if the line was refused.
    """
    stock: NotRequired[MovedStockJson]
    problem: NotRequired[ProblemJson]


class MovesJson(ShownJson):
    """One outcome for each line, in the order of the request."""

    items: list[MoveLineJson]
    refused: Units
    """Number of refused lines."""
    new: Units
    """Number of lines that made a row."""


LOCATION = Answer(
    LocationJson,
    {
        "name": "damaged",
        "sells": False,
        "priority": 900,
        "counts_as": "damaged",
        "parent": "main",
        "returns_to": None,
        "active": True,
        "settled": True,
        "version": 3,
    },
)
LOCATION_PAGE = Answer(LocationPageJson, {"items": [LOCATION.example], "next_cursor": None})
_ROW: StockRowJson = {
    "location": "main",
    "sells": True,
    "quantity_on_hand": 36,
    "quantity_reserved": 3,
    "quantity_available": 33,
    "quantity_shortfall": 0,
    "quantity_sellable": 33,
    "quantity_to_ship": 0,
    "quantity_on_shelf": 36,
    "low_stock_threshold": 5,
    "safety_stock": 0,
    "version": 13,
}
_APART: StockRowJson = {
    "location": "damaged",
    "sells": False,
    "quantity_on_hand": 4,
    "quantity_reserved": 0,
    "quantity_available": 4,
    "quantity_shortfall": 0,
    "quantity_sellable": 4,
    "quantity_to_ship": 0,
    "quantity_on_shelf": 4,
    "low_stock_threshold": None,
    "safety_stock": 0,
    "version": 1,
}
_STOCK: MovedStockJson = {
    "from": _ROW,
    "to": _APART,
    "total": {
        "quantity_on_hand": 36,
        "quantity_reserved": 3,
        "quantity_available": 33,
        "quantity_shortfall": 0,
        "quantity_sellable": 33,
        "quantity_to_ship": 0,
        "quantity_on_shelf": 36,
        "quantity_unsellable": 4,
    },
}
_MOVE: MoveJson = {
    "sku": "SHIRT-M",
    "from": "main",
    "to": "damaged",
    "quantity": 4,
    "reference": "pallet-311",
    "new": True,
}
MOVED = Answer(MovedJson, {**_MOVE, "stock": _STOCK})
_BELOW_ZERO = QuantityBelowZero(sku="CAP", location="main", delta=-20, quantity_on_hand=6, quantity_shortfall=0)
_REFUSED: MoveLineJson = {
    "sku": "CAP",
    "from": "main",
    "to": "outlet",
    "quantity": 20,
    "reference": "van-2026-03-02",
    "new": False,
    "status": 409,
    "problem": document(409, _BELOW_ZERO),
}
MOVES = Answer(MovesJson, {"items": [{**_MOVE, "status": 201, "stock": _STOCK}, _REFUSED], "refused": 1, "new": 1})
