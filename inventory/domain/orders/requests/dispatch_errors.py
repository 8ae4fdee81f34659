"""Refusals of dispatches (ADR 0058)."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.errors import InventoryError


@dataclass(frozen=True, slots=True)
class UnitsBeyondOrder:
    """A SKU of which more was to leave than the order has: `remaining` units have not left yet."""

    sku: str
    requested: int
    remaining: int

    def as_json(self) -> dict[str, str | int]:
        return {"sku": self.sku, "requested": self.requested, "remaining": self.remaining}


class DispatchExceedsOrder(InventoryError):
    """Order {order_id!r} has fewer units left to dispatch: {lines}."""

    code = "dispatch_exceeds_order"
    order_id: str
    lines: list[UnitsBeyondOrder]

    def __str__(self) -> str:
        excess = (f"{one.remaining} of {one.sku!r}, not {one.requested}" for one in self.lines)
        return (
            f"Order {self.order_id!r} has fewer units left to dispatch: {', '.join(excess)}. "
            "Dispatch at most what remains, or amend the order first."
        )


class DispatchConflict(InventoryError):
    """Dispatch {dispatch_id!r} of order {order_id!r} was reported with other items. Use a new
    `dispatch_id` for another parcel. Nothing was changed.
    """

    code = "dispatch_conflict"
    order_id: str
    dispatch_id: str


class TooManyDispatches(InventoryError):
    """Order {order_id!r} has {most} dispatches, and can't have more. Report goods that leave
    together as one dispatch. Nothing was changed.
    """

    code = "too_many_dispatches"
    order_id: str
    most: int
