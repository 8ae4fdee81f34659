"""One event of each type, as the documents show it.

The tests hold the examples to the schemas, and have the bridge read them.
"""

from __future__ import annotations

from typing import Any, Literal, assert_never

from bridge.relay.announcement import SOURCE
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.inbox.events import EventType

Example = dict[str, Any]

TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def _line(*, held: int = 0, taken: int = 0) -> Example:
    allocations = [{"location": "main", "held": held, "taken": taken}] if held or taken else []
    return {"sku": "tea-green", "quantity": 2, "allocations": allocations}


_SHORTFALL = {"sku": "tea-green", "requested": 2, "available": 1, "shortfall": 1}
_RESTOCKED = {"sku": "tea-green", "location": "main", "quantity": 2}
_COUNTERS = {"quantity_on_hand": 118, "quantity_reserved": 108, "quantity_available": 10, "quantity_shortfall": 0}


def _data_out(outcome_type: OutcomeType) -> Example:
    match outcome_type:
        case OutcomeType.STOCK_RESERVED:
            return {
                "order_id": "order-1",
                "status": "pending",
                "lines": [_line(held=2)],
                "expires_at": "2026-05-01T12:15:00.250000Z",
            }
        case OutcomeType.STOCK_RESERVATION_REJECTED:
            return {
                "order_id": "order-1",
                "status": "rejected",
                "lines": [_line()],
                "reason": "insufficient_stock",
                "shortfalls": [_SHORTFALL],
            }
        case OutcomeType.STOCK_CONFIRMATION_REJECTED:
            return {
                "order_id": "order-1",
                "status": "expired",
                "lines": [_line()],
                "reason": "insufficient_stock",
                "shortfalls": [_SHORTFALL],
            }
        case OutcomeType.STOCK_REDUCED:
            return {
                "order_id": "order-1",
                "status": "confirmed",
                "lines": [_line(taken=2)],
                "cancel_id": "cancel-1",
                "cancelled": [{"sku": "tea-green", "quantity": 1}],
                "restocked": [{**_RESTOCKED, "quantity": 1}],
            }
        case OutcomeType.STOCK_RELEASED:
            return {
                "order_id": "order-1",
                "status": "released",
                "lines": [_line()],
                "reason": "card_declined",
                "restocked": [_RESTOCKED],
            }
        case OutcomeType.STOCK_RESERVATION_EXPIRED:
            return {
                "order_id": "order-1",
                "status": "expired",
                "lines": [_line()],
                "reason": "hold_expired",
                "restocked": [_RESTOCKED],
            }
        case OutcomeType.STOCK_DISPATCHED:
            return {
                "order_id": "order-1",
                "status": "confirmed",
                "lines": [_line(taken=2)],
                "dispatch_id": "parcel-1",
                "dispatched": [{**_RESTOCKED, "quantity": 1}],
                "remaining": [{"sku": "tea-green", "quantity": 1}],
            }
        case OutcomeType.STOCK_RETURNED:
            return {
                "order_id": "order-1",
                "status": "confirmed",
                "lines": [_line(taken=2)],
                "return_id": "rma-1",
                "returned": [{**_RESTOCKED, "quantity": 1, "disposition": "sellable"}],
            }
        case OutcomeType.STOCK_LEVEL_CHANGED:
            return {
                "sku": "tea-green",
                "product_id": "tea",
                **_COUNTERS,
                "level": "low",
                "previous_level": "in_stock",
                "locations": [{"location": "main", **_COUNTERS}],
            }
        case _:
            return _data_of_paid(outcome_type)


def _data_of_paid(
    outcome_type: Literal[
        OutcomeType.STOCK_CONFIRMED,
        OutcomeType.STOCK_AMENDED,
        OutcomeType.STOCK_REASSIGNED,
        OutcomeType.STOCK_PAYMENT_REQUIRED,
    ],
) -> Example:
    match outcome_type:
        case OutcomeType.STOCK_CONFIRMED:
            return {"order_id": "order-1", "status": "confirmed", "lines": [_line(taken=2)]}
        case OutcomeType.STOCK_AMENDED:
            return {
                "order_id": "order-1",
                "status": "confirmed",
                "lines": [_line(taken=2)],
                "given_back": [_RESTOCKED],
                "restocked": [_RESTOCKED],
            }
        case OutcomeType.STOCK_REASSIGNED:
            return {
                "order_id": "order-1",
                "status": "confirmed",
                "lines": [_line(taken=2)],
                "reassigned": [{"sku": "tea-green", "from_location": "annex", "to_location": "main", "quantity": 2}],
            }
        case OutcomeType.STOCK_PAYMENT_REQUIRED:
            return {
                "order_id": "order-1",
                "status": "confirmed",
                "lines": [_line(taken=2)],
                "awaiting_payment": [{"sku": _RESTOCKED["sku"], "quantity": 3}],
            }
        case _:
            assert_never(outcome_type)


def structured(event_type: EventType) -> Example:
    """Return an event as a producer sends it in structured mode."""
    return {
        "specversion": "1.0",
        "id": "8d1a1c2e-6a0f-4a1c-9a57-0c6f4f6f2c11",
        "source": "/orders",
        "type": str(event_type),
        "time": "2026-05-01T12:00:00Z",
        "datacontenttype": "application/json",
        "traceparent": TRACEPARENT,
        "data": event_type.declaration.example,
    }


def binary(event_type: EventType) -> tuple[Example, Example]:
    """Return the headers and the value of an event as a producer sends it in binary mode."""
    event = structured(event_type)
    data = event.pop("data")
    content_type = event.pop("datacontenttype")
    return {"content-type": content_type, **{f"ce_{name}": value for name, value in event.items()}}, data


def published(outcome_type: OutcomeType) -> Example:
    """Return an event as a consumer reads it."""
    data = _data_out(outcome_type)
    return {
        "specversion": "1.0",
        "id": "0197f0a4-5f0c-7b1e-8b1f-3c1a5e0f7a42",
        "source": SOURCE,
        "type": str(outcome_type),
        "subject": data.get("order_id", data.get("sku")),
        "time": "2026-05-01T12:00:00.250000Z",
        "datacontenttype": "application/json",
        "sequence": f"{12:020d}",
        "traceparent": TRACEPARENT,
        "data": data,
    }
