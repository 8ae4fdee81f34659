"""The parts that outcomes are made of: lines, allocations, shortfalls and counters."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Units = Annotated[int, Field(ge=0)]


class Told(BaseModel):
    """Base of what we tell. What does not apply is left out, never null."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Allocation(Told):
    """Units of a line at one location."""

    location: str
    """Where they are."""
    held: Units
    """Reserved, still on the shelf."""
    taken: Units
    """Off the shelf: the order is paid."""


class ReservedLine(Told):
    """One ordered line, and where its units are."""

    sku: str
    """What was ordered."""
    quantity: Annotated[int, Field(ge=1)]
    """Units ordered."""
    location: str | None = None
    """The location that the order named, if it named one."""
    allocations: list[Allocation]
    """Where its units are; empty when none is held or taken."""


class OrderedLine(Told):
    """One line as it was ordered."""

    sku: str
    """What was ordered."""
    quantity: Annotated[int, Field(ge=1)]
    """Units ordered."""
    location: str | None = None
    """The location that the order named, if it named one."""


class Shortfall(Told):
    """A line that names a location and could not be met; or all other lines of a SKU, when they could not all be met."""

    sku: str
    """What was asked for."""
    location: str | None = None
    """The location that the line names. Left out when it stands for the other lines of its SKU."""
    requested: Annotated[int, Field(ge=1)]
    """Units asked for: of that line, or of the other lines of the SKU together."""
    available: Units
    """Units that could have been had of these."""
    shortfall: Annotated[int, Field(ge=1)]
    """Units missing: `requested` less `available`."""


class Missing(Told):
    """Units that are known to be gone."""

    sku: str
    """Of what."""
    location: str
    """Where they should be."""
    quantity: Annotated[int, Field(ge=1)]
    """How many: of those that the order takes here, as many as are short here, at most."""


class Restocked(Told):
    """Units that are available again."""

    sku: str
    """Of what."""
    location: str
    """Where."""
    quantity: Annotated[int, Field(ge=1)]
    """How many."""


class Counters(Told):
    """Units of one SKU."""

    quantity_on_hand: Units
    """Physically there."""
    quantity_reserved: Units
    """Of these, held for orders."""
    quantity_available: Units
    """What can still be promised: on hand less reserved, and 0 while there is a shortfall."""
    quantity_shortfall: Units
    """Units known to be gone that are still promised."""


class LocationLevel(Counters):
    """Units of one SKU at one location."""

    location: str
    """Where."""
