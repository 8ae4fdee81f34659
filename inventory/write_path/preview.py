"""Preview adjustments with the code that applies them, without a lock or a write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ARRAY, Text, bindparam, func, select
from sqlalchemy.orm import Session

from inventory.database.rows import PRIORITY
from inventory.database.tables import Stock
from inventory.domain.batch import Batch
from inventory.domain.commands import AdjustStock
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.outcome import Outcome
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.movements import Entry
from inventory.domain.stock.shelf import Shelf, StockKey, StockRow
from inventory.domain.stock_changes import StockChanges
from inventory.importing.repeats import Repeats, digest
from inventory.write_path import ledger, naming


@dataclass(frozen=True, slots=True)
class Preview:
    """The outcome of one adjustment as of now, and the ledger row that it would write, if any.

    `new`: it would make the stock row, because nothing is known yet of that SKU at that location.
    """

    outcome: Outcome
    entry: Entry | None
    new: bool


_STOCK = select(
    Stock.sku,
    Stock.location,
    Stock.product_id,
    Stock.quantity_on_hand,
    Stock.quantity_reserved,
    Stock.quantity_shortfall,
    Stock.version,
    PRIORITY,
).where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))


class Recurring(NamedTuple):
    """SKUs and stock keys that occur in several adjustments of a list."""

    skus: Repeats
    places: Repeats

    @classmethod
    def of(cls, numbered: Iterable[tuple[int, AdjustStock]]) -> Recurring:
        recurring = cls(Repeats(), Repeats())
        for line, command in numbered:
            recurring.skus.note(line, command.sku)
            recurring.places.note(line, command.sku, command.location)
        recurring.skus.settle()
        recurring.places.settle()
        return recurring


class Previews:
    """Previews a list portion by portion. Each adjustment sees the changes of all before it.

    Changes are remembered for recurring SKUs and stock keys only. Most in a list of a million occur
    once.
    """

    def __init__(self, session: Session, *, now: datetime, recurring: Recurring | None = None) -> None:
        self._session = session
        self._now = now
        self._recurring = recurring or Recurring(Repeats(), Repeats())
        self._left: dict[bytes, tuple[Counters, int]] = {}
        """Counters and version of stock rows, as the adjustments so far would leave them."""
        self._made: dict[bytes, tuple[str, str]] = {}
        """First location and product of SKUs that the adjustments so far would make."""

    def of(self, commands: Sequence[AdjustStock]) -> list[Preview]:
        """Return one preview for each command. Under one snapshot, all portions see one moment."""
        known = _known(self._session, sorted({command.sku for command in commands}))
        shelf = self._shelf(commands, known)
        naming.note_locations(self._session, commands, shelf)
        stock = StockChanges(shelf, ledger.adjustments(self._session, commands), {}, now=self._now)
        batch = Batch({}, stock, now=self._now, holds=HoldTimes())
        previews = []
        for command in commands:
            outcome = batch.run(command)
            entry = batch.entries[-1] if outcome.changed else None
            previews.append(Preview(outcome, entry, outcome.created))
            if outcome.changed:
                self._remember(shelf.row((command.sku, command.location)), created=outcome.created)
        return previews

    def _shelf(self, commands: Sequence[AdjustStock], known: dict[StockKey, StockRow]) -> Shelf:
        rows = dict(known)
        for sku in {command.sku for command in commands}:
            if (made := self._made.get(digest(sku))) is not None:
                location, product_id = made
                rows.setdefault((sku, location), StockRow(sku, location, product_id, version=1))
        for command in commands:
            place = (command.sku, command.location)
            # Without a priority its location is looked up.
            rows.setdefault(place, StockRow(*place, command.sku, priority=None, created=True))
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


def _known(session: Session, skus: Sequence[str]) -> dict[tuple[str, str], StockRow]:
    return {
        (row.sku, row.location): StockRow(
            row.sku,
            row.location,
            row.product_id,
            Counters.of_columns(row.quantity_on_hand, row.quantity_reserved, row.quantity_shortfall),
            version=row.version,
            priority=row.priority,
        )
        for row in session.connection().execute(_STOCK, {"skus_": list(skus)})
    }
