"""The requests of a load."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from uuid import uuid4

import orjson

from tools.bench.load.http import Request, post
from tools.bench.load.orders import Pattern, draw

SOLD_OUT = "sold-out"


def reserves(pattern: Pattern) -> Request:
    """Return a maker of requests that reserve one unit, each for a new order."""
    return reserves_of(lambda: draw(pattern, 1))


def refused() -> Request:
    """Return a maker of requests for a SKU that is sold out, each for a new order."""
    return reserves_of(lambda: [SOLD_OUT])


def reserves_of(skus: Callable[[], list[str]], token: str | None = None) -> Request:
    """Return a maker of requests for a unit of each of these SKUs, each for a new order."""
    prefix, numbers = uuid4().hex[:8], itertools.count()

    def request() -> bytes:
        items = [{"sku": sku, "quantity": 1} for sku in skus()]
        return post(
            "/v1/reservations", orjson.dumps({"order_id": f"{prefix}-{next(numbers):09d}", "items": items}), token
        )

    return request


def availabilities(pattern: Pattern, token: str | None = None) -> Request:
    """Return a maker of availability checks for the three lines of a basket."""

    def request() -> bytes:
        items = [{"sku": sku, "quantity": 1} for sku in draw(pattern, 3)]
        return post("/v1/availability", orjson.dumps({"items": items}), token)

    return request
