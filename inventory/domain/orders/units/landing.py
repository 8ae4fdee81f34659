"""The locations where goods that came back lie (ADR 0061). Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import assert_never

from inventory.domain.lines import Disposition
from inventory.domain.orders.goods import Goods
from inventory.domain.orders.returning import Landing, Slot, portions
from inventory.domain.stock.row import StockKey
from inventory.domain.stock.shelf import Shelf


def land(goods: Goods, gone: Mapping[StockKey, int], counted: Collection[str], shelf: Shelf) -> dict[Slot, Landing]:
    """Return the units that came back of the `counted` SKUs, and their locations.

    A line stays where it landed first. `gone` has the units that left, by their locations.
    """
    landed: dict[Slot, Landing] = {}
    for slot, quantity in portions(goods.returned, goods.ordered):
        if slot.sku in counted:
            known = goods.returned.landed.get(slot)
            landed[slot] = Landing(known.location if known is not None else _place(slot, gone, shelf), quantity)
    return landed


def _place(slot: Slot, gone: Mapping[StockKey, int], shelf: Shelf) -> str:
    """Return the location for a line of a return.

    Sellable units lie where they were brought to, else where most of the units left. Others never
    lie at a location that sells.
    """
    origin = slot.named or _most_left(slot.sku, gone) or shelf.places(slot.sku)[0]
    if slot.excess:
        return shelf.return_places.set_aside(origin)
    match slot.disposition:
        case Disposition.SELLABLE:
            return origin
        case Disposition.DAMAGED | Disposition.INSPECT:
            aside = slot.named is not None and not shelf.return_places.sells_at(slot.named)
            return origin if aside else shelf.return_places.set_aside(origin)
        case _:
            assert_never(slot.disposition)


def _most_left(sku: str, gone: Mapping[StockKey, int]) -> str | None:
    there = [(-units, location) for (of, location), units in gone.items() if of == sku]
    return min(there)[1] if there else None
