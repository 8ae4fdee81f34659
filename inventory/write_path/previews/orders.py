"""Preview a call about an order with the code that makes it, without a lock or a write."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ARRAY, Text, bindparam, func, select
from sqlalchemy.orm import Session

from inventory.database.rows import STOCK, stock_row_of
from inventory.database.tables import Stock
from inventory.domain.batch import Batch
from inventory.domain.commands import Cancel, CancelLines, Confirm, Dispatch, Extend, Reassign, Release, Return
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.shipping import Ask
from inventory.domain.outcome import Outcome
from inventory.domain.stock.movements import Entry
from inventory.domain.stock.reversing import Reversals
from inventory.domain.stock.row import StockKey, StockRow
from inventory.domain.stock.shelf import Shelf
from inventory.domain.stock_changes import StockChanges
from inventory.errors import UnknownReservation
from inventory.reading import queries
from inventory.write_path import locks, naming, needs
from inventory.write_path.goods import rows_of_goods

OrderCall = Release | Cancel | Extend | Confirm | CancelLines | Reassign | Dispatch | Return
"""The calls about an order that is there. They order nothing."""


class OrderPreview(NamedTuple):
    """The order as it is, the outcome of the call as of now, and the movements it would write."""

    before: Reservation
    outcome: Outcome
    entries: Sequence[Entry]


_WITH_RULES = (
    select(*STOCK)
    .where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))
    .order_by(Stock.sku, Stock.location)
)


def preview_order(session: Session, call: OrderCall, *, now: datetime, holds: HoldTimes) -> OrderPreview:
    """Return the outcome of the call as of now. Overdue holds of others are left as they are, so a
    confirmation that is short here may still succeed: it ends such holds.

    Raises `UnknownReservation`.
    """
    order = queries.reservation(session, call.order_id)
    if order is None:
        raise UnknownReservation(order_id=call.order_id)
    stock = StockChanges(_shelf_of_order(session, call, order), {}, {}, Reversals({}), now=now)
    batch = Batch({order.order_id: order}, stock, now=now, holds=holds)
    outcome = batch.run(call)
    return OrderPreview(order, outcome, batch.entries)


def _shelf_of_order(session: Session, call: OrderCall, order: Reservation) -> Shelf:
    """Return the stock that `apply` would lock for the call. It begins again for goods, too."""
    goods: set[Ask] = set()
    while True:
        wanted = needs.wanted_rows([call], (), goods)
        shelf = _with_rules(session, _skus(order) | wanted.skus, wanted.new)
        read = locks.LockedRows({order.order_id: order}, shelf, set())
        more = rows_of_goods(session, [call], wanted, read, goods)
        if not more:
            naming.note_locations(session, [call], shelf)
            return shelf
        goods |= more


def _with_rules(session: Session, skus: Collection[str], new: Iterable[StockKey]) -> Shelf:
    """Return the stock of the SKUs, and rows that are not there yet."""
    found = session.connection().execute(_WITH_RULES, {"skus_": sorted(skus)})
    rows = {row.place: row for row in map(stock_row_of, found)}
    for sku, location in sorted(new):
        # Without a priority its location is looked up.
        rows.setdefault((sku, location), StockRow(sku, location, sku, priority=None, created=True))
    return Shelf(rows.values())


def _skus(order: Reservation) -> set[str]:
    """Return the SKUs of the lines in force, and of those that may come into force."""
    of_lines = {line.sku for line in order.lines}
    return of_lines.union(*({line.sku for line in statement.lines} for statement in order.statements))
