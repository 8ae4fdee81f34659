"""An outbox row as the CloudEvent that Kafka carries.

Structured mode: the whole event is one JSON value. Every consumer, console and connector shows it
in full, and it survives being mirrored, archived or put aside without its headers.
"""

from __future__ import annotations

from datetime import UTC
from typing import Any

import orjson

from bridge.decode.cloudevents import MAX_MESSAGE_BYTES
from inventory.database.epochs import sequence
from inventory.outbox.store import OutboxRow

SOURCE = "/inventory"
HEADERS: dict[str, str | bytes | None] = {"content-type": b"application/cloudevents+json; charset=utf-8"}
OUTBOX_ID = "inventory-outbox-id"
"""Header with the id that the outcome had in the outbox. The relay reads it later to see if
PostgreSQL still knows the outcome.
"""
MAX_EVENT_BYTES = MAX_MESSAGE_BYTES
"""The same bound as for events that the bridge reads. A topic that takes less sets a lower one
(`bridge.relay.size_limit`).
"""


def headers(row: OutboxRow) -> dict[str, str | bytes | None]:
    """Return the headers beside the event. The id in them is for the relay itself
    (`bridge.relay.look_back`).
    """
    return {**HEADERS, OUTBOX_ID: str(row.id).encode()}


def encode(row: OutboxRow, epoch: int, most: int = MAX_EVENT_BYTES) -> tuple[bytes, bool]:
    """Return the event as it is announced in this epoch, and True if it was shortened because it
    has more than `most` bytes. A shortened event may still have more.

    Hundreds of lines at many locations can exceed the limit of Kafka. Such an outcome is announced
    all the same, in its place, without its lists and objects. `omitted` names them, and they can be
    read over HTTP. To hold it back would block its order or SKU for ever, and to drop it would
    break the promise that every outcome is announced.
    """
    whole = _event(row, epoch, row.payload)
    if len(whole) <= min(most, MAX_EVENT_BYTES):
        return whole, False
    return _event(row, epoch, orjson.dumps(_without_collections(row.data))), True


def _event(row: OutboxRow, epoch: int, data: str | bytes) -> bytes:
    event: dict[str, Any] = {
        "specversion": "1.0",
        "id": str(row.event_id),
        "source": SOURCE,
        "type": row.type,
        "subject": row.key,
        "time": row.occurred_at.astimezone(UTC),
        "datacontenttype": "application/json",
        # The extension's values compare as text: padded, they compare as numbers too.
        "sequence": f"{sequence(epoch, row.sequence):020d}",
        "data": orjson.Fragment(data),
    }
    if row.traceparent is not None:
        event["traceparent"] = row.traceparent
    return orjson.dumps(event, option=orjson.OPT_UTC_Z)


def _without_collections(payload: dict[str, Any]) -> dict[str, Any]:
    omitted = sorted(name for name, value in payload.items() if isinstance(value, dict | list))
    return {name: value for name, value in payload.items() if name not in omitted} | {"omitted": omitted}
