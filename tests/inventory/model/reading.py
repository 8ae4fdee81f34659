"""Read all that a step is compared by, in one round trip.

Thousands of steps do. To build a statement takes longer than to run it, and eight round trips took
a third of a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, column, func, select, text
from sqlalchemy.engine import result_tuple
from sqlalchemy.orm import Session

from inventory.database.pipelining import Compiled, run
from inventory.database.tables import Location, Movement, OutboxEvent, Reservation, SkuPolicy, Stock

Rows = Sequence[Any]
"""Rows with their columns by name."""


class Tables(NamedTuple):
    """What the tables hold, in the order of their keys."""

    locations: Rows
    stock: Rows
    policies: Rows
    orders: Rows
    on_shelves: Rows
    taken_back: Rows
    moved: Rows
    """The ledger's new lines."""
    announced: Rows
    """The outbox's new rows."""

    @property
    def contents(self) -> tuple[Rows, ...]:
        """Every row of the present state, every column: a batch must leave them just as its
        commands one by one do.
        """
        return self[:4]


def read(session: Session, *, ledger: int, outbox: int) -> Tables:
    """Read the present state, and what the ledger and the outbox have beyond these ids."""
    known = {"ledger": ledger, "outbox": outbox}
    answers = run(session, *(statement(known) for statement, _ in _STATEMENTS))
    return Tables(*([*map(row, rows)] for (_, row), rows in zip(_STATEMENTS, answers, strict=True)))


_LIES = func.sum(Stock.quantity_on_hand - Stock.quantity_shortfall + Stock.quantity_to_ship)
_TAKEN_BACK = text(
    """
    SELECT wrong.id, back.reference,
        wrong.on_hand_delta - wrong.shortfall_delta AS units, back.on_hand_delta - back.shortfall_delta AS units_back,
        ARRAY[wrong.sku, wrong.location, wrong.kind, wrong.reason, wrong.other_location] AS place,
        ARRAY[back.sku, back.location, back.kind, back.reason, back.other_location] AS place_back
    FROM stock_reversal JOIN stock_movement AS wrong ON wrong.id = reverses
    JOIN stock_movement AS back ON back.id = reversed_by AND back.id > wrong.id
    """
).columns(*map(column, ("id", "reference", "units", "units_back", "place", "place_back")))
_READ: tuple[Any, ...] = (
    select(Location.__table__).order_by(Location.name),
    select(Stock.__table__).order_by(Stock.sku, Stock.location),
    select(SkuPolicy.__table__).order_by(SkuPolicy.sku),
    select(Reservation.__table__).order_by(Reservation.order_id),
    select(Stock.sku, _LIES.label("lies")).group_by(Stock.sku),
    _TAKEN_BACK,
    select(Movement.__table__).where(Movement.id > bindparam("ledger")).order_by(Movement.id),
    select(OutboxEvent.__table__).where(OutboxEvent.id > bindparam("outbox")).order_by(OutboxEvent.id),
)
_STATEMENTS = [(Compiled(one), result_tuple(one.selected_columns.keys())) for one in _READ]
