"""One example for each body that goes in or out, from one day at one shop. The tests hold them against their models."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from api.contract import answers, requests
from api.contract.errors import SkuNotFound
from api.contract.problems import document
from inventory.errors import QuantityStale

_AT, _UNTIL = "2026-03-02T10:15:00.000000Z", "2026-03-02T10:30:00.000000Z"
_COUNTERS = {"quantity_on_hand": 40, "quantity_reserved": 3, "quantity_available": 37, "quantity_shortfall": 0}
_LEVEL = {"location": "main", **_COUNTERS, "low_stock_threshold": 5, "version": 12}
_STOCK = {
    "sku": "SHIRT-M",
    "product_id": "SHIRT",
    **_COUNTERS,
    "last_updated_at": _AT,
    "locations": [{**_LEVEL, "last_updated_at": _AT}],
}
_RESERVATION = {
    "order_id": "order-1042",
    "status": "pending",
    "lines": [
        {"sku": "SHIRT-M", "quantity": 3, "allocations": [{"location": "main", "held": 3, "taken": 0}]},
    ],
    "expires_at": _UNTIL,
    "created_at": _AT,
    "updated_at": _AT,
    "version": 1,
}
_MOVEMENT = {
    "id": 7301,
    "sku": "SHIRT-M",
    "location": "main",
    "kind": "reserved",
    "before": {"quantity_on_hand": 40, "quantity_reserved": 0, "quantity_shortfall": 0},
    "after": {"quantity_on_hand": 40, "quantity_reserved": 3, "quantity_shortfall": 0},
    "reason": None,
    "reference": "5c1f0e6a7f0b4f6e9d3c2b1a09876543",
    "order_id": "order-1042",
    "note": None,
    "actor": "token:order-service",
    "occurred_at": _AT,
}
_STALE = QuantityStale(sku="CAP", location="main", expected=7, quantity_on_hand=6)
_NEXT = "IlNISVJULU0i"

EXAMPLES: dict[type[BaseModel], Any] = {
    requests.ReserveRequest: {
        "order_id": "order-1042",
        "items": [{"sku": "SHIRT-M", "quantity": 3}],
        "ttl_seconds": 900,
    },
    requests.AmendRequest: {"items": [{"sku": "SHIRT-M", "quantity": 2}, {"sku": "CAP", "quantity": 1}]},
    requests.ConfirmRequest: {},
    requests.ReleaseRequest: {"reason": "payment_failed"},
    requests.CancelRequest: {"reason": "lost_in_the_post", "restock": False},
    requests.ExtendRequest: {"ttl_seconds": 600},
    requests.AvailabilityRequest: {"items": [{"sku": "SHIRT-M", "quantity": 3}, {"sku": "CAP", "quantity": 1}]},
    requests.AdjustmentRequest: {"delta": 24, "reason": "received", "reference": "delivery-7781"},
    requests.AdjustmentsRequest: {
        "items": [
            {"sku": "SHIRT-M", "delta": 24, "reason": "received", "reference": "delivery-7781"},
            {
                "sku": "CAP",
                "quantity_on_hand": 5,
                "expected_quantity_on_hand": 7,
                "reason": "cycle_count",
                "reference": "count-2026-03-02",
            },
        ]
    },
    answers.Stock: _STOCK,
    answers.StockList: {"items": [_STOCK], "unknown": ["SHIRT-XXL"]},
    answers.Availability: {
        "available": False,
        "items": [
            {"sku": "CAP", "requested": 1, "available": 0, "shortfall": 1},
            {"sku": "SHIRT-M", "requested": 3, "available": 37, "shortfall": 0},
        ],
    },
    answers.Reservation: _RESERVATION,
    answers.ReservationPage: {"items": [_RESERVATION], "next_cursor": None},
    answers.Adjusted: {"sku": "SHIRT-M", "reference": "delivery-7781", "new": False, **_LEVEL},
    answers.Adjustments: {
        "items": [
            {
                "sku": "SHIRT-M",
                "location": "main",
                "reference": "delivery-7781",
                "status": 201,
                "new": False,
                "stock": _LEVEL,
            },
            {
                "sku": "CAP",
                "location": "main",
                "reference": "count-2026-03-02",
                "status": 409,
                "new": False,
                "problem": document(409, _STALE),
            },
        ],
        "refused": 1,
        "new": 0,
    },
    answers.MovementPage: {"items": [_MOVEMENT], "next_cursor": _NEXT},
    answers.Problem: document(404, SkuNotFound(skus=["SHIRT-XXL"])),
    answers.Alive: {"status": "ok"},
    answers.Stuck: {"status": "stuck"},
    answers.Ready: {"ready": True, "database": "ok", "schema": "0003"},
    answers.NotReady: {"ready": False, "database": "unreachable"},
}
