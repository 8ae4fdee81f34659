"""The domain events that we hear. Each is declared once, and its row of `EventType` has all that
differs between types.

A new type is one row here and one model in `event_data`. Topic, Celery task, schemas, AsyncAPI
document and examples follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Self

from inventory.boundary.streams import Stream
from inventory.domain.catalogue_quantity import CatalogueQuantity
from inventory.domain.commands import Cause, Fact
from inventory.inbox import meanings
from inventory.inbox.event_data import (
    EventData,
    ItemsReturnedData,
    OrderCompletedData,
    OrderData,
    OrderDispatchedData,
    OrderEndedData,
    OrderLinesCancelledData,
    PaymentData,
    ProductData,
    ProductDeletedData,
)
from inventory.inbox.meanings import Meaning, Occurrence, Payload


class Operation(StrEnum):
    """The four stock operations: each is a Celery task of that name."""

    INITIALIZE_STOCK = "initialize_stock"
    RESERVE_STOCK = "reserve_stock"
    CONFIRM_STOCK = "confirm_stock"
    RELEASE_STOCK = "release_stock"


@dataclass(frozen=True, slots=True)
class Declaration:
    """All that makes one type of event."""

    name: str
    stream: Stream
    operation: Operation
    model: type[EventData]
    means: Meaning
    example: Mapping[str, Any]
    """Example data, as the documents show it."""


class EventType(StrEnum):
    """The known types, by the last part of their name (`com.example.OrderCreated` is an
    OrderCreated).
    """

    _value_: str
    declaration: Declaration

    def __new__(cls, declaration: Declaration | str) -> Self:
        """Make a member from its declaration. Raises `TypeError` for a name without one. Later,
        `EventType(name)` finds a member and makes none.
        """
        if isinstance(declaration, str):
            raise TypeError(f"{declaration} needs a Declaration: a name alone says nothing of the event")
        event_type = str.__new__(cls, declaration.name)
        event_type._value_ = declaration.name
        event_type.declaration = declaration
        return event_type

    PRODUCT_CREATED = Declaration(
        "ProductCreated",
        Stream.PRODUCTS,
        Operation.INITIALIZE_STOCK,
        ProductData,
        meanings.supplies,
        example={
            "product_id": "tea",
            "variants": [
                {"sku": "tea-green", "quantity_on_hand": 120, "low_stock_threshold": 10},
                {"sku": "tea-black", "quantity_on_hand": 80},
            ],
        },
    )
    PRODUCT_UPDATED = Declaration(
        "ProductUpdated",
        Stream.PRODUCTS,
        Operation.INITIALIZE_STOCK,
        ProductData,
        meanings.supplies,
        example={"product_id": "mug", "quantity_on_hand": 40},
    )
    PRODUCT_DELETED = Declaration(
        "ProductDeleted",
        Stream.PRODUCTS,
        Operation.INITIALIZE_STOCK,
        ProductDeletedData,
        meanings.discontinues,
        example={"product_id": "tea", "sku": "tea-black"},
    )
    ORDER_CREATED = Declaration(
        "OrderCreated",
        Stream.ORDERS,
        Operation.RESERVE_STOCK,
        OrderData,
        meanings.reserves,
        example={
            "order_id": "order-1",
            "items": [{"sku": "tea-green", "quantity": 2}, {"product_id": "mug", "quantity": 1}],
            "ttl_seconds": 900,
        },
    )
    ORDER_CANCELLED = Declaration(
        "OrderCancelled",
        Stream.ORDERS,
        Operation.RELEASE_STOCK,
        OrderEndedData,
        meanings.cancels("order_cancelled"),
        example={"order_id": "order-1", "reason": "customer_request"},
    )
    ORDER_FAILED = Declaration(
        "OrderFailed",
        Stream.ORDERS,
        Operation.RELEASE_STOCK,
        OrderEndedData,
        meanings.cancels("order_failed"),
        example={"order_id": "order-1", "reason": "address_unknown", "restock": True},
    )
    ORDER_LINES_CANCELLED = Declaration(
        "OrderLinesCancelled",
        Stream.ORDERS,
        Operation.RELEASE_STOCK,
        OrderLinesCancelledData,
        meanings.cancels_lines,
        example={"order_id": "order-1", "cancel_id": "cancel-1", "items": [{"sku": "tea-green", "quantity": 1}]},
    )
    ORDER_DISPATCHED = Declaration(
        "OrderDispatched",
        Stream.ORDERS,
        Operation.CONFIRM_STOCK,
        OrderDispatchedData,
        meanings.dispatches,
        example={
            "order_id": "order-1",
            "dispatch_id": "parcel-1",
            "items": [{"sku": "tea-green", "quantity": 2, "location": "main"}],
        },
    )
    ORDER_COMPLETED = Declaration(
        "OrderCompleted",
        Stream.ORDERS,
        Operation.CONFIRM_STOCK,
        OrderCompletedData,
        meanings.completes,
        example={"order_id": "order-1"},
    )
    ITEMS_RETURNED = Declaration(
        "ItemsReturned",
        Stream.ORDERS,
        Operation.RELEASE_STOCK,
        ItemsReturnedData,
        meanings.takes_back,
        example={
            "order_id": "order-1",
            "return_id": "rma-1",
            "items": [{"sku": "tea-green", "quantity": 1, "disposition": "sellable", "location": "main"}],
        },
    )
    PAYMENT_SUCCEEDED = Declaration(
        "PaymentSucceeded",
        Stream.PAYMENTS,
        Operation.CONFIRM_STOCK,
        PaymentData,
        meanings.confirms,
        example={"order_id": "order-1", "payment_id": "payment-1"},
    )
    PAYMENT_FAILED = Declaration(
        "PaymentFailed",
        Stream.PAYMENTS,
        Operation.RELEASE_STOCK,
        PaymentData,
        meanings.releases,
        example={"order_id": "order-1", "payment_id": "payment-1", "reason": "card_declined"},
    )

    @property
    def stream(self) -> Stream:
        return self.declaration.stream

    @property
    def operation(self) -> Operation:
        return self.declaration.operation


ACTOR_PREFIX = "event:"
"""Prefix of an event's source in the ledger. A source is somebody else's text, and may be `token:…`
or `cli:…`.
"""


class Event(NamedTuple):
    """One usable event. `(source, event_id)` is its identity, `at` the time of the fact, and
    `payload` its validated data.
    """

    source: str
    event_id: str
    type: EventType
    payload: Payload
    at: datetime
    traceparent: str | None = None


def heard_data(event_type: EventType, data: object) -> EventData:
    """Validate a producer's data (decoded JSON). A null counts as absent, at any depth.

    Raises `pydantic.ValidationError`, and it names each field that is wrong.
    """
    return event_type.declaration.model.model_validate(_without_null(data))


def _without_null(data: object) -> object:
    if isinstance(data, dict):
        return {name: _without_null(value) for name, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_without_null(value) for value in data]
    return data


def stored_data(data: EventData) -> dict[str, Any]:
    """Return `data` as the inbox keeps it."""
    return data.model_dump(mode="json", exclude_none=True)


def commands_of(
    event: Event, *, patient: bool = False, counts: CatalogueQuantity = CatalogueQuantity.SUPPLIED
) -> Sequence[Fact]:
    """Return the commands that the event means: one or two for each variant of a product, one for
    any other event.

    With `patient`, an order, a dispatch or a return waits for SKUs that the catalogue has not
    named. `counts` is the meaning of a product's quantity.
    """
    cause = Cause(actor=f"{ACTOR_PREFIX}{event.source}", reference=event.event_id, traceparent=event.traceparent)
    return event.type.declaration.means(event.payload, Occurrence(event.at, cause, patient, counts))
