"""Preview what a call about one order would do, with the code that does it. No lock, no write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ARRAY, Text, bindparam, func, select
from sqlalchemy.orm import Session

from inventory.database.rows import STOCK, stock_row_of
from inventory.database.tables import Stock
from inventory.domain.batch import Batch
from inventory.domain.commands import Cancel, Confirm, Extend, Release
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.orders.reservation import Reservation
from inventory.domain.outcome import Outcome
from inventory.domain.stock.movements import Entry
from inventory.domain.stock.reversing import Reversals
from inventory.domain.stock.shelf import Shelf
from inventory.domain.stock_changes import StockChanges
from inventory.errors import UnknownReservation
from inventory.reading import queries

OrderCall = Release | Cancel | Extend | Confirm
"""The calls that end, keep or fulfil an order as it is: they name no SKUs of their own."""


class OrderPreview(NamedTuple):
    """The order as it is, the outcome of the call as of now, and the movements it would write."""

    before: Reservation
    outcome: Outcome
    entries: Sequence[Entry]


_OF_SKUS = (
    select(*STOCK)
    .where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))
    .order_by(Stock.sku, Stock.location)
)


def preview(session: Session, call: OrderCall, *, now: datetime, holds: HoldTimes) -> OrderPreview:
    """Return the outcome of the call as of now. Overdue holds of others are left as they are, so a
    confirmation that is short here may still succeed: it ends such holds.

    Raises `UnknownReservation`.
    """
    order = queries.reservation(session, call.order_id)
    if order is None:
        raise UnknownReservation(order_id=call.order_id)
    found = session.connection().execute(_OF_SKUS, {"skus_": sorted(_skus(order))})
    stock = StockChanges(Shelf(map(stock_row_of, found)), {}, {}, Reversals({}), now=now)
    batch = Batch({order.order_id: order}, stock, now=now, holds=holds)
    outcome = batch.run(call)
    return OrderPreview(order, outcome, batch.entries)


def _skus(order: Reservation) -> set[str]:
    """Return the SKUs of the lines in force, and of those that may come into force."""
    of_lines = {line.sku for line in order.lines}
    return of_lines.union(*({line.sku for line in statement.lines} for statement in order.statements))
