"""Refusals of returns (ADR 0061)."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.errors import InventoryError, UnknownReservation


@dataclass(frozen=True, slots=True)
class UnitsNotReturnable:
    """A SKU with more units to come back than left: `returnable` ones are not back yet."""

    sku: str
    requested: int
    returnable: int

    def as_json(self) -> dict[str, str | int]:
        return {"sku": self.sku, "requested": self.requested, "returnable": self.returnable}


class ReturnExceedsOrder(InventoryError):
    """Fewer units of order {order_id!r} can come back: {lines}."""

    code = "return_exceeds_order"
    order_id: str
    lines: list[UnitsNotReturnable]

    def __str__(self) -> str:
        excess = (f"{one.returnable} of {one.sku!r}, not {one.requested}" for one in self.lines)
        return (
            f"Fewer units of order {self.order_id!r} can come back: {', '.join(excess)}. Others never left, are back "
            "already, or were given back when the order was cancelled. Adjust the stock for goods of no order, with "
            "the reason `returned`."
        )


class OrderOfReturnUnknown(UnknownReservation):
    """No reservation is known for order {order_id!r}, so none of its goods can come back. For goods
    of no order adjust the stock with the reason `returned`.
    """


class ReturnConflict(InventoryError):
    """Return {return_id!r} of order {order_id!r} was reported with other items. Use a new
    `return_id` for another parcel. Nothing was changed.
    """

    code = "return_conflict"
    order_id: str
    return_id: str


class TooManyReturns(InventoryError):
    """Order {order_id!r} has {most} returns, and can't have more. Report goods that come back
    together as one return. Nothing was changed.
    """

    code = "too_many_returns"
    order_id: str
    most: int


class ReturnPlaceSells(InventoryError):
    """Units of {sku!r} that are {disposition} can't lie at {location!r}, because it sells. Name a
    location that does not, or none. Nothing was changed.
    """

    code = "return_place_sells"
    sku: str
    disposition: str
    location: str
