"""Returns of an order: facts that merge in any sequence, and what came back by them (ADR 0061).
Pure.

What came back had left. So units that came back are gone units of the order (`shipping`), and lie
somewhere again: each line of a return at one location.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from inventory.domain.lines import Disposition, ReturnLine, rank_of_return, units_by_sku
from inventory.domain.stock.row import StockKey

MAX_RETURNS = 100
"""Maximum number of returns of an order."""


class ReturnFact(NamedTuple):
    """Goods that came back together. `lines` are merged and sorted."""

    return_id: str
    at: datetime
    lines: tuple[ReturnLine, ...]


class Slot(NamedTuple):
    """A line of a return: the units of it that the order had, or the `excess` beyond them."""

    return_id: str
    sku: str
    disposition: Disposition
    named: str | None
    excess: bool = False


class Landing(NamedTuple):
    """Units that came back, and the location where they lie."""

    location: str
    quantity: int


NOTHING_LANDED: Mapping[Slot, Landing] = MappingProxyType({})


def landed_units(landed: Mapping[Slot, Landing]) -> dict[StockKey, int]:
    """Return the units that lie somewhere again, by stock key."""
    units: dict[StockKey, int] = {}
    for slot, (location, quantity) in landed.items():
        units[slot.sku, location] = units.get((slot.sku, location), 0) + quantity
    return units


class Returned(NamedTuple):
    """Everything known of the goods of an order that came back.

    `returns`, sorted by id, are facts. `landed` follows from all facts of the order, and from the
    locations as they were when it was heard: a line stays where it once landed.
    """

    returns: tuple[ReturnFact, ...] = ()
    landed: Mapping[Slot, Landing] = NOTHING_LANDED

    def __hash__(self) -> int:
        """Hash the facts: equal ones are the same, whatever follows from them."""
        return hash(self.returns)

    def find(self, return_id: str) -> ReturnFact | None:
        return next((one for one in self.returns if one.return_id == return_id), None)

    @property
    def units(self) -> Counter[str]:
        """Return all units that came back, by SKU."""
        return units_by_sku(line.line for one in self.returns for line in one.lines)


NOTHING_RETURNED = Returned()


def hear_return(returned: Returned | None, heard: ReturnFact) -> Returned | None:
    """Merge a return. Of two with one id the newest counts, at the same instant the greater one."""
    known = returned or NOTHING_RETURNED
    before = known.find(heard.return_id)
    if before is not None and (before.at, rank_of_return(before.lines)) >= (heard.at, rank_of_return(heard.lines)):
        return returned
    others = [one for one in known.returns if one.return_id != heard.return_id]
    return known._replace(returns=tuple(sorted([*others, heard])))


def portions(returned: Returned, ordered: Mapping[str, int]) -> Iterator[tuple[Slot, int]]:
    """Yield the lines of all returns with their units, the oldest in front: those of the units that
    were ever `ordered`, then the excess.
    """
    rest = Counter(ordered)
    for one in sorted(returned.returns, key=lambda one: (one.at, one.return_id)):
        for line in one.lines:
            slot = Slot(one.return_id, line.sku, line.disposition, line.location)
            expected = min(line.quantity, rest[line.sku])
            rest[line.sku] -= expected
            if expected:
                yield slot, expected
            if line.quantity > expected:
                yield slot._replace(excess=True), line.quantity - expected


def tells_more(before: Returned | None, after: Returned | None) -> bool:
    """Return True if other goods came back than were known. A return stated again is no news."""
    known, heard = before or NOTHING_RETURNED, after or NOTHING_RETURNED
    return [one[::2] for one in known.returns] != [one[::2] for one in heard.returns]
