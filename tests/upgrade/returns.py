"""A part of the day that older versions do not know: goods that come back, units that are cancelled
one by one, and units that come from another location.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.upgrade.day import Day
from tests.upgrade.questions import Call, Command, path

SKU = "taken-back"
COMMANDS = (
    Command(("reservation", "show", "back-in-part")),
    Command(("reservation", "show", "less-paid")),
    Command(("stock", "show", SKU)),
)
ORDERS = ("back-undone", "back-unheard", "less-undone", "less-unheard")
"""Orders whose returns and cancels are left undone, and others that are not known yet."""
SENT = ("back-in-part", "back-damaged", "back-restated", "back-cancelled", "back-refunded", "back-undone")


def is_known(query: Callable[[str], list[Any]]) -> bool:
    """Return True if this version's schema has goods that came back, and partial cancels."""
    asked = "SELECT count(*) = 2 FROM information_schema.columns WHERE column_name IN ('returned', 'cancelled_lines')"
    found: bool = query(asked)[0][0]
    return found


def returns(day: Day) -> None:
    """Goods come back in every state, over both doors: in part, restated, beyond the order, before
    it, without a dispatch, before its cancellation and its refund.
    """
    day.adjust(SKU, delta=90, reference="delivery of goods")
    day.adjust(SKU, delta=30, location="north", reference="delivery of goods")
    for order in (*SENT, "back-unreported"):
        day.reserve(order, (SKU, 4), ttl_seconds=86_000)
        day.act(order, "confirm")
    for order in SENT:
        parcel = {"dispatch_id": "all", "items": [{"sku": SKU, "quantity": 4}]}
        day.act(order, "dispatches", parcel, expect=201)
    day.act("back-in-part", "returns", back("rma ", ("sellable", 1), ("inspect", 1)), key="rma", expect=201)
    day.act("back-in-part", "returns", back("rma ", ("sellable", 1), ("inspect", 1)))
    day.act("back-damaged", "returns", back("broken", ("damaged", 2)), expect=201)
    day.act("back-cancelled", "returns", back("all", ("sellable", 3)), expect=201)
    day.act("back-cancelled", "cancel", {"reason": "sent back"}, key="cancel-back")
    day.act("back-refunded", "returns", back("one", ("sellable", 1)), expect=201)
    day.act("back-refunded", "cancel", less("refund", 1), key="refund-back")
    came_back(day, "back-restated", "box", 4, "sellable")
    day.until_done()
    came_back(day, "back-restated", "box", 1, "damaged")
    came_back(day, "back-damaged", "beyond", 5, "sellable", location="north")
    came_back(day, "back-unreported", "box", 1, "inspect")
    came_back(day, "back-unheard", "early", 2, "sellable")
    day.until_done()


def cancels(day: Day) -> None:
    """Units of held and paid orders are cancelled, over both doors: some, all, and before the
    order. Others come from another location.
    """
    for order in ("less-held", "less-paid", "less-restated", "less-ended", "less-undone", "from-north"):
        day.reserve(order, (SKU, 4), ttl_seconds=86_000)
    for order in ("less-paid", "less-ended", "from-north"):
        day.act(order, "confirm")
    day.act("less-held", "cancel", less("refund ", 1), key="less-held")
    day.act("less-held", "cancel", less("refund ", 1))
    day.act("less-paid", "cancel", less("refund", 3))
    day.act("less-restated", "cancel", less("refund", 2))
    cancelled(day, "less-ended", "refund", 4)
    cancelled(day, "less-unheard", "early", 1)
    day.act("from-north", "reassign", {"sku": SKU, "from": "main", "to": "north"}, key="from-north")
    day.until_done()
    cancelled(day, "less-restated", "refund", 1)
    day.until_done()


def unannounced(day: Day) -> None:
    """Goods that came back, and a cancelled unit, with nobody there to announce them."""
    day.act("back-refunded", "returns", back("late", ("inspect", 1)), expect=201)
    cancelled(day, "less-held", "late", 1)
    day.until_done()


def left_undone(day: Day) -> None:
    """Returns and cancels that nobody has worked on: with the worker stopped."""
    came_back(day, "back-undone", "box", 2, "sellable")
    cancelled(day, "less-undone", "refund", 1)
    day.until_heard()


def came_back(day: Day, order: str, id_: str, quantity: int, disposition: str, **more: str) -> None:
    """Publish that units of the SKU came back."""
    items = [{"sku": SKU, "quantity": quantity, "disposition": disposition, **more}]
    day.publish("orders", "ItemsReturned", order_id=order, return_id=id_, items=items)


def cancelled(day: Day, order: str, id_: str, quantity: int) -> None:
    """Publish that units of the SKU were cancelled."""
    day.publish("orders", "OrderLinesCancelled", order_id=order, **less(id_, quantity))


def back(id_: str, *units: tuple[str, int]) -> dict[str, Any]:
    """Return units of the SKU that come back, by their state, as the API takes them."""
    items = [{"sku": SKU, "quantity": quantity, "disposition": disposition} for disposition, quantity in units]
    return {"return_id": id_, "items": items}


def less(id_: str, quantity: int) -> dict[str, Any]:
    """Return a cancel of units of the SKU, as the API and events have it."""
    return {"cancel_id": id_, "items": [{"sku": SKU, "quantity": quantity}]}


FOLLOWING = (
    Call("POST", path("reservations", "back-in-part", "returns"), back("rma ", ("sellable", 1), ("inspect", 1))),
    Call("POST", path("reservations", "back-in-part", "returns"), back("rma ", ("sellable", 2))),
    Call("POST", path("reservations", "back-in-part", "returns"), back("rest", ("sellable", 3))),
    Call("POST", path("reservations", "back-in-part", "returns"), back("rest", ("sellable", 2))),
    Call("POST", path("reservations", "back-unheard", "returns"), back("second", ("sellable", 1))),
    Call("POST", path("reservations", "back-refunded", "cancel")),
    Call("POST", path("reservations", "back-unreported", "cancel")),
    Call("POST", path("reservations", "less-held", "cancel"), less("refund ", 1)),
    Call("POST", path("reservations", "less-held", "cancel"), less("refund ", 2)),
    Call("POST", path("reservations", "less-held", "confirm")),
    Call("POST", path("reservations", "less-paid", "cancel"), less("more", 2)),
    Call("POST", path("reservations", "less-restated", "confirm")),
    Call("POST", path("reservations", "less-ended", "confirm")),
    Call("POST", path("reservations", "less-unheard", "cancel"), less("second", 1)),
    Call("POST", path("reservations", "from-north", "reassign"), {"sku": SKU, "from": "north", "to": "main"}),
    Call("GET", path("stock", SKU)),
)
"""Calls that may come next. Every later version must answer them alike."""
