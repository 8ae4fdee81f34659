"""A part of the day that older versions do not know: places, moves, policies, untracked lines, and
a catalogue whose number counts otherwise. It has a row of every kind in each of their tables.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.upgrade.day import Day
from tests.upgrade.questions import Call, path

SCOPES = ("--scope", "stock:configure")
SETTINGS = {"INVENTORY_CATALOGUE_QUANTITY": '{"/first": "first", "/shown*": "ignored"}'}
"""Of sources that the rest of the day does not have."""
COMMANDS = (("location", "list"), ("sku", "show", "gift"))


def is_known(query: Callable[[str], list[Any]]) -> bool:
    """Return True if this version's schema has policies, the last of these."""
    found: bool = query("SELECT to_regclass('sku_policy') IS NOT NULL")[0][0]
    return found


def keeps_back(query: Callable[[str], list[Any]]) -> bool:
    """Return True if this version's schema has safety stock and reversals."""
    found: bool = query("SELECT to_regclass('stock_reversal') IS NOT NULL")[0][0]
    return found


def _move(quantity: int, to: str, reference: str, **more: Any) -> dict[str, Any]:
    return {"from": "main", "to": to, "quantity": quantity, "reason": "relocated", "reference": reference, **more}


def places(day: Day) -> None:
    """A place of every kind, and moves: between places that sell, out of sale and back, of promised
    units, and one whose place is closed afterwards.
    """
    damaged = {"sells": False, "counts_as": "damaged", "parent": "main", "priority": 900}
    day.call("PUT", path("locations", "damaged"), damaged, expect=201)
    day.call("PUT", path("locations", "outlet "), {"priority": 5, "returns_to": "damaged"}, expect=201)
    day.call("PUT", path("locations", "closed"), {}, expect=201)
    day.call("PUT", path("locations", "main"), {"priority": 50})
    for sku in ("a/b", "crate"):
        day.adjust(sku, delta=40, reference=f"delivery of {sku}")
    pallet = _move(4, "damaged", "pallet ", reason="damaged", note="a lorry, says Zoë")
    day.call("POST", path("stock", "crate", "moves"), pallet, key="pallet", expect=201)
    day.call("POST", path("stock", "crate", "moves"), pallet, expect=200)
    day.call("POST", path("stock", "crate", "moves"), _move(10, "outlet ", "van"), expect=201)
    back = {**_move(1, "main", "mended", reason="inspected"), "from": "damaged"}
    day.call("POST", path("stock", "crate", "moves"), back, expect=201)
    lines = [{"sku": sku, **_move(2, "closed", "bulk")} for sku in ("crate", "a/b")]
    day.call("POST", path("stock", "moves"), {"items": lines}, key="bulk-moves")
    day.call("PUT", path("locations", "closed"), {"active": False})
    day.reserve("crates", ("crate", 20, "main"), ttl_seconds=86_000)
    day.call("POST", path("stock", "crate", "moves"), _move(15, "damaged", "flood", reason="damaged"), expect=201)
    day.until("SELECT bool_and(version = settled_version) FROM location", "all stock follows its places")


def policies(day: Day) -> None:
    """A rule of every kind, over both doors, and orders with untracked lines in every state."""
    day.call("PUT", path("skus", "gift", "policy"), {"tracked": False}, expect=201)
    seasonal = {"sellable_from": "2020-01-01T00:00:00Z", "sellable_until": "2020-02-01T00:00:00Z"}
    day.call("PUT", path("skus", "%2F", "policy"), seasonal, expect=201)
    day.publish("products", "ProductCreated", product_id="card", tracked=False)
    day.publish("products", "ProductCreated", product_id="old-mug", quantity_on_hand=7)
    day.publish("products", "ProductDeleted", product_id="old-mug")
    day.until_done()
    for order in ("gift-held", "gift-paid", "gift-released", "gift-returned"):
        day.reserve(order, ("mug", 1), ("gift", 2), ttl_seconds=86_000)
    for order in ("gift-paid", "gift-returned"):
        day.act(order, "confirm")
    day.act("gift-released", "release")
    day.act("gift-returned", "cancel")
    day.reserve("gifts-only", ("gift", 900), ttl_seconds=86_000)
    day.reserve("discontinued", ("old-mug", 1), expect=409)
    for order, sku in (("card-by-event", "card"), ("discontinued-by-event", "old-mug")):
        items = [{"sku": sku, "quantity": 1}, {"sku": "mug", "quantity": 1}]
        day.publish("orders", "OrderCreated", order_id=order, items=items, ttl_seconds=80_000)
    day.until_done()


def catalogues(day: Day) -> None:
    """Numbers that count first or never, and a catalogue that shows our own number back."""
    day.publish("products", "ProductCreated", product_id="first", quantity_on_hand=30, source="/first")
    day.publish("products", "ProductUpdated", product_id="first", quantity_on_hand=40, source="/first")
    day.publish("products", "ProductUpdated", product_id="crate", quantity_on_hand=9, source="/shown/here")
    day.publish("products", "ProductCreated", product_id="mirrored", quantity_supplied=100)
    day.until_done()
    day.reserve("mirrored", ("mirrored", 6))
    day.act("mirrored", "confirm")
    day.publish("products", "ProductUpdated", product_id="mirrored", quantity_on_hand=94)
    day.until_done()


def kept_back(day: Day) -> None:
    """Safety stock and thresholds by each door, a hold that goes into it, and movements that were
    taken back.
    """
    rules = [{"safety_stock": 2, "low_stock_threshold": 9}, {"location": "main", "safety_stock": 3}]
    day.adjust("kept", delta=5, reference="delivery of kept")
    day.call("PUT", path("skus", "kept", "policy"), {"stock": rules}, expect=201)
    day.publish("products", "ProductCreated", product_id="kept-by-event", quantity_on_hand=6, safety_stock=4)
    day.until_done()
    day.reserve("kept", ("kept", 2), ttl_seconds=86_000)
    day.reserve("too-much", ("kept", 1), expect=409)
    day.adjust("kept", delta=7, reference="typed twice")
    for reference in ("typed twice", "mended"):
        ((movement, *_),) = day.query(f"SELECT min(id) FROM stock_movement WHERE reference = '{reference}'")
        back = {"reference": f"{reference}, taken back"}
        day.call(
            "POST", path("movements", str(movement), "reverse"), back, key=f"back-of-{reference.split()[0]}", expect=201
        )


KEPT_BACK = (
    *(Call("GET", path("skus", sku, "policy")) for sku in ("kept", "kept-by-event")),
    *(Call("GET", f"/v1/stock?{asked}") for asked in ("level=low", "level=short", "product_id=kept", "location=main")),
    Call("GET", "/v1/reservations?location=main"),
)
"""Questions about these rules."""

FOLLOWING = (
    Call("POST", path("stock", "crate", "moves"), _move(4, "damaged", "pallet ", reason="damaged", note="a lorry, says Zoë")),
    Call("POST", path("stock", "crate", "moves"), _move(5, "damaged", "pallet ", reason="damaged")),
    Call("POST", path("stock", "crate", "moves"), _move(1, "closed", "too late")),
    Call("POST", path("stock", "crate", "moves"), {**_move(3, "main", "dry again"), "from": "damaged"}),
    Call("POST", path("stock", "crate", "moves"), _move(9, "outlet ", "promised", strict=True)),
    Call("POST", path("reservations", "crates", "confirm")),
    Call("POST", path("reservations", "gift-held", "confirm")),
    Call("POST", path("reservations", "gifts-only", "cancel")),
    Call("PUT", path("reservations", "card-by-event"), {"items": [{"sku": "card", "quantity": 3}]}),
    Call("POST", path("reservations"), {"order_id": "spring", "items": [{"sku": "%2F", "quantity": 1}]}),
    Call("PUT", path("skus", "old-mug", "policy"), {}),
    Call("POST", path("reservations"), {"order_id": "old", "items": [{"sku": "old-mug", "quantity": 7}]}),
)  # fmt: skip
"""Calls that may come next. Every later version must answer them alike."""
CALLS = (
    Call("GET", path("locations")),
    *(Call("GET", path("locations", name)) for name in ("damaged", "outlet ", "closed", "main")),
    *(Call("GET", path("skus", sku, "policy")) for sku in ("gift", "%2F", "card", "old-mug", "mug")),
)
"""Questions about all of it."""
