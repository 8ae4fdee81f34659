"""What callers may send: bodies and query strings, as pydantic models over the bounds in `inventory.fields`.

Unlike events, requests may not have fields we don't know: a caller who misspells `location` must hear of it.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inventory.commands import (
    DEFAULT_LOCATION,
    MAX_LINES,
    MAX_QUANTITY,
    AdjustmentReason,
    Change,
    Count,
    Line,
    merge_lines,
)
from inventory.fields import Identifier, Item, OrderedQuantity, ShortText, StockQuantity, TtlSeconds
from inventory.ledger import MovementKind

MAX_SKUS = 200
MAX_PAGE = 200


class Request(BaseModel):
    """Base of everything that is sent to us."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OrderItem(Item):
    """One line of an order; see `inventory.fields.Item`."""

    model_config = ConfigDict(extra="forbid")


class ReserveRequest(Request):
    order_id: Identifier
    items: Annotated[list[OrderItem], Field(min_length=1, max_length=MAX_LINES)]
    ttl_seconds: TtlSeconds | None = None

    def lines(self) -> tuple[Line, ...]:
        return merge_lines([item.line() for item in self.items])


class ConfirmRequest(Request):
    """Nothing to say, so the body may be absent."""


class ReleaseRequest(Request):
    reason: ShortText = "released"


class CancelRequest(Request):
    reason: ShortText = "order_cancelled"
    restock: Annotated[bool, Field(strict=True)] = True


class ExtendRequest(Request):
    ttl_seconds: TtlSeconds


class AvailabilityItem(Request):
    sku: Identifier
    quantity: OrderedQuantity
    location: Identifier | None = None


class AvailabilityRequest(Request):
    items: Annotated[list[AvailabilityItem], Field(min_length=1, max_length=MAX_SKUS)]

    def lines(self) -> tuple[Line, ...]:
        return merge_lines([Line(item.sku, item.quantity, item.location) for item in self.items])


class AdjustmentRequest(Request):
    """Either `delta`, or `quantity_on_hand` together with what was expected to be there."""

    delta: Annotated[int, Field(strict=True, ge=-MAX_QUANTITY, le=MAX_QUANTITY)] | None = None
    quantity_on_hand: StockQuantity | None = None
    expected_quantity_on_hand: Annotated[int, Field(strict=True, ge=0)] | None = None
    reason: AdjustmentReason
    reference: Identifier
    location: Identifier = DEFAULT_LOCATION
    note: ShortText | None = None

    @model_validator(mode="after")
    def _one_meaning(self) -> AdjustmentRequest:
        if (self.delta is None) == (self.quantity_on_hand is None):
            raise ValueError("needs exactly one of delta and quantity_on_hand")
        if self.delta == 0:
            raise ValueError("delta must not be 0")
        stated = "expected_quantity_on_hand" in self.model_fields_set
        if self.quantity_on_hand is not None and not stated:
            raise ValueError("quantity_on_hand needs expected_quantity_on_hand; null says that overwriting is meant")
        if self.delta is not None and stated:
            raise ValueError("expected_quantity_on_hand goes with quantity_on_hand, not with delta")
        if self.reason is AdjustmentReason.OTHER and not (self.note or "").strip():
            raise ValueError("reason other needs a note")
        return self

    def adjustment(self) -> Change | Count:
        if self.quantity_on_hand is not None:
            return Count(self.quantity_on_hand, self.expected_quantity_on_hand)
        assert self.delta is not None  # the validator above
        return Change(self.delta)


class Query(Request):
    """Base of query strings. `repeatable` names the parameters that may come more than once."""

    repeatable: ClassVar[frozenset[str]] = frozenset()


class PageQuery(Query):
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE)] = 50
    cursor: Annotated[str, Field(max_length=500)] | None = None


class StockQuery(PageQuery):
    """Either certain SKUs, or a page of all."""

    repeatable: ClassVar[frozenset[str]] = frozenset({"sku"})
    sku: Annotated[list[Identifier], Field(max_length=MAX_SKUS)] = []


class MovementsQuery(PageQuery):
    location: Identifier | None = None
    kind: MovementKind | None = None
    reason: ShortText | None = None
    reference: Identifier | None = None
    order_id: Identifier | None = None
