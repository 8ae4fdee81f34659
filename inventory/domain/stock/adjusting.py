"""Check one adjustment, and compute the counters that it leaves. Pure."""

from __future__ import annotations

from typing import assert_never

from inventory.domain.adjustments import Change, Count, ShelfCount
from inventory.domain.commands import AdjustStock
from inventory.domain.identifiers import flaw
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.row import StockRow
from inventory.domain.stock.shelf import Shelf
from inventory.errors import (
    InvalidIdentifier,
    InventoryError,
    PreconditionFailed,
    ProductDiffers,
    QuantityBelowZero,
    QuantityStale,
    UnknownLocation,
    UnknownSku,
)


class ShelfStale(InventoryError):
    """{quantity_on_shelf} of {sku!r} lie at {location!r} by the books, not {expected} as expected.
    Read it again and count again.
    """

    code = "shelf_stale"
    sku: str
    location: str
    expected: int
    quantity_on_shelf: int


def require_new(**keys: str | None) -> None:
    """Raise `InvalidIdentifier` for the first name that no new key may have. None is no key."""
    for field, key in keys.items():
        if key is not None and (reason := flaw(key)) is not None:
            raise InvalidIdentifier(field=field, value=key, reason=reason)


def require_meant(command: AdjustStock, row: StockRow, shelf: Shelf) -> None:
    """Refuse an adjustment that would make an unintended row, or change another product's row.

    Raises `UnknownSku` or `UnknownLocation` for a command that may make no row, `LocationNotSetUp`
    or `LocationInactive` for a location that requests may not name, `ProductDiffers` for a SKU of
    another product, and `InvalidIdentifier` for a new key with a flaw.
    """
    known = shelf.knows(command.sku)
    if row.version == 0 and not command.create:
        if not known:
            raise UnknownSku(skus=[command.sku])
        raise UnknownLocation(sku=command.sku, location=command.location, locations=shelf.locations(command.sku))
    shelf.require_usable(command.location)
    product = row.product_id if row.version else shelf.product_id(command.sku) if known else command.product_id
    if command.product_id not in {None, product}:
        raise ProductDiffers(sku=command.sku, product_id=product, stated=command.product_id)
    require_new(
        sku=None if known else command.sku,
        product_id=None if known else command.product_id,
        reference=command.reference,
    )


def require_version(command: AdjustStock, shelf: Shelf) -> None:
    """Raise `PreconditionFailed` if the SKU is at none of the versions that the command expects."""
    version = sum(row.version for row in shelf.of(command.sku))
    if command.expected_versions is not None and version not in command.expected_versions:
        raise PreconditionFailed(subject=f"Stock of {command.sku!r}", version=version)


def counters_after(row: StockRow, command: AdjustStock) -> Counters:
    """Return the counters that the adjustment leaves.

    Raises `QuantityStale` if on hand is not as the count expects, `ShelfStale` if the shelf is not,
    and `QuantityBelowZero` if the change takes more than the physical units.
    """
    counters = row.counters
    match command.adjustment:
        case Count(quantity=quantity, expected=expected):
            if expected is not None and expected != counters.on_hand:
                raise QuantityStale(
                    sku=row.sku, location=row.location, expected=expected, quantity_on_hand=counters.on_hand
                )
            return counters._replace(physical=quantity)
        case ShelfCount(quantity=quantity, expected=expected):
            on_shelf = max(counters.on_shelf, 0)
            if expected is not None and expected != on_shelf:
                raise ShelfStale(sku=row.sku, location=row.location, expected=expected, quantity_on_shelf=on_shelf)
            return counters._replace(physical=quantity - counters.to_ship)
        case Change(delta=delta):
            if delta < 0 and counters.physical + delta < 0:
                raise QuantityBelowZero(
                    sku=row.sku,
                    location=row.location,
                    delta=delta,
                    quantity_on_hand=counters.on_hand,
                    quantity_shortfall=counters.shortfall,
                )
            return counters.moved(delta, 0)
        case _:
            assert_never(command.adjustment)
