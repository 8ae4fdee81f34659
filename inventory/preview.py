"""What adjustments would do: decided by the same code as when they are applied, but without a lock and writing nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ARRAY, Text, bindparam, func, select
from sqlalchemy.orm import Session

from inventory import ledger
from inventory.batch import Batch
from inventory.commands import AdjustStock
from inventory.decisions import HoldTimes
from inventory.ledger import Entry
from inventory.levels import Level
from inventory.models import Location, Stock
from inventory.outcome import Outcome
from inventory.shelf import Shelf, StockRow


@dataclass(frozen=True, slots=True)
class Preview:
    """The outcome of one adjustment as things stand, and the ledger row that it would write, if any.

    `new`: it would make the row, because nothing is known yet of that SKU at that location.
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
).where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))
_LOCATIONS = select(Location.name).where(Location.name == func.any(bindparam("names_", type_=ARRAY(Text))))


def preview(session: Session, commands: Sequence[AdjustStock], *, now: datetime) -> list[Preview]:
    """One preview a command, each seeing what those before it would leave. Under a snapshot they are of one moment."""
    known = _known(session, sorted({command.sku for command in commands}))
    new = {
        (command.sku, command.location): StockRow(command.sku, command.location, command.sku, created=True)
        for command in commands
        if (command.sku, command.location) not in known
    }
    named = {location for _, location in new}
    shelf = Shelf([*known.values(), *new.values()], new_locations=named - _known_locations(session, named))
    batch = Batch({}, shelf, ledger.adjustments(session, commands), now=now, holds=HoldTimes())
    previews = []
    for command in commands:
        outcome = batch.run(command)
        entry = batch.entries[-1] if outcome.changed else None
        previews.append(Preview(outcome, entry, outcome.created))
    return previews


def _known_locations(session: Session, names: Collection[str]) -> set[str]:
    return set(session.connection().execute(_LOCATIONS, {"names_": sorted(names)}).scalars())


def _known(session: Session, skus: Sequence[str]) -> dict[tuple[str, str], StockRow]:
    return {
        (row.sku, row.location): StockRow(
            row.sku,
            row.location,
            row.product_id,
            Level.of_columns(row.quantity_on_hand, row.quantity_reserved, row.quantity_shortfall),
            version=row.version,
        )
        for row in session.connection().execute(_STOCK, {"skus_": list(skus)})
    }
