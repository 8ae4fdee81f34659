"""Take locks, in this module and in `making` alone, and always in the same order (G8).

A batch waits for reservations by order id, then for locations and stock by key. Third and last, it
waits for the reservations that it makes when it writes them (`inventory.write_path.writing`),
because somebody else may be making the same.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple
from zlib import crc32

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CompoundSelect,
    Integer,
    Select,
    Text,
    bindparam,
    column,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from inventory.database.advisory_locks import table_key
from inventory.database.arrays import rows
from inventory.database.calls import Call, Row
from inventory.database.pipelining import SAVEPOINT, Compiled, run
from inventory.database.rows import RESERVATION, STOCK, reservation_of, stock_row_of
from inventory.database.tables import Reservation as ReservationTable
from inventory.database.tables import Stock
from inventory.domain.orders.reservation import Reservation
from inventory.domain.stock.row import StockKey, StockRow
from inventory.domain.stock.shelf import Shelf
from inventory.errors import ConcurrentChange
from inventory.write_path import making, policies

MAX_ROWS = 8_000
"""Maximum number of stock rows, and of order lines, in a batch that can be divided.

With the longest keys, each stock row that changes takes 15 kB of memory until all is written.
"""


class TooMuchAtOnce(Exception):
    """A batch has more rows than a transaction may hold in memory. Nothing was done: divide it."""


_ORDERS = ReservationTable.order_id == func.any(bindparam("order_ids_", type_=ARRAY(Text)))
_SELECT_RESERVATIONS = Compiled(
    select(*RESERVATION).where(_ORDERS).order_by(ReservationTable.order_id).with_for_update(key_share=True)
)


_HOLDERS = rows({"holder": Integer()}, name="holders")
_LOCK_HOLDERS = Compiled(
    select(func.pg_advisory_xact_lock(table_key(ReservationTable.__table__), _HOLDERS.c.holder)).order_by(
        _HOLDERS.c.position
    )
)


def callers_calls(callers: Collection[str]) -> list[Call]:
    """Return the calls of `lock_callers`."""
    keys = sorted({crc32(caller.encode()) - 2**31 for caller in callers})
    return [_LOCK_HOLDERS({"holder_": keys})] if keys else []


def lock_callers(session: Session, callers: Collection[str]) -> None:
    """Make other transactions that count the units of these callers wait until this one is over.

    Only for callers with a cap on their units, and before all other locks of a batch (G8).
    """
    run(session, *callers_calls(callers))


_NAMED = select(func.unnest(bindparam("skus_", type_=ARRAY(Text))))
_line = func.jsonb_array_elements(ReservationTable.lines).table_valued(column("value", JSONB), name="line")
# JSON's null is read as PostgreSQL's, here as in `reservation_of`.
_statements = func.nullif(ReservationTable.statements, literal_column("'null'::jsonb"), type_=JSONB)
_statement = func.jsonb_array_elements(_statements).table_valued(column("value", JSONB), name="stated")
_stated_line = func.jsonb_array_elements(_statement.c.value["lines"]).table_valued(
    column("value", JSONB), name="stated_line"
)
_IN_ORDERS = _NAMED.union(
    select(_line.c.value["sku"].astext).select_from(ReservationTable).join(_line, true()).where(_ORDERS),
    select(_stated_line.c.value["sku"].astext)
    .select_from(ReservationTable)
    .join(_statement, true())
    .join(_stated_line, true())
    .where(_ORDERS),
)


def _stock_of(skus: Select[tuple[str]] | CompoundSelect[tuple[str]]) -> Compiled:
    """Return the statement that locks the stock of these SKUs. A limit of NULL is none."""
    return Compiled(
        select(*STOCK)
        .where(Stock.sku == func.any(func.array(skus.scalar_subquery())))
        .order_by(Stock.sku, Stock.location)
        .with_for_update(of=Stock, key_share=True)
        .limit(bindparam("limit_", type_=BigInteger))
    )


# Each statement sees the rows of its own moment. The second one comes after the locks on the
# reservations, so it reads their lines as they were locked, in the same round trip.
_SELECT_STOCK = _stock_of(_NAMED)
_SELECT_STOCK_OF_ORDERS = _stock_of(_IN_ORDERS)


class LockedRows(NamedTuple):
    """The known reservations by order id, the stock, and the names of the locations made here."""

    reservations: dict[str, Reservation]
    shelf: Shelf
    created_locations: set[str]


class Wanted(NamedTuple):
    """The rows that a batch is about: orders, all stock of SKUs, stock rows that it makes where
    they are missing, by stock key with their product ids, locations that it makes where they are
    missing, and SKUs whose policies it may change. Goods of the orders
    `goods_of` left or came back.
    """

    order_ids: set[str]
    skus: set[str]
    new: dict[StockKey, str]
    locations: set[str]
    policies: set[str]
    goods_of: set[str]


def _calls(wanted: Wanted, max_rows: int | None) -> tuple[list[Call], Call]:
    """Return the calls that set the savepoint and lock the reservations, and the one that locks the
    stock.
    """
    given = {
        "order_ids_": sorted(wanted.order_ids),
        "skus_": sorted(wanted.skus),
        "limit_": None if max_rows is None else max_rows + 1,
    }
    if wanted.order_ids:
        return [SAVEPOINT, _SELECT_RESERVATIONS(given)], _SELECT_STOCK_OF_ORDERS(given)
    return [SAVEPOINT], _SELECT_STOCK(given)


def first_calls(wanted: Wanted, *, max_rows: int | None = None) -> list[Call]:
    """Return the calls that `lock` runs first. None where it makes rows: it needs their answers."""
    first, stock = _calls(wanted, max_rows)
    return [] if wanted.new else [*first, stock]


def lock(session: Session, wanted: Wanted, *, max_rows: int | None = None) -> LockedRows:
    """Set a savepoint. Lock the reservations, then every stock row of their lines and of the SKUs,
    and make the new rows that are missing. No row is made at a location that is not there.

    Raises `TooMuchAtOnce` if there are more stock rows, or more lines in reservations, than
    `max_rows`.
    """
    first, last = _calls(wanted, max_rows)
    created: set[StockKey] = set()
    created_locations: set[str] = set()
    if wanted.new:
        *answers, made = run(session, *first, *making.inserts(wanted.new, wanted.locations))
        created = {(sku, location) for sku, location in made}
        if wanted.locations:
            created_locations = {name for (name,) in answers.pop()}
        *_, stock = run(session, *making.queue(sku for sku, _ in created), last)
    else:
        *answers, stock = run(session, *first, last)
    known = _reservations(answers[-1] if wanted.order_ids else (), max_rows)
    locked = _stock_rows(stock, created, max_rows)
    ruled = policies.read(session, wanted.policies | _ruled(locked, created))
    shelf = Shelf(locked, new_locations=created_locations, policies=ruled)
    for place in created:
        if (row := shelf.find(place)) is not None:
            row.follow_rules(shelf.policy(row.sku).stock_rules)
    return LockedRows(known, shelf, created_locations)


def _ruled(locked: Sequence[StockRow], created: Collection[StockKey]) -> set[str]:
    """Return the SKUs with new rows whose stock may have rules, as their other rows tell.

    The statement that waits for a lock sees policies as they were before its wait. But whoever
    states rules marks all rows of the SKU, and those are read anew.
    """
    if not created:
        return set()
    skus = {sku for sku, _ in created}
    return {row.sku for row in locked if row.sku in skus and (row.policy is not None or row.safety_stock is not None)}


def require_made(wanted: Wanted, shelf: Shelf) -> None:
    """Raise `ConcurrentChange` if a new row is missing though its location is known.

    It has vanished, or the location was set up when the row could not be made any more.
    """
    for sku, location in sorted(wanted.new):
        if shelf.find((sku, location)) is None and not shelf.is_unknown(location):
            raise ConcurrentChange(row=f"Stock of {sku!r} at {location!r}")


def _reservations(found: Sequence[Row], max_rows: int | None) -> dict[str, Reservation]:
    known: dict[str, Reservation] = {}
    lines = 0
    for row in found:
        one = reservation_of(row)
        known[one.order_id] = one
        lines += len(one.lines) + sum(len(statement.lines) for statement in one.statements)
        if max_rows is not None and lines > max_rows:
            raise TooMuchAtOnce
    return known


def _stock_rows(found: Sequence[Row], created: Collection[StockKey], max_rows: int | None) -> list[StockRow]:
    if max_rows is not None and len(found) > max_rows:
        raise TooMuchAtOnce
    locked = [stock_row_of(row) for row in found]
    for row in locked:
        if row.place in created:
            row.mark_created()
    return locked
