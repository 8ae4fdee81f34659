"""Kafka messages for the tests of the bridge."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import Skipped, decode
from inventory.inbox.decoded import DecodedEvent, Origin

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
ORDER: dict[str, Any] = {"order_id": "o-1", "items": [{"sku": "mug", "quantity": 2}]}
STRUCTURED = {"content-type": b"application/cloudevents+json"}


def event(**attributes: Any) -> dict[str, Any]:
    """An OrderCreated. An attribute given as None is left out."""
    default = {
        "specversion": "1.0",
        "id": "e-1",
        "source": "/orders",
        "type": "OrderCreated",
        "time": "2026-05-01T11:59:00Z",
        "data": ORDER,
    }
    return {name: value for name, value in (default | attributes).items() if value is not None}


def message(
    body: object, headers: dict[str, bytes] | None = None, *, timestamp: datetime | None = NOW
) -> InboundMessage:
    value = body if isinstance(body, bytes) or body is None else orjson.dumps(body)
    return InboundMessage(Origin("orders", 3, 42), value, tuple((headers or {}).items()), timestamp)


def binary(data: object = ORDER, headers: dict[str, bytes] | None = None) -> InboundMessage:
    attributes = {
        "ce_specversion": b"1.0",
        "ce_id": b"e-1",
        "ce_source": b"/orders",
        "ce_type": b"OrderCreated",
        "ce_time": b"2026-05-01T11:59:00Z",
    }
    return message(data, attributes | (headers or {}))


def heard(message: InboundMessage, *, now: datetime = NOW) -> DecodedEvent:
    found = decode(message, now=now, retention=timedelta(days=30))
    assert isinstance(found, DecodedEvent)
    return found


def skipped(message: InboundMessage, ignored: Collection[str] = ()) -> str:
    found = decode(message, now=NOW, retention=timedelta(days=30), ignored=ignored)
    assert isinstance(found, Skipped)
    return found.type
