"""Refusals of partial cancels (ADR 0062)."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.errors import InventoryError


@dataclass(frozen=True, slots=True)
class UnitsNotCancellable:
    """A SKU of which more was to be cancelled than the order has: `cancellable` units have not
    left yet.
    """

    sku: str
    requested: int
    cancellable: int

    def as_json(self) -> dict[str, str | int]:
        return {"sku": self.sku, "requested": self.requested, "cancellable": self.cancellable}


class CancelExceedsOrder(InventoryError):
    """Order {order_id!r} has fewer units to cancel: {lines}."""

    code = "cancel_exceeds_order"
    order_id: str
    lines: list[UnitsNotCancellable]

    def __str__(self) -> str:
        excess = (f"{one.cancellable} of {one.sku!r}, not {one.requested}" for one in self.lines)
        return (
            f"Order {self.order_id!r} has fewer units to cancel: {', '.join(excess)}. "
            "Cancel at most the units that it has and that have not left."
        )


class CancelConflict(InventoryError):
    """Cancel {cancel_id!r} of order {order_id!r} was made with other items. Use a new `cancel_id`
    to cancel more. Nothing was changed.
    """

    code = "cancel_conflict"
    order_id: str
    cancel_id: str


class TooManyCancels(InventoryError):
    """Order {order_id!r} has {most} partial cancels, and can't have more. Amend the order to the
    lines that it is to keep, or cancel all of it. Nothing was changed.
    """

    code = "too_many_cancels"
    order_id: str
    most: int
