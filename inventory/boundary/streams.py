"""The three streams of events. Each is heard on a topic of its own."""

from __future__ import annotations

from enum import StrEnum


class Stream(StrEnum):
    """Name the subject of events. An id of one stream is none of another's (ADR 0035)."""

    PRODUCTS = "products"
    ORDERS = "orders"
    PAYMENTS = "payments"
