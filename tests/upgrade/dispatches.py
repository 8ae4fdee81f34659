"""A part of the day that older versions do not know: goods that leave, paid units that are to ship,
and counts of the shelf.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.upgrade.day import Day
from tests.upgrade.questions import Call, Command, path

SETTINGS = {"INVENTORY_DISPATCHED_AFTER_SECONDS": "604800"}
"""Paid units are to ship for a week."""
SKU = "parcelled"
COMMANDS = (Command(("reservation", "show", "sent-in-part")), Command(("stock", "show", SKU)))
ORDERS = ("sent-in-part", "sent-unheard", "sent-undone")
"""Orders whose dispatches are left undone, and others with units to ship."""


def is_known(query: Callable[[str], list[Any]]) -> bool:
    """Return True if this version's schema has units to ship, in the ledger too."""
    asked = "SELECT count(*) = 1 FROM information_schema.columns WHERE column_name = 'to_ship_after'"
    found: bool = query(asked)[0][0]
    return found


def dispatches(day: Day) -> None:
    """Goods of orders in every status leave, over both doors: in part, restated, from a new
    location, beyond the order, and before their order. Some are taken for gone.
    """
    day.adjust(SKU, delta=90, reference="delivery of parcels")
    day.adjust(SKU, delta=30, location="north", reference="delivery of parcels")
    for order in ("sent", "sent-in-part", "sent-and-cancelled", "sent-too-much", "taken-for-gone", "sent-undone"):
        day.reserve(order, (SKU, 4), ttl_seconds=86_000)
        day.act(order, "confirm")
    for order in ("sent-unpaid", "completed"):
        day.reserve(order, (SKU, 3), ttl_seconds=86_000)
    day.reserve("sent-from-both", (SKU, 2, "main"), (SKU, 2, "north"), ttl_seconds=86_000)
    day.act("sent-from-both", "confirm")
    day.act("sent", "dispatches", parcel("parcel ", 4), key="parcel-of-sent", expect=201)
    day.act("sent", "dispatches", parcel("parcel ", 4))
    for order in ("sent-in-part", "sent-and-cancelled", "taken-for-gone"):
        day.act(order, "dispatches", parcel("first", 3, "main"), expect=201)
    day.act("sent-and-cancelled", "cancel", {"reason": "lost on the way"}, key="cancel-sent")
    left(day, "sent-too-much", "dock", 6, location="dock ")
    left(day, "sent-unpaid", "restated", 3)
    left(day, "sent-unpaid", "restated", 2)
    left(day, "sent-from-both", "north", 2, location="north")
    left(day, "sent-unheard", "early", 1)
    left(day, "sent", "on-a-wrong-topic", 1, topic="payments")
    day.published.pop()  # a dead letter of another topic has a name of its own
    day.until("SELECT EXISTS (SELECT FROM dead_letter WHERE reason = 'wrong_topic')", "a parcel is on a wrong topic")
    day.publish("orders", "OrderCompleted", order_id="completed")
    day.until_done()
    day.query("UPDATE reservation SET dispatch_due_at = now() WHERE order_id = 'taken-for-gone' RETURNING order_id")
    day.until(
        "SELECT count(*) = 0 FROM reservation WHERE dispatch_due_at < now()", "unreported units are taken for gone"
    )


def counts(day: Day) -> None:
    """Counts of a shelf with units to ship: as the books have it, and with one unit less."""
    for less in (0, 1):
        there = next(one for one in day.call("GET", path("stock", SKU))["locations"] if one["location"] == "main")
        lies_there = there["quantity_on_shelf"]
        count = {"counted": lies_there - less, "expected_counted": lies_there, "reason": "cycle_count"}
        day.adjust(SKU, **count, reference=f"count-{less}", key=f"count-{less}")


def unannounced(day: Day) -> None:
    """Goods that left, and a completion, with nobody there to announce them."""
    day.act("last", "dispatches", {"dispatch_id": "last", "items": [{"sku": "dear", "quantity": 1}]}, expect=201)
    day.publish("orders", "OrderCompleted", order_id="last-one")
    day.until_done()


def left_undone(day: Day) -> None:
    """Dispatches that nobody has worked on: with the worker stopped."""
    left(day, "sent-in-part", "second", 1)
    left(day, "sent-undone", "beyond", 5)
    day.until_heard()


def left(day: Day, order: str, id_: str, quantity: int, *, topic: str = "orders", **more: str) -> None:
    """Publish that units of the SKU left."""
    items = [{"sku": SKU, "quantity": quantity, **more}]
    day.publish(topic, "OrderDispatched", order_id=order, dispatch_id=id_, items=items)


def parcel(id_: str, quantity: int, location: str | None = None) -> dict[str, Any]:
    """Return a dispatch of units of the SKU, as the API takes it."""
    named = {} if location is None else {"location": location}
    return {"dispatch_id": id_, "items": [{"sku": SKU, "quantity": quantity, **named}]}


FOLLOWING = (
    Call("POST", path("reservations", "sent", "dispatches"), parcel("parcel ", 4)),
    Call("POST", path("reservations", "sent", "dispatches"), parcel("parcel ", 3)),
    Call("POST", path("reservations", "sent-in-part", "dispatches"), parcel("third", 1)),
    Call("POST", path("reservations", "sent-and-cancelled", "dispatches"), parcel("second", 1)),
    Call("POST", path("reservations", "sent-unheard", "dispatches"), parcel("second", 1)),
    Call("POST", path("reservations", "sent-unpaid", "confirm")),
    Call("POST", path("reservations", "sent-unpaid", "dispatches"), parcel("last", 1, "main")),
    Call("POST", path("reservations", "sent-from-both", "cancel")),
    Call("POST", path("reservations", "taken-for-gone", "cancel")),
    Call("POST", path("reservations", "completed", "cancel")),
    Call("POST", path("stock", SKU, "adjustments"), {"counted": 1, "expected_counted": 2, "reason": "cycle_count", "reference": "stale"}),
    Call("GET", path("stock", SKU)),
)  # fmt: skip
"""Calls that may come next. Every later version must answer them alike."""
