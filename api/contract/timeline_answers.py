"""The answer that tells what happened to an order, with an example."""

from __future__ import annotations

from api.contract.answers import MOVEMENT, RESERVATION, Answer, PageJson
from inventory.timeline.timeline_json import TimelineJson


class TimelinePageJson(TimelineJson, PageJson):
    """All that is known of one order, oldest entries first."""


_AT = "2026-03-02T10:15:00.000000Z"
_REFUSED_AT = "2026-03-02T10:14:02.120000Z"
TIMELINE = Answer(
    TimelinePageJson,
    {
        "order_id": "order-1042",
        "as_of": "2026-03-02T10:16:00.000000Z",
        "record": "known",
        "reservation": RESERVATION.example,
        "facts": {"ordered_at": _AT},
        "items": [
            {
                "at": _REFUSED_AT,
                "entry": "refused_call",
                "refused_call": {
                    "id": 7130,
                    "order_id": "order-1042",
                    "skus": ["SHIRT-M"],
                    "action": "reserve",
                    "code": "insufficient_stock",
                    "calls": 2,
                    "first_at": _REFUSED_AT,
                    "last_at": "2026-03-02T10:14:09.310000Z",
                    "actor": "token:order-service",
                    "request_id": "7f3f6c1c5b0b4a1d9d3d0f2f6a8e4b21",
                    "lines": [
                        {
                            "sku": "SHIRT-M",
                            "requested": 2,
                            "available": 1,
                            "shortfall": 1,
                            "locations": [{"location": "main", "available": 1}],
                        },
                    ],
                },
            },
            {
                "at": _AT,
                "entry": "event",
                "event": {
                    "id": 90210,
                    "type": "OrderCreated",
                    "source": "/shop/orders",
                    "event_id": "0198c5a2-7c1e-7b59-a1f3-0a6f2d9c4e11",
                    "topic": "orders",
                    "partition": 3,
                    "offset": 48211,
                    "occurred_at": "2026-03-02T10:14:59.950000Z",
                    "counts_at": "2026-03-02T10:14:59.950000Z",
                    "state": "done",
                    "effect": "moved",
                    "why": "It moved units.",
                },
            },
            {"at": _AT, "entry": "movement", "movement": MOVEMENT},
            {
                "at": _AT,
                "entry": "outcome",
                "outcome": {
                    "id": 140233,
                    "type": "StockReserved",
                    "event_id": "6a3e2c8e-3f0b-4b57-9d0a-2a1b7c5d9e01",
                    "sequence": 1,
                    "announced_at": "2026-03-02T10:15:00.041000Z",
                    "partition": 5,
                    "offset": 99310,
                    "status": "pending",
                },
            },
        ],
        "next_cursor": None,
    },
)
