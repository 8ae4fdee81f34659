"""Check one move between locations, and tell a retry from another move. Pure."""

from __future__ import annotations

from typing import NamedTuple

from inventory.domain.commands import Move
from inventory.domain.moves import MoveKey
from inventory.domain.stock.adjusting import require_new
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.shelf import Shelf
from inventory.errors import InventoryError, QuantityBelowZero, UnknownSku


class SameLocation(InventoryError):
    """{sku!r} can't move from {location!r} to the same location. Name two."""

    code = "same_location"
    sku: str
    location: str


class UnitsPromised(InventoryError):
    """{quantity} of {sku!r} can't leave {location!r}: {quantity_available} are available, and
    {quantity_reserved} are promised to orders. Move fewer, or without `strict`.
    """

    code = "units_promised"
    sku: str
    location: str
    quantity: int
    quantity_available: int
    quantity_reserved: int


class MoveRecord(NamedTuple):
    """An earlier move, as it is stored."""

    sku: str
    from_location: str
    reference: str
    to_location: str
    quantity: int
    reason: str

    @classmethod
    def of(cls, command: Move) -> MoveRecord:
        return cls(
            command.sku,
            command.from_location,
            command.reference,
            command.to_location,
            command.quantity,
            command.reason.value,
        )

    @property
    def key(self) -> MoveKey:
        return self.sku, self.from_location, self.reference


def require_possible(command: Move, shelf: Shelf) -> None:
    """Refuse a move that can't be meant.

    Raises `SameLocation`, `UnknownSku`, `InvalidIdentifier` for a reference with a flaw, and
    `LocationNotSetUp` or `LocationInactive` for either end.
    """
    if command.from_location == command.to_location:
        raise SameLocation(sku=command.sku, location=command.from_location)
    if not shelf.knows(command.sku):
        raise UnknownSku(skus=[command.sku])
    for location in (command.from_location, command.to_location):
        shelf.require_usable(location)
    require_new(reference=command.reference)


def counters_left(command: Move, counters: Counters) -> Counters:
    """Return the counters that the units leave behind.

    Raises `QuantityBelowZero` for more than the physical units. Raises `UnitsPromised` for a strict
    move of more than the available ones.
    """
    quantity = command.quantity
    if quantity > counters.physical:
        raise QuantityBelowZero(
            sku=command.sku,
            location=command.from_location,
            delta=-quantity,
            quantity_on_hand=counters.on_hand,
            quantity_shortfall=counters.shortfall,
        )
    if command.strict and quantity > counters.available:
        raise UnitsPromised(
            sku=command.sku,
            location=command.from_location,
            quantity=quantity,
            quantity_available=counters.available,
            quantity_reserved=counters.reserved,
        )
    return counters.moved(-quantity, 0)
