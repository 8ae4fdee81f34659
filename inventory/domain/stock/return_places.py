"""The locations that goods come back to, as they were when the goods were heard of (ADR 0061)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from inventory.errors import InventoryError

RETURNS_LOCATION = "returns-to-inspect"
"""The location of goods that came back and are not for sale, if no other is set up for them.

No shop sells from one of this name by chance.
"""


class ReturnsSell(InventoryError):
    """Goods came back that are not for sale. They would lie at {location!r}, but it sells. Set its
    `sells` to false, or name another location in `returns_to` of {origin!r}.
    """

    code = "returns_sell"
    location: str
    origin: str


class ReturnPlace(NamedTuple):
    """A location: True if it `sells`, and the one that does not and takes its returns, if any."""

    sells: bool
    set_aside: str | None


_SELLS = ReturnPlace(sells=True, set_aside=None)


class ReturnPlaces:
    """The locations that goods of one batch may come back to, those made for them included."""

    def __init__(self, places: Mapping[str, ReturnPlace]) -> None:
        self._places = places

    def sells_at(self, location: str) -> bool:
        """Return True if goods that come back to the location are for sale there."""
        return self._places.get(location, _SELLS).sells

    def aside(self, origin: str) -> str:
        """Return the location for goods that came back to `origin` and are not for sale."""
        return self._places.get(origin, _SELLS).set_aside or RETURNS_LOCATION

    def set_aside(self, origin: str) -> str:
        """Return the same location. Raises `ReturnsSell` if it sells."""
        place = self.aside(origin)
        if self.sells_at(place):
            raise ReturnsSell(location=place, origin=origin)
        return place


NO_RETURNS = ReturnPlaces({})
