"""A part of the day that older versions do not know: orders with wishes for their locations."""

from __future__ import annotations

from typing import Any

from tests.upgrade.day import Day
from tests.upgrade.questions import Call, Command, path
from tests.upgrade.version import Version

SKU = "wished"
COMMANDS = (Command(("reservation", "show", "wished-first")), Command(("stock", "show", SKU)))
ORDERS = ("wished-undone",)
"""Orders that are left undone."""
_KNOWN = """
from importlib.util import find_spec
print(find_spec("inventory.boundary.preferring") is not None)
"""


def is_known(version: Version) -> bool:
    """Return True if this version takes wishes. Its schema does not tell: they have no column."""
    return version.ask(_KNOWN) == "True"


def wishes(day: Day) -> None:
    """Wishes of every kind, over both doors: stated, amended, restated, paid for and refused."""
    for location in ("main", "north"):
        day.adjust(SKU, delta=40, location=location, reference=f"delivery to {location}")
    day.reserve("wished-only", (SKU, 2), locations=["north", "main"], ttl_seconds=86_000)
    day.act("wished-only", "confirm")
    day.reserve("wished-first", (SKU, 2), locations_first=["north"], ttl_seconds=86_000)
    day.call("PUT", path("reservations", "wished-first"), {"items": items(3)}, key="amend-wished")
    day.reserve("wished-whole", (SKU, 2), split="never", ttl_seconds=86_000)
    day.reserve("wished-too-much", (SKU, 60), split="never", expect=409)
    for order in ("wished-paid", "wished-anew"):
        ordered(day, order, 2, locations=["north"], split="never")
    day.until_done()
    day.publish("payments", "PaymentSucceeded", order_id="wished-paid")
    day.until_done()
    ordered(day, "wished-paid", 3, locations_first=["main"])
    ordered(day, "wished-anew", 2, locations=["main"])
    day.until_done()


def left_undone(day: Day) -> None:
    """An order with wishes that nobody has worked on: with the worker stopped."""
    ordered(day, "wished-undone", 2, locations_first=["north"])
    day.until_heard()


def ordered(day: Day, order: str, quantity: int, **wished: Any) -> None:
    """Publish an order with wishes."""
    day.publish("orders", "OrderCreated", order_id=order, items=items(quantity), ttl_seconds=80_000, **wished)


def items(quantity: int) -> list[dict[str, Any]]:
    """Return the only line of an order, as the API and events have it."""
    return [{"sku": SKU, "quantity": quantity}]


FOLLOWING = (
    Call("POST", path("reservations"), {"order_id": "wished-first", "items": items(3), "split": "never"}),
    Call("PUT", path("reservations", "wished-first"), {"items": items(5)}),
    Call("PUT", path("reservations", "wished-whole"), {"items": items(3), "locations": ["north"]}),
    Call("POST", path("reservations", "wished-anew", "confirm")),
    Call("POST", path("reservations", "wished-only", "cancel")),
    Call("POST", path("reservations"), {"order_id": "wished-too-much", "items": items(30), "split": "never"}),
    Call("GET", path("stock", SKU)),
)
"""Calls that may come next. Every later version must answer them alike."""
