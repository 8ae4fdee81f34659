"""Errors of the core. Each carries its data as fields, and its docstring is its message, formatted with them.

`code` is stable: callers over HTTP, consumers of events and operators match on it, never on the message.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One line that could not be met: `requested` units, of which `available` could be had, so `shortfall` are missing."""

    sku: str
    requested: int
    available: int

    @property
    def shortfall(self) -> int:
        return self.requested - self.available

    def as_json(self) -> dict[str, str | int]:
        return {**asdict(self), "shortfall": self.shortfall}


class InventoryError(Exception):
    """The inventory service could not do that."""

    code: ClassVar[str] = "inventory_error"

    def __init__(self, **data: object) -> None:
        self.__dict__.update(data)
        super().__init__((type(self).__doc__ or "").format(**data))


class InvalidSettings(InventoryError):
    """The settings are not usable: {problems}"""

    code = "invalid_settings"
    problems: list[tuple[str, str]]

    def __str__(self) -> str:
        told = (f"  {name}: {why}" if name else f"  {why}" for name, why in self.problems)
        return "The settings are not usable:\n" + "\n".join(told)


class InsufficientStock(InventoryError):
    """There is not enough stock: {lines}."""

    code = "insufficient_stock"
    lines: list[Shortfall]

    def __str__(self) -> str:
        short = (
            f"of {line.sku!r} {line.requested} were asked for and {line.available} are left" for line in self.lines
        )
        return f"There is not enough stock: {', '.join(short)}."


class UnknownSku(InventoryError):
    """No stock is known under {skus}. Has the product been created?"""

    code = "unknown_sku"
    skus: list[str]


class UnknownReservation(InventoryError):
    """No reservation is known for order {order_id!r}."""

    code = "unknown_reservation"
    order_id: str


class ReservationConflict(InventoryError):
    """Order {order_id!r} is {status}: {detail}"""

    code = "reservation_conflict"
    order_id: str
    status: str
    detail: str


class QuantityStale(InventoryError):
    """{sku!r} at {location!r} has {quantity_on_hand} on hand, not {expected} as expected. Read it again and count again."""

    code = "quantity_stale"
    sku: str
    location: str
    expected: int
    quantity_on_hand: int


class QuantityBelowZero(InventoryError):
    """{sku!r} at {location!r} has {quantity_on_hand} on hand: {delta} would leave less than nothing."""

    code = "quantity_below_zero"
    sku: str
    location: str
    delta: int
    quantity_on_hand: int


class ReferenceConflict(InventoryError):
    """Reference {reference!r} was used before for another adjustment of {sku!r} at {location!r}. Use a new reference."""

    code = "reference_conflict"
    sku: str
    location: str
    reference: str


class InvalidEvent(InventoryError):
    """{detail}"""

    code = "invalid_event"
    detail: str


class RowVanished(InventoryError):
    """{row} was removed by somebody else between two statements. Nothing was done; try again."""

    code = "row_vanished"
    row: str
