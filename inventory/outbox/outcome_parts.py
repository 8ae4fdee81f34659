"""The parts that outcomes are made of: lines, allocations, shortfalls and counters. And the base of
those about orders.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Units = Annotated[int, Field(ge=0)]


class Told(BaseModel):
    """Base of all published data. A field that does not apply is left out, never null."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Allocation(Told):
    """Units of a line at one location."""

    location: str
    """The location of the units."""
    held: Units
    """Units that are reserved and still on the shelf."""
    taken: Units
    """Units that have left the shelf, because the order is paid."""


class ReservedLine(Told):
    """One ordered line, and the locations of its units."""

    sku: str
    """The SKU that was ordered."""
    quantity: Annotated[int, Field(ge=1)]
    """Units ordered."""
    location: str | None = None
    """The location that the order named, if it named one."""
    allocations: list[Allocation]
    """Its units by location. Empty when none is held or taken."""
    tracked: bool | None = None
    """False for a line that is met without units, because its SKU is not tracked. Else left out."""


class OrderedLine(Told):
    """One line as it was ordered."""

    sku: str
    """The SKU that was ordered."""
    quantity: Annotated[int, Field(ge=1)]
    """Units ordered."""
    location: str | None = None
    """The location that the order named, if it named one."""


class Shortfall(Told):
    """An unmet line that names a location, or a SKU's other lines that were not all met."""

    sku: str
    """The SKU that was asked for."""
    location: str | None = None
    """The location that the line names. Left out for the other lines of a SKU together."""
    requested: Annotated[int, Field(ge=1)]
    """Units asked for, by that line or by the other lines of the SKU together."""
    available: Units
    """Units of these that could have been had."""
    shortfall: Annotated[int, Field(ge=1)]
    """Units missing: `requested` less `available`."""
    kept_back: Annotated[int, Field(ge=1)] | None = None
    """Units that are there and are kept back from new holds, as safety stock. Left out when there
    are none.
    """


class BrokenRule(Told):
    """A SKU that is not sold now."""

    sku: str
    """The SKU that was asked for."""
    rule: str
    """`discontinued`, `not_yet_sold` (before `sellable_from`) or `no_longer_sold` (since
    `sellable_until`). There may be others later.
    """


class Missing(Told):
    """Units that are known to be gone."""

    sku: str
    """The SKU of the units."""
    location: str
    """The location where they should be."""
    quantity: Annotated[int, Field(ge=1)]
    """Units that are missing: at most the units that the order takes here, and at most as many as
    are short here.
    """


class Reassigned(Told):
    """Units of an order that come from another location."""

    sku: str
    """The SKU of the units."""
    from_location: str
    """The location that they would have come from."""
    to_location: str
    """The location that they come from now."""
    quantity: Annotated[int, Field(ge=1)]
    """Number of units."""


class Restocked(Told):
    """Units that are available again."""

    sku: str
    """The SKU of the units."""
    location: str
    """The location of the units."""
    quantity: Annotated[int, Field(ge=1)]
    """Number of units."""


class CancelledUnits(Told):
    """Units of an order that were cancelled."""

    sku: str
    """The SKU of the units."""
    quantity: Annotated[int, Field(ge=1)]
    """Number of units."""


class DispatchedUnits(Told):
    """Units that have left a location for good."""

    sku: str
    """The SKU of the units."""
    location: str
    """The location that they left."""
    quantity: Annotated[int, Field(ge=1)]
    """Number of units."""


class ReturnedUnits(Told):
    """Units that came back, and lie at a location again."""

    sku: str
    """The SKU of the units."""
    location: str
    """The location where they lie."""
    quantity: Annotated[int, Field(ge=1)]
    """Number of units."""
    disposition: str
    """The state in which they came back: `sellable`, `damaged`, `inspect`, or another one later."""


class Remaining(Told):
    """Units of an order that have not left."""

    sku: str
    """The SKU of the units."""
    quantity: Annotated[int, Field(ge=1)]
    """Number of units."""


class Counters(Told):
    """Units of one SKU."""

    quantity_on_hand: Units
    """Units that are physically there."""
    quantity_reserved: Units
    """Units on hand that are held for orders."""
    quantity_available: Units
    """Units that can still be promised: on hand less reserved, and 0 while there is a shortfall."""
    quantity_shortfall: Units
    """Promised units that are known to be gone."""
    quantity_sellable: Units | None = None
    """Available units that are no safety stock. Left out when all available units are sellable."""
    quantity_to_ship: Annotated[int, Field(ge=1)] | None = None
    """Paid units that are not on hand any more and have not left yet. Left out when there are none.
    """


class LocationLevel(Counters):
    """Units of one SKU at one location."""

    location: str
    """The location of the units."""


class OrderOutcomeData(Told):
    """The outcome of an order."""

    order_id: str
    """The order. It is also the record's key and the event's `subject`."""
    lines: list[ReservedLine]
    """Its lines. Empty when the order itself was not heard of yet."""
