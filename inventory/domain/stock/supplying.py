"""Apply a statement of the catalogue to a stock row. Pure.

The statement that counts is kept in `catalog_quantity` and `catalog_at`. The newest one that moved
nothing is *noted* beside it, with the actor that stated it. So another `CatalogueQuantity` may be
set later, and this alone moves nothing (ADR 0055).
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple, assert_never

from inventory.domain.catalogue_quantity import CatalogueQuantity
from inventory.domain.commands import StateSupply
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.row import StockRow
from inventory.domain.stock.shelf import Shelf


class StatedSupply(NamedTuple):
    """A stated quantity. Of two at the same instant the greater counts, in any order of arrival."""

    at: datetime
    quantity: int


class Supplied(NamedTuple):
    """The counters that a statement leaves, and True if the row has changed in any way.

    `mirrors` tells if a statement that lowers the supply has our own number. None for any other.
    """

    counters: Counters
    changed: bool
    mirrors: bool | None


def supplied(row: StockRow, command: StateSupply, shelf: Shelf) -> Supplied:
    """Describe the row as the catalogue states it, and move its units as far as that counts."""
    mirrors = _mirrors(row, command, shelf)
    counters, changed = row.counters, row.version == 0
    if row.described_at is None or command.at > row.described_at:
        row.described_at, row.product_id, changed = command.at, command.product_id, True
    threshold = command.low_stock_threshold
    if threshold is not None and (row.threshold_at is None or command.at > row.threshold_at):
        row.low_stock_threshold, row.threshold_at, changed = threshold, command.at, True
    row.described = row.described or changed
    if row.version == 0:
        row.catalog_quantity = 0
    if command.quantity is not None:
        moved = _moved(row, command, StatedSupply(command.at, command.quantity))
        if moved is not None:
            counters, row.described, changed = counters.moved(moved, 0), True, True
    return Supplied(counters, changed, mirrors)


def _mirrors(row: StockRow, command: StateSupply, shelf: Shelf) -> bool | None:
    """Return True if the statement lowers the supply to the on hand that we show or have just
    announced: its source states our own number. False if it lowers the supply to another number.

    None for a statement that lowers nothing. It tells neither.
    """
    if command.quantity is None or command.counts is not CatalogueQuantity.SUPPLIED:
        return None
    newest, before = _newest(row, command.cause.actor)
    if newest is None or before is None or command.at <= newest.at or command.quantity >= before:
        return None
    shown = {row.counters.on_hand, row.counters_before.on_hand}
    return command.quantity in shown | {shelf.total(row.sku).on_hand, shelf.before(row.sku).on_hand}


def _moved(row: StockRow, command: StateSupply, statement: StatedSupply) -> int | None:
    """Keep the statement. Returns the units that it moves, None if it says nothing new."""
    match command.counts:
        case CatalogueQuantity.SUPPLIED:
            return _moved_by_newest(row, statement, command.cause.actor)
        case CatalogueQuantity.FIRST:
            return _moved_by_oldest(row, statement, command.cause.actor)
        case CatalogueQuantity.IGNORED:
            return _note(row, statement, command.cause.actor)
        case _:
            assert_never(command.counts)


def _moved_by_newest(row: StockRow, statement: StatedSupply, actor: str) -> int | None:
    newest, before = _newest(row, actor)
    if newest is not None and statement <= newest:
        return None
    row.catalog_at, row.catalog_quantity = statement
    return 0 if before is None else statement.quantity - before


def _moved_by_oldest(row: StockRow, statement: StatedSupply, actor: str) -> int | None:
    counted, quantity = _counted(row), row.catalog_quantity
    if counted is None:
        # No statement moves a row that somebody else made, or one that this actor's moved not.
        if quantity is None or row.noted_by == actor:
            return _note(row, statement, actor)
    elif (statement.at, -statement.quantity) < (counted.at, -counted.quantity):
        _note(row, counted, actor)
    else:
        return _note(row, statement, actor)
    row.catalog_at, row.catalog_quantity = statement
    return statement.quantity - (quantity or 0)


def _note(row: StockRow, statement: StatedSupply, actor: str) -> int | None:
    if row.noted_at is not None and statement <= (row.noted_at, row.noted_quantity):
        return None
    row.noted_at, row.noted_quantity = statement
    row.noted_by = actor
    return 0


def _counted(row: StockRow) -> StatedSupply | None:
    return None if row.catalog_at is None else StatedSupply(row.catalog_at, row.catalog_quantity or 0)


def _newest(row: StockRow, actor: str) -> tuple[StatedSupply | None, int | None]:
    """Return the newest statement that a statement of this actor follows, and the quantity that it
    is compared with. None for that sets the baseline alone.
    """
    counted = _counted(row)
    if row.noted_by == actor and row.noted_at is not None and row.noted_quantity is not None:
        noted = StatedSupply(row.noted_at, row.noted_quantity)
        if counted is None or noted > counted:
            return noted, noted.quantity
    return counted, row.catalog_quantity
