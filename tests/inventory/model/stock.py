"""Stock as the model sees it: supplied units, place by place. The orders tell the promised and the
taken ones (ADR 0004, 0006).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from inventory.domain.adjustments import Change, Count, ShelfCount
from inventory.domain.catalogue_quantity import CatalogueQuantity
from inventory.domain.commands import AdjustStock, StateSupply

Place = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """`brought`: all units that ever came to this place, as the catalogue, deliveries and counts
    have it.
    """

    product_id: str
    brought: int = 0
    stated: int | None = None
    stated_at: datetime | None = None
    described_at: datetime | None = None
    threshold: int | None = None
    threshold_at: datetime | None = None
    sells: bool = True
    """True if the world counts its units. It follows the place when the sweep comes by."""
    noted: tuple[datetime, int, str] | None = None
    """The newest statement that moved nothing: its time, its number, and who made it."""
    safety: int | None = None
    """Units that nobody new gets. None if nobody has said anything of the SKU's stock."""
    version: int = 0


@dataclass(frozen=True)
class Site:
    """The attributes of a place that count: the sequence of service, and if it serves at all."""

    priority: int = 100
    sells: bool = True
    active: bool = True
    returns_to: str | None = None
    """The place of units that came back and are not for sale."""

    @property
    def serves(self) -> bool:
        return self.sells and self.active


@dataclass(frozen=True)
class Adjusted:
    """The effect of an adjustment: the same reference again is a replay only if it asks for just
    that.
    """

    reason: str
    delta: int
    left: int
    to_ship: int = 0
    """Units that lay there beside those on hand."""

    def repeated_by(self, command: AdjustStock) -> bool:
        match command.adjustment:
            case Change(delta=delta):
                same = delta == self.delta
            case Count(quantity=quantity):
                same = quantity == self.left
            case ShelfCount(quantity=quantity):
                same = quantity == self.left + self.to_ship
        return same and command.reason == self.reason


@dataclass(frozen=True)
class Counters:
    """The counters that people see, from the two numbers that are true."""

    physical: int
    reserved: int
    to_ship: int = 0

    @property
    def on_shelf(self) -> int:
        return self.physical + self.to_ship

    @property
    def shown(self) -> tuple[int, int, int, int]:
        """On hand, reserved, available, shortfall."""
        missing = self.reserved - self.physical
        if missing > 0:
            return self.reserved, self.reserved, 0, missing
        return self.physical, self.reserved, -missing, 0


def supplied(row: Row | None, command: StateSupply, new: Row) -> Row:
    """The row after the catalogue's statement. Equal to `row` when there is nothing new in it.
    `new` stands for a place that has no row yet.
    """
    fields = dict(vars(row or new))
    if _newer(command.at, fields["described_at"]):
        fields |= {"described_at": command.at, "product_id": command.product_id}
    if command.low_stock_threshold is not None and _newer(command.at, fields["threshold_at"]):
        fields |= {"threshold_at": command.at, "threshold": command.low_stock_threshold}
    after = Row(**fields)
    return after if command.quantity is None else _stated(after, command, command.quantity)


def _stated(row: Row, command: StateSupply, quantity: int) -> Row:
    """The row after a number. It counts if the setting says so, and else is noted at most."""
    said, who = (command.at, quantity), command.cause.actor
    noted = row.noted and row.noted[:2]
    counted = None if row.stated_at is None else (row.stated_at, row.stated or 0)
    own = noted if row.noted and row.noted[2] == who else None
    if command.counts is CatalogueQuantity.SUPPLIED:
        known = max((one for one in (own, counted) if one), default=None)
        base = row.stated if known == counted else known and known[1]
        return row if known and said <= known else _counting(row, said, 0 if base is None else quantity - base)
    imported = counted is None and row.stated is None
    if command.counts is CatalogueQuantity.FIRST and not imported:
        if counted is None and own is None:
            return _counting(row, said, quantity)
        if counted and (said[0] < counted[0] or (said[0] == counted[0] and quantity > counted[1])):
            kept = row if noted and noted >= counted else replace(row, noted=(*counted, who))
            return _counting(kept, said, quantity - counted[1])
    return row if noted and noted >= said else replace(row, noted=(*said, who))


def _counting(row: Row, said: tuple[datetime, int], brought: int) -> Row:
    return replace(row, brought=row.brought + brought, stated_at=said[0], stated=said[1])


def _newer(at: datetime, known: datetime | None) -> bool:
    return known is None or at > known


def level_name(missing: int, sellable: int, thresholds: list[int]) -> str:
    """Return the level of a SKU, over all its places."""
    if missing:
        return "short"
    if not sellable:
        return "out_of_stock"
    return "low" if thresholds and sellable <= sum(thresholds) else "in_stock"
