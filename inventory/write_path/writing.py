"""Write a batch with one statement, for any number of commands.

Descriptions and rows that are not needed have statements of their own. A batch waits only for a
transaction that makes one of the same new orders: all other rows are locked
(`inventory.write_path.locks`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Integer,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database.arrays import given_as, json_parameter, json_rows, parameters, rows
from inventory.database.calls import Call
from inventory.database.failures import VOID_WRITES
from inventory.database.pipelining import Compiled, run
from inventory.database.tables import Reservation as ReservationTable
from inventory.database.tables import Stock, Time
from inventory.domain.announcing.announcements import Announcement
from inventory.domain.orders.reservation import MOSTLY_EMPTY, Reservation
from inventory.domain.orders.stating import stored_statements
from inventory.domain.representation import LinesJson, reducing_json, returned_json, shipping_json, statements_json
from inventory.domain.stock.movements import Entry
from inventory.domain.stock.row import DESCRIPTIVE, StockRow
from inventory.outbox import store as outbox
from inventory.write_path import ledger

_NOW = bindparam("now_", type_=Time)
_FACTS: dict[str, TypeEngine[Any]] = {
    "order_id": Text(),
    "status": Text(),
    "ordered_at": Time,
    "ordered_by_event": Boolean(),
    "reserved_at": Time,
    "failed_at": Time,
    "paid_at": Time,
    "refused_at": Time,
    "cancelled_at": Time,
    "restock": Boolean(),
    "statements": JSONB(),
    "held_since": Time,
    "expires_at": Time,
    "version": BigInteger(),
    "lines": JSONB(),
    "updated_at": Time,
    "counted_for": Text(),
    "counted_units": BigInteger(),
    "shipping": JSONB(),
    "dispatch_due_at": Time,
    "cancelled_lines": JSONB(),
    "returned": JSONB(),
    "first_paid_at": Time,
}
_new = json_rows(_FACTS, name="new_orders")
_INSERT_RESERVATIONS = (
    insert(ReservationTable)
    .from_select(
        [*_FACTS, "created_at"],
        select(*(_new.c[name] for name in _FACTS), _NOW).order_by(_new.c.position),
    )
    .on_conflict_do_nothing(index_elements=["order_id"])
)
_known = json_rows(_FACTS, name="known_orders")
_replacing = insert(ReservationTable).from_select(
    [*_FACTS], select(*(_known.c[name] for name in _FACTS)).order_by(_known.c.position)
)
_UPDATE_RESERVATIONS = _replacing.on_conflict_do_update(
    index_elements=["order_id"], set_={name: _replacing.excluded[name] for name in _FACTS if name != "order_id"}
)
"""Changes rows that this transaction has locked, so each of them is there.

It is written as an insert that always meets its row. For a join, PostgreSQL would choose between
the index and the whole table by its idea of the table's size, and that may be old (ADR 0050).
"""

_MOSTLY_FILLED = Reservation._fields[:MOSTLY_EMPTY]
_EMPTY = tuple(Reservation._field_defaults[name] for name in Reservation._fields[MOSTLY_EMPTY:])

_PLACE: dict[str, TypeEngine[Any]] = {"sku": Text(), "location": Text()}
_COUNTERS: dict[str, TypeEngine[Any]] = {
    "quantity_on_hand": BigInteger(),
    "quantity_reserved": BigInteger(),
    "quantity_shortfall": BigInteger(),
    "quantity_to_ship": BigInteger(),
    "version": BigInteger(),
    "last_updated_at": Time,
}
_COUNTED = [*_PLACE, *_COUNTERS]
_stock = json_rows({**_PLACE, **_COUNTERS}, name="stock")
_moving = insert(Stock).from_select(
    # A new row would need a product. Here every row is there, and keeps its own.
    [*_COUNTED, "product_id"],
    select(*(_stock.c[name] for name in _COUNTED), _stock.c.sku).order_by(_stock.c.position),
)
_UPDATE_STOCK = _moving.on_conflict_do_update(
    index_elements=[*_PLACE], set_={name: _moving.excluded[name] for name in _COUNTERS}
)
"""Changes locked rows, in the same way as `_UPDATE_RESERVATIONS`."""

_inserted = _INSERT_RESERVATIONS.returning(ReservationTable.order_id).cte("inserted")
_orders_made = select(func.count()).select_from(_inserted).scalar_subquery()
_stock_rows = (
    select(func.count())
    .select_from(Stock)
    .where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))
    .scalar_subquery()
)
_NO_ROW_MORE = _stock_rows == bindparam("rows_expected_", type_=BigInteger)
_ALL_MADE = _orders_made == bindparam("orders_expected_", type_=BigInteger)


@cache
def _write(*, new: bool, known: bool) -> Compiled:
    """Return the statement for a batch with such orders. Each part has a cost, also for no rows."""
    as_expected = _ALL_MADE & _NO_ROW_MORE if new else _NO_ROW_MORE
    # A statement can't raise an error of its choice. This one fails by reading a text as a number.
    # PostgreSQL does that while the statement runs, because the text depends on counts.
    told = case((as_expected, literal_column("'1'")), else_=literal_column(f"'{VOID_WRITES}'"))
    return Compiled(
        select(cast(told, Integer)).add_cte(
            *([_UPDATE_RESERVATIONS.cte("updated")] if known else ()),
            _UPDATE_STOCK.cte("moved"),
            ledger.APPEND.cte("entered"),
            outbox.ADD.cte("announced"),
        )
    )


Send = Callable[[Session, Call], object]
"""`run`, or `run_with_commit`."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a batch that are to be written."""

    new: Sequence[Reservation] = ()
    """Unknown orders, sorted by id: transactions that make the same ones wait in order (G8)."""
    known: Sequence[Reservation] = ()
    stock: Sequence[StockRow] = ()
    entries: Sequence[Entry] = ()
    announcements: Sequence[Announcement] = ()
    lines_json: LinesJson = field(default_factory=LinesJson)

    def __bool__(self) -> bool:
        return bool(self.new or self.known or self.stock or self.entries or self.announcements)


def write(session: Session, changes: Changes, *, now: datetime, stock_rows: int = 0, send: Send = run) -> None:
    """Write the changes. `stock_rows` is the number of locked rows of the SKUs of changed stock.

    The statement undoes itself (`is_void`) in two cases. Somebody else has made one of the new
    orders meanwhile. Or he has made a row for one of these SKUs during the wait for the locks: the
    statement that waited saw the rows of before, and only another one sees the new row.
    """
    if not changes:
        return
    given = {
        "new_orders_": json_parameter(_reservation_row(one, changes.lines_json) for one in changes.new),
        "known_orders_": json_parameter(_reservation_row(one, changes.lines_json) for one in changes.known),
        "stock_": json_parameter(map(_stock_row, changes.stock)),
        "skus_": sorted({row.sku for row in changes.stock}),
        "orders_expected_": len(changes.new),
        "rows_expected_": stock_rows,
        **ledger.appended(changes.entries),
        **outbox.added(changes.announcements),
        "now_": now,
    }
    send(session, _write(new=bool(changes.new), known=bool(changes.known))(given))


def _reservation_row(reservation: Reservation, lines_json: LinesJson) -> dict[str, Any]:
    row: dict[str, Any] = dict(zip(_MOSTLY_FILLED, reservation, strict=False))
    row["lines"] = lines_json.of(reservation)
    if reservation[MOSTLY_EMPTY:] != _EMPTY:
        row |= _seldom_filled(reservation)
    return row


def _seldom_filled(reservation: Reservation) -> dict[str, Any]:
    """Return what most orders have not. PostgreSQL would need more to read a null."""
    statements = stored_statements(reservation)
    filled: dict[str, Any] = {
        "failed_at": reservation.failed_at,
        "refused_at": reservation.refused_at,
        "cancelled_at": reservation.cancelled_at,
        "statements": statements_json(statements) if statements else None,
        "counted_for": reservation.counted_for,
        "counted_units": reservation.counted_units,
        "shipping": None if reservation.shipping is None else shipping_json(reservation.shipping),
        "dispatch_due_at": reservation.dispatch_due_at,
        "cancelled_lines": None if reservation.cancelled_lines is None else reducing_json(reservation.cancelled_lines),
        "returned": None if reservation.returned is None else returned_json(reservation.returned),
        "first_paid_at": reservation.first_paid_at,
    }
    return {name: value for name, value in filled.items() if value is not None}


def _stock_row(row: StockRow) -> dict[str, Any]:
    on_hand, reserved, shortfall = row.counters.columns
    return {
        "sku": row.sku,
        "location": row.location,
        "quantity_on_hand": on_hand,
        "quantity_reserved": reserved,
        "quantity_shortfall": shortfall,
        "quantity_to_ship": row.counters.to_ship,
        "version": row.version,
        "last_updated_at": row.last_updated_at,
    }


_DESCRIPTION = {name: given_as(Stock.__table__.c[name].type) for name in DESCRIPTIVE}
_described = rows({**_PLACE, **_DESCRIPTION})
_describing = insert(Stock).from_select(
    [*_PLACE, *_DESCRIPTION],
    select(*(_described.c[name] for name in [*_PLACE, *_DESCRIPTION])).order_by(_described.c.position),
)
_UPDATE_DESCRIPTION = Compiled(
    _describing.on_conflict_do_update(
        index_elements=[*_PLACE], set_={name: _describing.excluded[name] for name in _DESCRIPTION}
    )
)
"""Changes locked rows, in the same way as `_UPDATE_RESERVATIONS`."""


def describe_stock(session: Session, described: Sequence[StockRow], *, send: Send = run) -> None:
    """Write the descriptive columns. They change far less often than the counters in `write`."""
    if described:
        send(session, _UPDATE_DESCRIPTION(parameters({**_PLACE, **_DESCRIPTION}, described)))
