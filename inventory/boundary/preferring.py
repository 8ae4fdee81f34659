"""The wishes of a caller for the locations that serve its order, in requests and in events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from inventory.boundary.fields import Identifier, Record
from inventory.boundary.items import Item
from inventory.domain.locations import MAX_PREFERRED, NEVER, Preference, preference

Ranked = Annotated[list[Identifier], Field(min_length=1, max_length=MAX_PREFERRED)]
"""Names of locations, the best one first. A name counts where it stands first."""


Split = Annotated[
    Literal["allowed", "never"] | None,
    # With a name, which models of events have. Plain, because generators of clients trip over null.
    WithJsonSchema({"title": "Split", "type": "string", "enum": ["allowed", "never"]}),
]
"""Either the whole order from one location, or as few as can be."""


class Preferring(Record):
    """Any of these wishes, or none. They are for items that name no location."""

    locations: Ranked | None = None
    """Only these locations serve. Of sets of equally many the first ones do."""
    locations_first: Ranked | None = None
    """These locations come before the others. Of sets of equally many the first ones serve."""
    split: Split = None
    """With `never` one location serves all items, or nothing is held."""

    @property
    def prefers(self) -> bool:
        """Return True if any wish is stated."""
        return any(one is not None for one in (self.locations, self.locations_first, self.split))

    def preference(self) -> Preference:
        return preference(locations=self.locations, locations_first=self.locations_first, split=self.split)

    def require_possible(self, items: Sequence[Item]) -> None:
        """Raise `ValueError` for wishes that no stock can meet."""
        named = sorted({item.location for item in items if item.location is not None})
        if self.split != NEVER or not named:
            return
        if len(named) > 1:
            raise ValueError(f"split is never, but items name several locations: {', '.join(map(repr, named))}")
        if self.locations and named[0] not in self.locations:
            raise ValueError(f"split is never, but an item names {named[0]!r}, which is not among locations")
