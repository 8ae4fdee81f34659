"""Change stock rows under lock: supply, adjust and move them, and note each movement."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import datetime

from inventory.domain.adjustments import AdjustmentKey
from inventory.domain.commands import AdjustStock, Cause, FollowLocation, Move, StateSupply
from inventory.domain.moves import MoveKey
from inventory.domain.outcome import MoveOutcome, StockOutcome
from inventory.domain.stock.adjusting import counters_after, require_meant, require_version
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.domain.stock.movements import Entry, entry
from inventory.domain.stock.moving import MoveRecord, counters_left, require_possible
from inventory.domain.stock.paid_units import PaidLately, PaidUnits
from inventory.domain.stock.reversing import Reversals
from inventory.domain.stock.row import StockKey, StockRow
from inventory.domain.stock.shelf import Shelf
from inventory.domain.stock.supplying import supplied
from inventory.errors import ReferenceConflict


class StockChanges:
    """The changes of the rows of a shelf, with the ledger entries that explain them."""

    def __init__(
        self,
        shelf: Shelf,
        adjustments: Mapping[tuple[str, str, str | None], Entry],
        moves: Mapping[MoveKey, MoveRecord],
        reversals: Reversals,
        *,
        now: datetime,
        paid: Mapping[AdjustmentKey, PaidUnits] | None = None,
    ) -> None:
        """`adjustments` and `moves` are the earlier ones with references of this batch. `paid` has
        units that were paid for before each count, and is None where dispatches are awaited.
        """
        self.reversals = reversals
        self.shelf = shelf
        self._adjustments = dict(adjustments)
        self._moves = dict(moves)
        self._paid = PaidLately(paid)
        self._now = now
        self.entries: list[Entry] = []
        self.moves: list[MoveRecord] = []
        """The moves of this batch."""
        self.traceparents: dict[str, str | None] = {}

    def supply(self, command: StateSupply) -> StockOutcome:
        """Move on hand by the difference between the supply stated now and before."""
        row = self.shelf.row((command.sku, command.location))
        counters, changed, mirrors = supplied(row, command, self.shelf)
        if counters != row.counters:
            self.enter(row, counters, MovementKind.SUPPLIED, command.cause)
        elif changed:
            row.touch(counters, self._now)
        return StockOutcome(command, copy(row), changed=changed, mirrors=mirrors)

    def adjust(self, command: AdjustStock) -> StockOutcome:
        command.cause.allowance.require_location(command.location)
        place = command.sku, command.location
        # At an unknown location no row was made, and the adjustment is refused.
        row = self.shelf.find(place) or StockRow(*place, command.sku)
        key = (command.sku, command.location, command.reference)
        if (made := self._adjustments.get(key)) is not None:
            if not made.repeats(command) or self.reversals.contradict(command):
                raise ReferenceConflict(sku=command.sku, location=command.location, reference=command.reference)
            return StockOutcome(command, copy(row), paid=self._paid.before(command, made.to_ship_after or 0, ()))
        self.reversals.require_none(command)
        require_version(command, self.shelf)
        require_meant(command, row, self.shelf)
        new = row.version == 0
        counters = counters_after(row, command)
        paid = self._paid.before(command, row.counters.to_ship, self.entries)
        if new:
            own = command.sku if command.product_id is None else command.product_id
            row.product_id, row.described = self.shelf.product_id(command.sku, unknown=own), True
        # A count that agrees is a movement too: it tells who counted, and makes the retry a replay.
        self.enter(
            row,
            counters,
            MovementKind.ADJUSTED,
            command.cause,
            reason=command.reason.value,
            reference=command.reference,
            note=command.note,
        )
        made = self._adjustments[key] = self.entries[-1]
        self.reversals.add(command, units=made.on_hand_delta - made.shortfall_delta)
        return StockOutcome(command, copy(row), changed=True, created=new, paid=paid)

    def move(self, command: Move) -> MoveOutcome:
        """Take units out of one row and into another row of the SKU."""
        command.cause.allowance.require_locations((command.from_location, command.to_location))
        ends = (command.sku, command.from_location), (command.sku, command.to_location)
        asked = MoveRecord.of(command)
        if (made := self._moves.get(asked.key)) is not None:
            if made != asked or self.reversals.contradict(command):
                raise ReferenceConflict(sku=command.sku, location=command.from_location, reference=command.reference)
            return self._moved(command)
        self.reversals.require_none(command)
        require_possible(command, self.shelf)
        left = counters_left(command, self._counters(ends[0]))
        source, destination = map(self.shelf.row, ends)
        if new := destination.version == 0:
            destination.product_id, destination.described = self.shelf.product_id(command.sku), True
        arrived = destination.counters.moved(command.quantity, 0)
        for row, counters, other in ((source, left, destination), (destination, arrived, source)):
            self.enter(
                row,
                counters,
                MovementKind.MOVED,
                command.cause,
                reason=asked.reason,
                reference=command.reference,
                note=command.note,
                other_location=other.location,
            )
        self._moves[asked.key] = asked
        self.moves.append(asked)
        self.reversals.add_move(command)
        return self._moved(command)._replace(changed=True, created=new)

    def _moved(self, command: Move) -> MoveOutcome:
        """Return the stock of the SKU as it is now. Rows that were made only to lock are none."""
        rows = {row.location: copy(row) for row in self.shelf.of(command.sku) if row.version}
        return MoveOutcome(command, rows[command.from_location], rows[command.to_location], [*rows.values()])

    def follow(self, command: FollowLocation) -> StockOutcome:
        """Have the row sell or not, as its location does."""
        row = self.shelf.row((command.sku, command.location))
        sells = row.priority is not None
        changed = row.version > 0 and row.sells is not sells
        if changed:
            row.sells, row.described = sells, True
            row.touch(row.counters, self._now)
            self.traceparents[row.sku] = command.cause.traceparent
        return StockOutcome(command, copy(row), changed=changed)

    def _counters(self, place: StockKey) -> Counters:
        row = self.shelf.find(place)
        return Counters() if row is None else row.counters

    def make_known(self, row: StockRow) -> None:
        """Take a row that goods left into stock: one without a stated number, as of a product that
        is created without one.
        """
        row.product_id, row.catalog_quantity, row.described = self.shelf.product_id(row.sku), 0, True

    def enter(
        self,
        row: StockRow,
        counters: Counters,
        kind: MovementKind,
        cause: Cause,
        *,
        reason: str | None = None,
        reference: str | None = None,
        order_id: str | None = None,
        note: str | None = None,
        other_location: str | None = None,
    ) -> None:
        """Move the row to these counters, and append the movement to the ledger."""
        before = row.counters
        row.touch(counters, self._now)
        self.entries.append(
            entry(
                row.place,
                kind,
                before,
                counters,
                at=row.last_updated_at or self._now,
                actor=cause.actor,
                reason=reason,
                reference=cause.reference if reference is None else reference,
                order_id=order_id,
                note=note,
                other_location=other_location,
            )
        )
        self.traceparents[row.sku] = cause.traceparent
