"""Models of the data of the events that we hear. One model serves all types of one form."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from inventory.boundary.fields import Identifier, Record, Rules, StockQuantity, Supply, TtlSeconds, Variant
from inventory.boundary.items import CancelledItem, DispatchedItem, Item, ReturnedItem
from inventory.boundary.preferring import Preferring
from inventory.domain.commands import DEFAULT_LOCATION, MAX_LINES
from inventory.inbox.remarks import PaymentId, Remark


class ProductData(Rules, Supply):
    """ProductCreated, ProductUpdated: one product, with its variants or without.

    Rules of the product are those of each variant that states none of its own.
    """

    model_config = ConfigDict(
        json_schema_extra={
            # Either form, as in `Item`.
            "if": {"properties": {"variants": {"maxItems": 0}}},
            "else": {
                "properties": {
                    "sku": {"type": "null"},
                    "quantity_on_hand": {"type": "null"},
                    "quantity_supplied": {"type": "null"},
                }
            },
        }
    )

    product_id: Identifier
    """The product in the catalogue."""
    sku: Identifier | None = None
    """The key of its stock, when it has no variants. Without it the key is the `product_id`."""
    low_stock_threshold: StockQuantity | None = None
    """With so many units available, or fewer, the level is `low`."""
    location: Identifier = DEFAULT_LOCATION
    """Location of the units."""
    variants: Annotated[list[Variant], Field(max_length=1_000)] | None = None
    """Its variants, each with stock of its own. Then `sku` and the quantities are left out."""

    @model_validator(mode="after")
    def _one_form(self) -> ProductData:
        if self.variants and self._is_one:
            raise ValueError("takes either variants, or sku and quantity_supplied (or quantity_on_hand), not both")
        return self

    @property
    def _is_one(self) -> bool:
        """Return True if the product names stock of its own. An empty list of variants then only
        says that it has none.
        """
        return any(one is not None for one in (self.sku, self.quantity_supplied, self.quantity_on_hand))

    @property
    def key(self) -> str:
        return self.product_id


class ProductDeletedData(Record):
    """ProductDeleted: the SKU is discontinued. Its stock stays, and so do running holds."""

    product_id: Identifier
    """The product in the catalogue."""
    sku: Identifier | None = None
    """The SKU. Without it the SKU is the `product_id`. Send one event for each variant."""

    @property
    def key(self) -> str:
        return self.product_id


class OrderEvent(Record):
    """Any event of an order."""

    order_id: Identifier
    """The order."""

    @property
    def key(self) -> str:
        return self.order_id


class _HeardItems(OrderEvent):
    order_id: Identifier
    """The order. It has one reservation, however often it is heard of. Neither `.` nor `..`."""
    items: Annotated[list[Item], Field(min_length=1, max_length=MAX_LINES)]
    """Its lines. The newest OrderCreated of an order counts."""
    ttl_seconds: TtlSeconds | None = None
    """Seconds to hold them, at most the service's limit. Without it, the service's default."""


class OrderData(Preferring, _HeardItems):
    """OrderCreated: hold these lines, all or none."""

    @model_validator(mode="after")
    def _possible(self) -> OrderData:
        self.require_possible(self.items)
        return self


class OrderEndedData(OrderEvent):
    """OrderCancelled, OrderFailed: the order is dead for good, and its units go back."""

    order_id: Identifier
    """The order. It need not have been heard of yet. Neither `.` nor `..`."""
    reason: Remark = None
    """The reason, in your words. StockReleased repeats it. Beyond 200 bytes it is cut."""
    restock: Annotated[bool, Field(strict=True)] = True
    """True if units that were paid for and taken go back on the shelf."""


class OrderLinesCancelledData(OrderEvent):
    """OrderLinesCancelled: some units of the order were cancelled, and it has the others still."""

    order_id: Identifier
    """The order. It need not have been heard of yet. Neither `.` nor `..`."""
    cancel_id: Identifier
    """The cancel, or its refund. The same one again is the same cancel, and its newest content
    counts.
    """
    items: Annotated[list[CancelledItem], Field(min_length=1, max_length=MAX_LINES)]
    """The cancelled units. An OrderCreated that is newer says what is left, and needs none."""


class PaymentData(OrderEvent):
    """PaymentSucceeded, PaymentFailed: the order's lines leave the shelf, or are given back."""

    order_id: Identifier
    """The order. It need not have been heard of yet. Neither `.` nor `..`."""
    payment_id: PaymentId = None
    """The payment, for people who look for it. A number is taken as text."""
    reason: Remark = None
    """The reason of the failure, in your words. StockReleased repeats it, cut beyond 200 bytes."""


class OrderDispatchedData(OrderEvent):
    """OrderDispatched: goods of the order left the building, all of it or a part."""

    order_id: Identifier
    """The order. It need not have been heard of yet. Neither `.` nor `..`."""
    dispatch_id: Identifier
    """The parcel. The same one again is the same dispatch, and its newest content counts."""
    items: Annotated[list[DispatchedItem], Field(min_length=1, max_length=MAX_LINES)]
    """The goods that left."""


class OrderCompletedData(OrderEvent):
    """OrderCompleted: the order is paid, and all its lines have left, as they finally stand."""

    order_id: Identifier
    """The order. It need not have been heard of yet. Neither `.` nor `..`."""


class ItemsReturnedData(OrderEvent):
    """ItemsReturned: goods of the order came back, all of it or a part."""

    order_id: Identifier
    """The order. It need not have been heard of yet. Neither `.` nor `..`."""
    return_id: Identifier
    """The return. The same one again is the same return, and its newest content counts."""
    items: Annotated[list[ReturnedItem], Field(min_length=1, max_length=MAX_LINES)]
    """The goods that came back."""


EventData = ProductData | ProductDeletedData | OrderEvent
