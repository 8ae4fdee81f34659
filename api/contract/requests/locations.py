"""Locations: their attributes, all at once."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from api.contract.requests.base import RequestModel
from inventory.boundary.fields import INTEGRAL, Identifier, ShortText
from inventory.domain.locations import DEFAULT_PRIORITY, MAX_PRIORITY, LocationSettings


class LocationRequest(RequestModel):
    """All attributes of a location. An attribute that is left out gets its default."""

    example: ClassVar[Any] = {"sells": False, "priority": 900, "counts_as": "damaged", "parent": "main"}

    sells: Annotated[bool, Field(strict=True)] = True
    """True, the default, if orders are served from it. False counts its units apart."""
    priority: Annotated[int, Field(strict=True, ge=0, le=MAX_PRIORITY), INTEGRAL] = DEFAULT_PRIORITY
    """The lower, the earlier it serves an order that names no location. Default: 100."""
    counts_as: ShortText | None = None
    """A word for people about its units, such as `damaged`."""
    parent: Identifier | None = None
    """The location that it is a part of."""
    returns_to: Identifier | None = None
    """The location that its returned units go to."""
    active: Annotated[bool, Field(strict=True)] = True
    """True, the default. False takes no units and sells none."""

    def settings(self) -> LocationSettings:
        """The settings for the core."""
        return LocationSettings(
            priority=self.priority,
            sells=self.sells,
            counts_as=self.counts_as or None,
            parent=self.parent,
            returns_to=self.returns_to,
            active=self.active,
        )
