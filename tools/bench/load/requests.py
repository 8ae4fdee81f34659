"""The requests that load is made of."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from uuid import uuid4

import orjson

from tools.bench.load.http import Request, post
from tools.bench.load.orders import Pattern, draw

SOLD_OUT = "sold-out"


def reserves(pattern: Pattern) -> Request:
    """A new order each time."""
    return reserves_of(lambda: draw(pattern, 1))


def refused() -> Request:
    """A new order each time, of what is sold out."""
    return reserves_of(lambda: [SOLD_OUT])


def reserves_of(skus: Callable[[], list[str]], token: str | None = None) -> Request:
    """A new order each time, of one unit of each of these."""
    prefix, numbers = uuid4().hex[:8], itertools.count()

    def request() -> bytes:
        items = [{"sku": sku, "quantity": 1} for sku in skus()]
        return post(
            "/v1/reservations", orjson.dumps({"order_id": f"{prefix}-{next(numbers):09d}", "items": items}), token
        )

    return request


def availabilities(pattern: Pattern, token: str | None = None) -> Request:
    """Could this be had? For the three lines of a basket."""

    def request() -> bytes:
        items = [{"sku": sku, "quantity": 1} for sku in draw(pattern, 3)]
        return post("/v1/availability", orjson.dumps({"items": items}), token)

    return request
