"""Answers: each form with an example, from one day at one shop. `/openapi.json` shows both.

The forms of stock, movements and reservations stand beside their builders in `inventory.reading`.
The names of forms end in `Json`. `/openapi.json` leaves that ending out. The tests hold each answer
against the declaration of its endpoint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Generic, Literal, NotRequired, TypeVar

from pydantic import Field, WithJsonSchema

from api.contract.problems.documents import ProblemJson, document
from inventory.boundary.shown import ShownJson, Units, open_enum
from inventory.domain.orders.status import Status
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.errors import QuantityStale
from inventory.reading.reservation_json import ReservationJson
from inventory.reading.stock_json import MovementJson, StockJson, StockRowJson
from inventory.reading.warnings_json import WarnedJson

Form = TypeVar("Form")


@dataclass(frozen=True, slots=True)
class Answer(Generic[Form]):
    """One answer of an endpoint: its form, a TypedDict, and an example of it."""

    form: type[Form]
    example: Form


class PageJson(ShownJson):
    next_cursor: Annotated[str | None, Field(description="`cursor` of the next page, null at the end.")]


class StockListJson(ShownJson):
    """The named SKUs if the query has `sku`, else a page of all."""

    items: list[StockJson]
    unknown: NotRequired[list[str]]
    """With `sku`: the named SKUs without a stock row."""
    next_cursor: NotRequired[str | None]
    """Without `sku`: `cursor` of the next page, null at the end."""


class OfferJson(ShownJson):
    sku: str
    location: NotRequired[str]
    requested: int
    available: int | None
    """Null for an untracked SKU: there are always enough."""
    shortfall: Units
    tracked: NotRequired[bool]
    """False for an untracked SKU. Left out for others."""
    sellable: NotRequired[bool]
    """False for a SKU that is not sold now, because it is discontinued or outside its time of sale.
    Left out for others.
    """


class AvailabilityJson(ShownJson):
    available: bool
    """True if all of it could be had now."""
    items: list[OfferJson]


class ReservationPageJson(PageJson):
    items: list[ReservationJson]


class MovementPageJson(PageJson):
    items: list[MovementJson]


class AdjustedJson(StockRowJson, WarnedJson):
    """The stock row after the adjustment."""

    sku: str
    reference: str
    new: bool
    """True if this call made the row: the SKU was not known at that location."""


class AdjustmentLineJson(WarnedJson):
    """The outcome of one line: `stock` if it was applied, `problem` if it was refused."""

    sku: str
    location: str
    reference: str
    status: int
    """201 if this call applied the line, 200 if its reference was applied before, the `status` of
    `problem` if the line was refused.
    """
    new: bool
    """True if this line made the row: the SKU was not known at that location."""
    stock: NotRequired[StockRowJson]
    """The stock row after the adjustment."""
    problem: NotRequired[ProblemJson]


class AdjustmentsJson(ShownJson):
    """One outcome for each line, in the order of the request."""

    items: list[AdjustmentLineJson]
    refused: Units
    """Number of refused lines."""
    new: Units
    """Number of lines that made a row. A misspelt key makes one by mistake: `"create": false`
    refuses such lines.
    """


class AliveJson(ShownJson):
    status: Annotated[Literal["ok"], open_enum(["ok"])]


class StuckJson(ShownJson):
    status: Annotated[Literal["stuck"], open_enum(["stuck"])]


class ReadyJson(ShownJson):
    ready: Annotated[Literal[True], WithJsonSchema({"type": "boolean"})]
    database: Annotated[Literal["ok"], open_enum(["ok"])]
    schema: str | None


class NotReadyJson(ShownJson):
    ready: Annotated[Literal[False], WithJsonSchema({"type": "boolean"})]
    database: Annotated[Literal["ok", "unreachable"], open_enum(["ok", "unreachable"])]
    schema: NotRequired[Annotated[str | None, WithJsonSchema({"type": "string"})]]
    needed_schema: NotRequired[str]
    differences: NotRequired[list[str]]
    """Columns that differ from this version's schema. `inventory migrate` tells what to do."""


_AT, _UNTIL = "2026-03-02T10:15:00.000000Z", "2026-03-02T10:30:00.000000Z"
_STOCK_ROW: StockRowJson = {
    "location": "main",
    "sells": True,
    "quantity_on_hand": 40,
    "quantity_reserved": 3,
    "quantity_available": 37,
    "quantity_shortfall": 0,
    "quantity_sellable": 37,
    "quantity_to_ship": 0,
    "quantity_on_shelf": 40,
    "low_stock_threshold": 5,
    "safety_stock": 0,
    "version": 12,
}
_STALE = QuantityStale(sku="CAP", location="main", expected=7, quantity_on_hand=6)

STOCK = Answer(
    StockJson,
    {
        "sku": "SHIRT-M",
        "product_id": "SHIRT",
        "quantity_on_hand": 40,
        "quantity_reserved": 3,
        "quantity_available": 37,
        "quantity_shortfall": 0,
        "quantity_sellable": 37,
        "quantity_to_ship": 0,
        "quantity_on_shelf": 40,
        "quantity_unsellable": 0,
        "last_updated_at": _AT,
        "locations": [{**_STOCK_ROW, "last_updated_at": _AT}],
    },
)
STOCK_LIST = Answer(StockListJson, {"items": [STOCK.example], "unknown": ["SHIRT-XXL"]})
AVAILABILITY = Answer(
    AvailabilityJson,
    {
        "available": False,
        "items": [
            {"sku": "CAP", "requested": 1, "available": 0, "shortfall": 1},
            {"sku": "SHIRT-M", "requested": 3, "available": 37, "shortfall": 0},
        ],
    },
)
RESERVATION = Answer(
    ReservationJson,
    {
        "order_id": "order-1042",
        "status": Status.PENDING,
        "lines": [{"sku": "SHIRT-M", "quantity": 3, "allocations": [{"location": "main", "held": 3, "taken": 0}]}],
        "expires_at": _UNTIL,
        "created_at": _AT,
        "updated_at": _AT,
        "version": 1,
    },
)
RESERVATION_PAGE = Answer(ReservationPageJson, {"items": [RESERVATION.example], "next_cursor": None})
MOVEMENT: MovementJson = {
    "id": 7301,
    "sku": "SHIRT-M",
    "location": "main",
    "other_location": None,
    "kind": MovementKind.RESERVED,
    "before": {"quantity_on_hand": 40, "quantity_reserved": 0, "quantity_shortfall": 0},
    "after": {"quantity_on_hand": 40, "quantity_reserved": 3, "quantity_shortfall": 0},
    "reason": None,
    "reference": "5c1f0e6a7f0b4f6e9d3c2b1a09876543",
    "order_id": "order-1042",
    "note": None,
    "actor": "token:order-service",
    "occurred_at": _AT,
    "reverses": None,
    "reversed_by": None,
}
MOVEMENT_PAGE = Answer(MovementPageJson, {"items": [MOVEMENT], "next_cursor": "IlNISVJULU0i"})
ADJUSTED = Answer(AdjustedJson, {"sku": "SHIRT-M", "reference": "delivery-7781", "new": False, **_STOCK_ROW})
_APPLIED: AdjustmentLineJson = {
    "sku": "SHIRT-M",
    "location": "main",
    "reference": "delivery-7781",
    "status": 201,
    "new": False,
    "stock": _STOCK_ROW,
}
_REFUSED: AdjustmentLineJson = {
    "sku": "CAP",
    "location": "main",
    "reference": "count-2026-03-02",
    "status": 409,
    "new": False,
    "problem": document(409, _STALE),
}
ADJUSTMENTS = Answer(AdjustmentsJson, {"items": [_APPLIED, _REFUSED], "refused": 1, "new": 0})
ALIVE = Answer(AliveJson, {"status": "ok"})
STUCK = Answer(StuckJson, {"status": "stuck"})
READY = Answer(ReadyJson, {"ready": True, "database": "ok", "schema": "0003"})
NOT_READY = Answer(NotReadyJson, {"ready": False, "database": "unreachable"})
