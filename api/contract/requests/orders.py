"""What is sent about orders: their lines, and how a hold begins, goes on and ends."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

from api.contract.limits import MAX_SKUS
from api.contract.requests.base import RequestModel
from inventory.boundary.fields import Identifier, Item, OrderedQuantity, OrderId, ShortText, TtlSeconds
from inventory.domain.commands import MAX_LINES, Line, merge_lines


class OrderItem(Item):
    """One line of an order. A product without variants may be named by its `product_id`, which then is its SKU."""

    model_config = ConfigDict(extra="forbid")


class _Ordered(RequestModel):
    items: Annotated[list[OrderItem], Field(min_length=1, max_length=MAX_LINES)]
    """Equal SKUs at the same location, or at none, are added up."""

    def lines(self) -> tuple[Line, ...]:
        return merge_lines([item.line() for item in self.items])


class ReserveRequest(_Ordered):
    example: ClassVar[Any] = {
        "order_id": "order-1042",
        "items": [{"sku": "SHIRT-M", "quantity": 3}],
        "ttl_seconds": 900,
    }

    order_id: OrderId
    """Yours, and the idempotency key of the hold."""
    ttl_seconds: TtlSeconds | None = None
    """How long the hold lives; the service has a default and a maximum."""


class AmendRequest(_Ordered):
    """All the lines that the hold shall have."""

    example: ClassVar[Any] = {"items": [{"sku": "SHIRT-M", "quantity": 2}, {"sku": "CAP", "quantity": 1}]}


class ConfirmRequest(RequestModel):
    """Nothing to say, so the body may be absent."""

    example: ClassVar[Any] = {}


class ReleaseRequest(RequestModel):
    example: ClassVar[Any] = {"reason": "payment_failed"}

    reason: ShortText = "released"
    """Kept in the ledger and announced; `released` when it is left out."""


class CancelRequest(RequestModel):
    example: ClassVar[Any] = {"reason": "lost_in_the_post", "restock": False}

    reason: ShortText = "order_cancelled"
    """Kept in the ledger and announced; `order_cancelled` when it is left out."""
    restock: Annotated[bool, Field(strict=True)] = True
    """False keeps units that were taken from going back on the shelf; true when it is left out."""


class ExtendRequest(RequestModel):
    example: ClassVar[Any] = {"ttl_seconds": 600}

    ttl_seconds: TtlSeconds
    """From now on. A hold is never shortened, and never longer in all than the service's maximum."""


class AvailabilityItem(RequestModel):
    sku: Identifier
    quantity: OrderedQuantity
    location: Identifier | None = None


class AvailabilityRequest(RequestModel):
    example: ClassVar[Any] = {"items": [{"sku": "SHIRT-M", "quantity": 3}, {"sku": "CAP", "quantity": 1}]}

    items: Annotated[list[AvailabilityItem], Field(min_length=1, max_length=MAX_SKUS)]

    def lines(self) -> tuple[Line, ...]:
        return merge_lines([Line(item.sku, item.quantity, item.location) for item in self.items])
