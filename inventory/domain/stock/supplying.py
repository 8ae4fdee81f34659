"""Apply a statement of the catalogue to a stock row. Pure."""

from __future__ import annotations

from datetime import datetime

from inventory.domain.commands import StateSupply
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.shelf import StockRow


def supplied(row: StockRow, command: StateSupply) -> tuple[Counters, bool]:
    """Describe the row as the catalogue states it.

    Returns the counters that the statement leaves, and True if the row has changed in any way.
    """
    counters, changed = row.counters, row.version == 0
    if row.described_at is None or command.at > row.described_at:
        row.described_at, row.product_id, changed = command.at, command.product_id, True
    threshold = command.low_stock_threshold
    if threshold is not None and (row.threshold_at is None or command.at > row.threshold_at):
        row.low_stock_threshold, row.threshold_at, changed = threshold, command.at, True
    row.described = row.described or changed
    if row.version == 0:
        row.catalog_quantity = 0
    quantity = command.quantity
    if quantity is not None and _newer_statement(row, command.at, quantity):
        if row.catalog_quantity is not None:
            counters = counters.moved(quantity - row.catalog_quantity, 0)
        row.catalog_quantity, row.catalog_at, row.described, changed = quantity, command.at, True, True
    return counters, changed


def _newer_statement(row: StockRow, at: datetime, quantity: int) -> bool:
    """Return True for a newer statement.

    Of two at the same instant the greater counts, so that either sequence ends the same.
    """
    return row.catalog_at is None or (at, quantity) > (row.catalog_at, row.catalog_quantity or 0)
