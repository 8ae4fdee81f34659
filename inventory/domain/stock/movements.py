"""Movements: changes of the counters of a stock row, one ledger row for each (G5)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple, assert_never

from inventory.domain.adjustments import Change, Count, ShelfCount
from inventory.domain.commands import AdjustStock
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.domain.stock.row import StockKey


class Entry(NamedTuple):
    """One ledger row. Deltas and balances are of the table's columns, so plain SQL adds them up."""

    sku: str
    location: str
    kind: MovementKind
    on_hand_delta: int
    reserved_delta: int
    shortfall_delta: int
    on_hand_after: int
    reserved_after: int
    shortfall_after: int
    actor: str
    occurred_at: datetime
    """Never before the time of the last entry of the row."""
    order_id: str | None = None
    reference: str | None = None
    reason: str | None = None
    note: str | None = None
    other_location: str | None = None
    """The other end of a move, or of units of an order that are reassigned."""
    to_ship_delta: int | None = None
    to_ship_after: int | None = None
    """Units that are to be shipped. None for 0."""

    @property
    def adjustment_key(self) -> tuple[str, str, str | None]:
        return self.sku, self.location, self.reference

    def repeats(self, command: AdjustStock) -> bool:
        """Return True if `command` is a retry: it asks for exactly the change of this entry."""
        if command.reason != self.reason:
            return False
        match command.adjustment:
            case Change(delta=delta):
                return self.on_hand_delta - self.shortfall_delta == delta
            case Count(quantity=quantity):
                return self.on_hand_after - self.shortfall_after == quantity
            case ShelfCount(quantity=quantity):
                return self.on_hand_after - self.shortfall_after + (self.to_ship_after or 0) == quantity
            case _:
                assert_never(command.adjustment)


def entry(
    place: StockKey,
    kind: MovementKind,
    before: Counters,
    after: Counters,
    *,
    at: datetime,
    actor: str,
    reason: str | None = None,
    reference: str | None = None,
    order_id: str | None = None,
    note: str | None = None,
    other_location: str | None = None,
) -> Entry:
    """Return the ledger row that takes the counters of `place` from `before` to `after`."""
    sku, location = place
    on_hand_before, reserved_before, shortfall_before = before.columns
    on_hand, reserved, shortfall = after.columns
    moved = Entry(
        sku=sku,
        location=location,
        kind=kind,
        on_hand_delta=on_hand - on_hand_before,
        reserved_delta=reserved - reserved_before,
        shortfall_delta=shortfall - shortfall_before,
        on_hand_after=on_hand,
        reserved_after=reserved,
        shortfall_after=shortfall,
        actor=actor,
        occurred_at=at,
        reason=reason,
        reference=reference,
        order_id=order_id,
        note=note,
        other_location=other_location,
    )
    if before.to_ship or after.to_ship:
        return moved._replace(to_ship_delta=after.to_ship - before.to_ship or None, to_ship_after=after.to_ship or None)
    return moved
