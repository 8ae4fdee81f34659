from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import UUID

import orjson

from bridge.relay.announcement import encode
from inventory.outbox.store import OutboxRow

ROW = OutboxRow(
    id=7,
    event_id=UUID(int=7),
    type="StockReserved",
    key="o-1",
    sequence=12,
    payload='{"order_id": "o-1", "status": "pending", "lines": []}',
    occurred_at=datetime(2026, 5, 1, 12, 0, 0, 250_000, tzinfo=UTC),
    traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
)


def test_a_complete_cloudevent() -> None:
    value, shortened = encode(ROW, 0)
    assert not shortened
    assert orjson.loads(value) == {
        "specversion": "1.0",
        "id": "00000000-0000-0000-0000-000000000007",
        "source": "/inventory",
        "type": "StockReserved",
        "subject": "o-1",
        "time": "2026-05-01T12:00:00.250000Z",
        "datacontenttype": "application/json",
        "sequence": "00000000000000000012",
        "traceparent": ROW.traceparent,
        "data": ROW.data,
    }


def test_too_large_it_keeps_what_identifies_it() -> None:
    lines = [{"sku": "x" * 200, "quantity": 1}] * 10_000
    large = ROW._replace(payload=json.dumps(ROW.data | {"lines": lines, "shortfalls": []}))
    value, shortened = encode(large, 0)
    assert shortened
    assert len(value) < 1_000
    assert orjson.loads(value)["data"] == {"order_id": "o-1", "status": "pending", "omitted": ["lines", "shortfalls"]}


def test_no_trace_no_traceparent() -> None:
    value, _ = encode(ROW._replace(traceparent=None), 0)
    assert "traceparent" not in orjson.loads(value)
