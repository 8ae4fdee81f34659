"""Preview adjustments and moves with the code that applies them, without a lock or a write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, assert_never

from sqlalchemy import ARRAY, Text, bindparam, func, select
from sqlalchemy.orm import Session

from inventory.database.rows import PRIORITY
from inventory.database.tables import Stock
from inventory.domain.batch import Batch
from inventory.domain.commands import AdjustStock, Move
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.outcome import Outcome
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.movements import Entry
from inventory.domain.stock.reversing import Reversals
from inventory.domain.stock.row import StockKey, StockRow
from inventory.domain.stock.shelf import Shelf
from inventory.domain.stock_changes import StockChanges
from inventory.importing.repeats import Repeats, digest
from inventory.write_path import ledger, moves_made, naming, paid_units, reversals


@dataclass(frozen=True, slots=True)
class Preview:
    """The outcome of one adjustment or move as of now, and the ledger rows that it would write, if
    any: one, or those of both ends.

    `new`: it would make the stock row, because nothing is known yet of that SKU at that location.
    """

    outcome: Outcome
    entries: Sequence[Entry]
    new: bool


_STOCK = select(
    Stock.sku,
    Stock.location,
    Stock.product_id,
    Stock.quantity_on_hand,
    Stock.quantity_reserved,
    Stock.quantity_shortfall,
    Stock.quantity_to_ship,
    Stock.version,
    PRIORITY,
).where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))


class Recurring(NamedTuple):
    """SKUs and stock keys that occur in several commands of a list."""

    skus: Repeats
    places: Repeats

    @classmethod
    def of(cls, numbered: Iterable[tuple[int, AdjustStock | Move]]) -> Recurring:
        recurring = cls(Repeats(), Repeats())
        for line, command in numbered:
            recurring.skus.note(line, command.sku)
            for place in _places(command):
                recurring.places.note(line, *place)
        recurring.skus.settle()
        recurring.places.settle()
        return recurring


class Previews:
    """Previews a list portion by portion. Each command sees the changes of all before it.

    Changes are remembered for recurring SKUs and stock keys only. Most in a list of a million occur
    once.
    """

    def __init__(
        self, session: Session, *, now: datetime, holds: HoldTimes, recurring: Recurring | None = None
    ) -> None:
        self._session = session
        self._holds = holds
        self._now = now
        self._recurring = recurring or Recurring(Repeats(), Repeats())
        self._left: dict[bytes, tuple[Counters, int]] = {}
        """Counters and version of stock rows, as the commands so far would leave them."""
        self._made: dict[bytes, tuple[str, str]] = {}
        """First location and product of rows of SKUs that the commands so far would make."""

    def of(self, commands: Sequence[AdjustStock | Move]) -> list[Preview]:
        """Return one preview for each command. Under one snapshot, all portions see one moment."""
        known = _known(self._session, sorted({command.sku for command in commands}))
        shelf = self._shelf(commands, known)
        naming.note_locations(self._session, commands, shelf)
        adjustments = [one for one in commands if isinstance(one, AdjustStock)]
        moves = [one for one in commands if isinstance(one, Move)]
        made = ledger.adjustments(self._session, adjustments)
        stock = StockChanges(
            shelf,
            made,
            moves_made.known(self._session, moves),
            Reversals(reversals.known(self._session, (one for each in commands for one in each.reverses))),
            now=self._now,
            paid=paid_units.before_counts(self._session, adjustments, made, now=self._now, holds=self._holds),
        )
        batch = Batch({}, stock, now=self._now, holds=self._holds)
        previews = []
        for command in commands:
            before = len(batch.entries)
            outcome = batch.run(command)
            previews.append(Preview(outcome, batch.entries[before:], outcome.created))
            if outcome.changed:
                changed = _places(command)
                for place in changed:
                    # Of a move, only the row that the units come to may be new.
                    self._remember(shelf.row(place), created=outcome.created and place == changed[-1])
        return previews

    def _shelf(self, commands: Sequence[AdjustStock | Move], known: dict[StockKey, StockRow]) -> Shelf:
        rows = dict(known)
        for sku in {command.sku for command in commands}:
            if (made := self._made.get(digest(sku))) is not None:
                location, product_id = made
                rows.setdefault((sku, location), StockRow(sku, location, product_id, version=1))
        for command in commands:
            *sources, place = _places(command)
            # Without a priority its location is looked up.
            rows.setdefault(place, StockRow(*place, command.sku, priority=None, created=True))
            for source in sources:
                if digest(*source) in self._left:
                    rows.setdefault(source, StockRow(*source, command.sku, priority=None))
        for place, row in rows.items():
            if (left := self._left.get(digest(*place))) is not None:
                counters, version = left
                rows[place] = replace(row, counters=counters, version=version, created=False)
        return Shelf(rows.values())

    def _remember(self, row: StockRow, *, created: bool) -> None:
        if self._recurring.places.is_repeated(*row.place):
            self._left[digest(*row.place)] = row.counters, row.version
        if created and self._recurring.skus.is_repeated(row.sku):
            self._made.setdefault(digest(row.sku), (row.location, row.product_id))


def _places(command: AdjustStock | Move) -> list[StockKey]:
    """Return the stock rows that the command changes. It may make the last of them."""
    match command:
        case AdjustStock(sku=sku, location=location):
            return [(sku, location)]
        case Move(sku=sku, from_location=from_location, to_location=to_location):
            return [(sku, from_location), (sku, to_location)]
        case _:
            assert_never(command)


def _known(session: Session, skus: Sequence[str]) -> dict[tuple[str, str], StockRow]:
    return {
        (row.sku, row.location): StockRow(
            row.sku,
            row.location,
            row.product_id,
            Counters.of_columns(
                row.quantity_on_hand, row.quantity_reserved, row.quantity_shortfall, row.quantity_to_ship
            ),
            version=row.version,
            priority=row.priority,
        )
        for row in session.connection().execute(_STOCK, {"skus_": list(skus)})
    }
