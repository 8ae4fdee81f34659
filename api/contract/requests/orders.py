"""Requests about orders: their lines, and the begin, change and end of a hold."""

from __future__ import annotations

from collections.abc import Container
from typing import Annotated, Any, ClassVar, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from api.contract.limits import MAX_SKUS
from api.contract.requests.base import RequestModel
from inventory.boundary.fields import Identifier, OrderedQuantity, OrderId, ShortText, TtlSeconds
from inventory.boundary.items import CancelledItem, DispatchedItem, Item, ReturnedItem
from inventory.boundary.preferring import Preferring
from inventory.domain.commands import MAX_LINES, Cause, Line, Reassign, merge_lines
from inventory.domain.lines import ReturnLine, merge_return_lines


class OrderItem(Item):
    """One line of an order. A product without variants may be named by its `product_id`, which then
    is its SKU.
    """

    model_config = ConfigDict(extra="forbid")


class _Items(RequestModel):
    items: Annotated[list[OrderItem], Field(min_length=1, max_length=MAX_LINES)]
    """Lines with the same SKU and the same location, or none, are added up."""


class _Ordered(Preferring, _Items):
    def lines(self) -> tuple[Line, ...]:
        return merge_lines([item.line() for item in self.items])

    @model_validator(mode="after")
    def _possible(self) -> Self:
        self.require_possible(self.items)
        return self


class ReserveRequest(_Ordered):
    example: ClassVar[Any] = {
        "order_id": "order-1042",
        "items": [{"sku": "SHIRT-M", "quantity": 3}],
        "ttl_seconds": 900,
    }

    order_id: OrderId
    """Your id of the order. It is the idempotency key of the hold, too."""
    ttl_seconds: TtlSeconds | None = None
    """Seconds that the hold lives. The service has a default and a maximum."""
    use_safety_stock: Annotated[bool, Field(strict=True)] = False
    """True may hold units of the safety stock. Needs the scope `stock:override`, too."""


class AmendRequest(_Ordered):
    """All lines of the hold from now on. It keeps the wishes for its locations, unless one is
    stated here. Then these are all.
    """

    example: ClassVar[Any] = {"items": [{"sku": "SHIRT-M", "quantity": 2}, {"sku": "CAP", "quantity": 1}]}


class ConfirmRequest(RequestModel):
    """An empty object. The body may be left out."""

    example: ClassVar[Any] = {}


class ReleaseRequest(RequestModel):
    example: ClassVar[Any] = {"reason": "payment_failed"}

    reason: ShortText = "released"
    """Kept in the ledger and announced. Default: `released`."""


class CancelItem(CancelledItem):
    """Units of one SKU to cancel. A product without variants may be named by its `product_id`."""

    model_config = ConfigDict(extra="forbid")


def _whole_or_part(schema: JsonDict) -> None:
    """State the validator below in JSON Schema, in words that generators of code pass over.

    Null is refused. It stays in the types, because a client in Java would send empty items else.
    """
    cancel_id, items = _OF_A_PART
    given: JsonDict = {cancel_id: {"type": "string"}, items: {"type": "array"}}
    schema["if"] = {"required": [items]}
    schema["then"] = {"required": [cancel_id], "properties": given, "maxProperties": len(_OF_A_PART)}
    schema["else"] = {"not": {"required": [cancel_id]}}


_OF_A_PART = ("cancel_id", "items")
_OF_THE_WHOLE = ("reason", "restock")


class CancelRequest(RequestModel):
    """Without `items` the whole order. With `cancel_id` and `items` these units of it."""

    model_config = ConfigDict(json_schema_extra=_whole_or_part)
    example: ClassVar[Any] = {"reason": "lost_in_the_post", "restock": False}

    reason: ShortText = "order_cancelled"
    """Of the whole order: kept in the ledger and announced. Default: `order_cancelled`."""
    restock: Annotated[bool, Field(strict=True)] = True
    """Of the whole order: false keeps units that were taken off the shelf. Default: true."""
    cancel_id: Identifier | None = None
    """Your id of a cancel of some units. With the same items it makes a repeated call a replay."""
    items: Annotated[list[CancelItem], Field(min_length=1, max_length=MAX_LINES)] | None = None
    """The units to cancel, at most those that the order has and that have not left."""

    @model_validator(mode="after")
    def _one_meaning(self) -> CancelRequest:
        given = self.model_fields_set
        if given.isdisjoint(_OF_A_PART):
            return self
        if self.cancel_id is None or self.items is None:
            raise ValueError("needs cancel_id and items to cancel units, and neither of them to cancel the order")
        if not given.isdisjoint(_OF_THE_WHOLE):
            raise ValueError("has a reason or restock, which are for a whole order: leave them out with items")
        return self

    def lines(self) -> tuple[Line, ...]:
        return merge_lines([item.line() for item in self.items or ()])


class ExtendRequest(RequestModel):
    example: ClassVar[Any] = {"ttl_seconds": 600}

    ttl_seconds: TtlSeconds
    """Seconds from now on. A hold is never shortened, and never lives longer in all than the
    service's maximum.
    """
    reason: ShortText | None = None
    """Announced, and kept in the history of the order. Default: none."""


class DispatchItem(DispatchedItem):
    """Units of one SKU that leave. A product without variants may be named by its `product_id`."""

    model_config = ConfigDict(extra="forbid")


class DispatchRequest(RequestModel):
    example: ClassVar[Any] = {
        "dispatch_id": "parcel-1042-1",
        "items": [{"sku": "SHIRT-M", "quantity": 2, "location": "main"}],
    }

    dispatch_id: Identifier
    """Your id of the parcel. With the same items it makes a repeated call a replay."""
    items: Annotated[list[DispatchItem], Field(min_length=1, max_length=MAX_LINES)]
    """The goods that leave, at most the units of the order that have not left yet."""

    def lines(self) -> tuple[Line, ...]:
        return merge_lines([item.line() for item in self.items])


class ReassignRequest(RequestModel):
    example: ClassVar[Any] = {"sku": "SHIRT-M", "from": "annex", "to": "main"}

    sku: Identifier
    from_location: Annotated[Identifier, Field(alias="from")]
    """The location that has the units of the order now."""
    to_location: Annotated[Identifier, Field(alias="to")]
    """The location that they are to come from."""
    quantity: OrderedQuantity | None = None
    """Units to reassign. Left out: all that the order has there."""

    def command(self, order_id: str, cause: Cause, expected_versions: Container[int] | None) -> Reassign:
        places = self.sku, self.from_location, self.to_location
        return Reassign(order_id, *places, self.quantity, cause, expected_versions)

    @model_validator(mode="after")
    def _two_locations(self) -> ReassignRequest:
        if self.from_location == self.to_location:
            raise ValueError("from and to must not be the same location")
        return self


class ReturnItem(ReturnedItem):
    """Units of one SKU that came back, in one state. A product without variants may be named by its
    `product_id`.
    """

    model_config = ConfigDict(extra="forbid")


class ReturnRequest(RequestModel):
    example: ClassVar[Any] = {
        "return_id": "rma-1042-1",
        "items": [{"sku": "SHIRT-M", "quantity": 1, "disposition": "sellable", "location": "main"}],
    }

    return_id: Identifier
    """Your id of the return. With the same items it makes a repeated call a replay."""
    items: Annotated[list[ReturnItem], Field(min_length=1, max_length=MAX_LINES)]
    """The goods that came back, at most the units of the order that left and are not back yet."""

    def lines(self) -> tuple[ReturnLine, ...]:
        return merge_return_lines([item.return_line() for item in self.items])


class AvailabilityItem(RequestModel):
    sku: Identifier
    quantity: OrderedQuantity
    location: Identifier | None = None


class AvailabilityRequest(RequestModel):
    example: ClassVar[Any] = {"items": [{"sku": "SHIRT-M", "quantity": 3}, {"sku": "CAP", "quantity": 1}]}

    items: Annotated[list[AvailabilityItem], Field(min_length=1, max_length=MAX_SKUS)]
    order_id: OrderId | None = None
    """An order whose own live hold counts as free: could it have these lines in place of its own?
    An unknown order, and one without a live hold, gets the answer of anybody.
    """

    def lines(self) -> tuple[Line, ...]:
        return merge_lines([Line(item.sku, item.quantity, item.location) for item in self.items])
