"""The seven domain events we hear: their data, which stock operation each one is for, and the commands it means."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, assert_never

from pydantic import ConfigDict, Field, model_validator

from inventory.boundary.fields import Identifier, Item, Record, StockQuantity, TtlSeconds, Variant
from inventory.domain.commands import (
    DEFAULT_LOCATION,
    MAX_LINES,
    Cancel,
    Cause,
    Command,
    Confirm,
    Release,
    Reserve,
    StateSupply,
    merge_lines,
)
from inventory.inbox.remarks import PaymentId, Remark


class EventType(StrEnum):
    """The types we know, by the last part of their name (`com.example.OrderCreated` is an OrderCreated)."""

    PRODUCT_CREATED = "ProductCreated"
    PRODUCT_UPDATED = "ProductUpdated"
    ORDER_CREATED = "OrderCreated"
    ORDER_CANCELLED = "OrderCancelled"
    ORDER_FAILED = "OrderFailed"
    PAYMENT_SUCCEEDED = "PaymentSucceeded"
    PAYMENT_FAILED = "PaymentFailed"


class Stream(StrEnum):
    """What events are about, which says on which topic they are heard. An id of one stream is none of another's (ADR 0035)."""

    PRODUCTS = "products"
    ORDERS = "orders"
    PAYMENTS = "payments"


class Operation(StrEnum):
    """The four stock operations: each is a Celery task of that name."""

    INITIALIZE_STOCK = "initialize_stock"
    RESERVE_STOCK = "reserve_stock"
    CONFIRM_STOCK = "confirm_stock"
    RELEASE_STOCK = "release_stock"


class ProductData(Record):
    """ProductCreated, ProductUpdated: one product, with its variants or without."""

    model_config = ConfigDict(
        json_schema_extra={
            # Either, as in `Item`.
            "if": {"properties": {"variants": {"maxItems": 0}}},
            "else": {"properties": {"sku": {"type": "null"}, "quantity_on_hand": {"type": "null"}}},
        }
    )

    product_id: Identifier
    """The product in the catalogue."""
    sku: Identifier | None = None
    """The key of its stock, when it has no variants; without it that is the `product_id`."""
    quantity_on_hand: StockQuantity | None = None
    """Units that the catalogue has supplied in all so far, not what is on the shelf: the same number again changes nothing."""
    low_stock_threshold: StockQuantity | None = None
    """With so many units available, or fewer, the level is `low`."""
    location: Identifier = DEFAULT_LOCATION
    """Where the units are."""
    variants: Annotated[list[Variant], Field(max_length=1_000)] | None = None
    """Its variants, each with stock of its own; then `sku` and `quantity_on_hand` are left out."""

    @model_validator(mode="after")
    def _one_form(self) -> ProductData:
        if self.variants and self._is_one:
            raise ValueError("takes either variants, or sku and quantity_on_hand, not both")
        return self

    @property
    def _is_one(self) -> bool:
        """Whether it names stock of its own. Then an empty list of variants says no more than that it has none."""
        return self.sku is not None or self.quantity_on_hand is not None

    @property
    def key(self) -> str:
        return self.product_id

    def stated(self) -> list[Variant]:
        if self.variants is not None and not self._is_one:
            return self.variants
        return [
            Variant(
                sku=self.sku if self.sku is not None else self.product_id,
                quantity_on_hand=self.quantity_on_hand,
                low_stock_threshold=self.low_stock_threshold,
                location=self.location,
            )
        ]


class OrderData(Record):
    """OrderCreated: hold these lines, all or none."""

    order_id: Identifier
    """The order; it has one reservation, whatever is heard how often. Neither `.` nor `..`."""
    items: Annotated[list[Item], Field(min_length=1, max_length=MAX_LINES)]
    """Its lines; the newest OrderCreated of an order counts."""
    ttl_seconds: TtlSeconds | None = None
    """How long to hold them, at most the service's limit; without it the service's default."""

    @property
    def key(self) -> str:
        return self.order_id


class OrderEndedData(Record):
    """OrderCancelled, OrderFailed: the order is dead for good, and its units go back."""

    order_id: Identifier
    """The order; it need not have been heard of yet. Neither `.` nor `..`."""
    reason: Remark = None
    """Why, in your words; it is told on in StockReleased. Beyond 200 bytes it is cut."""
    restock: Annotated[bool, Field(strict=True)] = True
    """Whether units that were paid for and taken go back on the shelf."""

    @property
    def key(self) -> str:
        return self.order_id


class PaymentData(Record):
    """PaymentSucceeded, PaymentFailed: the lines of the order leave the shelf, or are given back."""

    order_id: Identifier
    """The order; it need not have been heard of yet. Neither `.` nor `..`."""
    payment_id: PaymentId = None
    """The payment, for people who look for it; a number is taken as text."""
    reason: Remark = None
    """Why it failed, in your words; it is told on in StockReleased. Beyond 200 bytes it is cut."""

    @property
    def key(self) -> str:
        return self.order_id


EventData = ProductData | OrderData | OrderEndedData | PaymentData


def _data(event_type: EventType) -> type[ProductData | OrderData | OrderEndedData | PaymentData]:
    match event_type:
        case EventType.PRODUCT_CREATED | EventType.PRODUCT_UPDATED:
            return ProductData
        case EventType.ORDER_CREATED:
            return OrderData
        case EventType.ORDER_CANCELLED | EventType.ORDER_FAILED:
            return OrderEndedData
        case EventType.PAYMENT_SUCCEEDED | EventType.PAYMENT_FAILED:
            return PaymentData
        case _:
            assert_never(event_type)


def _operation(event_type: EventType) -> Operation:
    match event_type:
        case EventType.PRODUCT_CREATED | EventType.PRODUCT_UPDATED:
            return Operation.INITIALIZE_STOCK
        case EventType.ORDER_CREATED:
            return Operation.RESERVE_STOCK
        case EventType.PAYMENT_SUCCEEDED:
            return Operation.CONFIRM_STOCK
        case EventType.ORDER_CANCELLED | EventType.ORDER_FAILED | EventType.PAYMENT_FAILED:
            return Operation.RELEASE_STOCK
        case _:
            assert_never(event_type)


def _stream(event_type: EventType) -> Stream:
    match event_type:
        case EventType.PRODUCT_CREATED | EventType.PRODUCT_UPDATED:
            return Stream.PRODUCTS
        case EventType.ORDER_CREATED | EventType.ORDER_CANCELLED | EventType.ORDER_FAILED:
            return Stream.ORDERS
        case EventType.PAYMENT_SUCCEEDED | EventType.PAYMENT_FAILED:
            return Stream.PAYMENTS
        case _:
            assert_never(event_type)


# Made by functions, because a type checker sees that a function has forgotten a kind, and not that a dictionary has.
DATA = {event_type: _data(event_type) for event_type in EventType}
OPERATION = {event_type: _operation(event_type) for event_type in EventType}
STREAM = {event_type: _stream(event_type) for event_type in EventType}


ACTOR_PREFIX = "event:"
"""What the ledger puts before the source of an event. A source is somebody else's text, and may be `token:…` or `cli:…`."""


class Event(NamedTuple):
    """One usable event: `(source, event_id)` is its identity, `at` the time of the fact, `data` what was said."""

    source: str
    event_id: str
    type: EventType
    data: EventData
    at: datetime
    traceparent: str | None = None


def parse_data(event_type: EventType, data: object) -> EventData:
    """Validate `data` (decoded JSON). Raises `pydantic.ValidationError` naming each field that is wrong."""
    return DATA[event_type].model_validate(data)


def heard_data(event_type: EventType, data: object) -> EventData:
    """Validate what a producer said, as `parse_data` does. Null is as if absent, wherever it stands."""
    return parse_data(event_type, _without_null(data))


def _without_null(data: object) -> object:
    if isinstance(data, dict):
        return {name: _without_null(value) for name, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_without_null(value) for value in data]
    return data


def stored_data(data: EventData) -> dict[str, Any]:
    """`data` as the inbox keeps it; `parse_data` reads it back."""
    return data.model_dump(mode="json", exclude_none=True)


def commands_of(event: Event, *, patient: bool = False) -> list[Command]:
    """What the event means for stock. A product means one command for each variant, every other event means one.

    `patient`: an order waits for SKUs that the catalogue has not named.
    """
    data, at = event.data, event.at
    cause = Cause(actor=f"{ACTOR_PREFIX}{event.source}", reference=event.event_id, traceparent=event.traceparent)
    match data:
        case ProductData():
            return [
                StateSupply(
                    sku=variant.sku,
                    product_id=data.product_id,
                    quantity=variant.quantity_on_hand,
                    at=at,
                    cause=cause,
                    location=variant.location,
                    low_stock_threshold=variant.low_stock_threshold,
                )
                for variant in data.stated()
            ]
        case OrderData():
            lines = merge_lines([item.line() for item in data.items])
            return [Reserve(data.order_id, lines, cause, at=at, ttl_seconds=data.ttl_seconds, patient=patient)]
        case OrderEndedData():
            reason = data.reason or _REASON[event.type]
            return [Cancel(data.order_id, reason, cause, at=at, restock=data.restock)]
        case PaymentData():
            return [_payment(event.type, data, cause, at)]
        case _:
            assert_never(data)


def _payment(event_type: EventType, data: PaymentData, cause: Cause, at: datetime) -> Confirm | Release:
    match event_type:
        case EventType.PAYMENT_SUCCEEDED:
            return Confirm(data.order_id, cause, at=at)
        case EventType.PAYMENT_FAILED:
            return Release(data.order_id, data.reason or _REASON[event_type], cause, at=at)
        case (
            EventType.PRODUCT_CREATED
            | EventType.PRODUCT_UPDATED
            | EventType.ORDER_CREATED
            | EventType.ORDER_CANCELLED
            | EventType.ORDER_FAILED
        ):
            raise ValueError(f"{event_type} is no payment, and has no {PaymentData.__name__}")
        case _:
            assert_never(event_type)


def _reason(event_type: EventType) -> str:
    """The reason of an end that names none."""
    match event_type:
        case EventType.ORDER_CANCELLED:
            return "order_cancelled"
        case EventType.ORDER_FAILED:
            return "order_failed"
        case EventType.PAYMENT_FAILED:
            return "payment_failed"
        case (
            EventType.PRODUCT_CREATED
            | EventType.PRODUCT_UPDATED
            | EventType.ORDER_CREATED
            | EventType.PAYMENT_SUCCEEDED
        ):
            return ""  # ends nothing
        case _:
            assert_never(event_type)


_REASON = {event_type: _reason(event_type) for event_type in EventType}
