"""Take locks, in this module alone and always in the same order (G8).

A batch waits for reservations by order id, then for locations and stock by key. Third and last, it
waits for the reservations that it makes when it writes them (`inventory.write_path.writing`),
because somebody else may be making the same. Each insert below makes a row only to lock it.
`inventory.write_path.apply` removes the rows that came to nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from zlib import crc32

from sqlalchemy import ARRAY, BigInteger, Integer, Text, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database.advisory_locks import table_key
from inventory.database.arrays import rows
from inventory.database.rows import RESERVATION, STOCK, reservation_of, stock_row_of
from inventory.database.tables import Location, Stock, Time
from inventory.database.tables import Reservation as ReservationTable
from inventory.domain.orders.reservation import Reservation
from inventory.domain.stock.shelf import Shelf, StockKey
from inventory.errors import ConcurrentChange

MAX_ROWS = 8_000
"""Maximum number of stock rows, and of order lines, in a batch that can be divided.

With the longest keys, each stock row that changes takes 15 kB of memory until all is written.
"""


class TooMuchAtOnce(Exception):
    """A batch has more rows than a transaction may hold in memory. Nothing was done: divide it."""


_SELECT_RESERVATIONS = (
    select(*RESERVATION)
    .where(ReservationTable.order_id == func.any(bindparam("order_ids_", type_=ARRAY(Text))))
    .order_by(ReservationTable.order_id)
    .with_for_update(key_share=True)
)


def lock_reservations(
    session: Session, order_ids: Collection[str], *, max_rows: int | None = None
) -> dict[str, Reservation]:
    """Lock the reservations of `order_ids`. Returns the known ones by order id.

    Raises `TooMuchAtOnce` if they have more lines than `max_rows`, earlier statements included.
    """
    if not order_ids:
        return {}
    known: dict[str, Reservation] = {}
    lines = 0
    for row in session.connection().execute(_SELECT_RESERVATIONS, {"order_ids_": sorted(order_ids)}):
        known[row.order_id] = one = reservation_of(row)
        lines += len(one.lines) + sum(len(statement.lines) for statement in one.statements)
        if max_rows is not None and lines > max_rows:
            raise TooMuchAtOnce
    return known


_HOLDERS = rows({"holder": Integer()}, name="holders")
_LOCK_HOLDERS = select(func.pg_advisory_xact_lock(table_key(ReservationTable.__table__), _HOLDERS.c.holder)).order_by(
    _HOLDERS.c.position
)
# The condition of the index, word for word, as literals: the planner has to see that it fits. The
# time is no condition, so that no plan takes the index of the sweep and reads every running hold.
_COUNT_HELD = text(
    """
    SELECT counted_for, coalesce(sum(counted_units) FILTER (WHERE expires_at > :now), 0)::bigint AS units FROM reservation
    WHERE counted_for = ANY (:callers) AND counted_for IS NOT NULL AND status = 'pending'
    GROUP BY counted_for
    """
).bindparams(bindparam("callers", type_=ARRAY(Text)), bindparam("now", type_=Time))


def lock_callers(session: Session, callers: Collection[str]) -> None:
    """Make other transactions that count the units of these callers wait until this one is over.

    Only for callers with a cap on their units, and before all other locks of a batch (G8).
    """
    if callers:
        keys = sorted({crc32(caller.encode()) - 2**31 for caller in callers})
        session.connection().execute(_LOCK_HOLDERS, {"holder_": keys})


def count_held(session: Session, callers: Collection[str], *, now: datetime) -> dict[str, int]:
    """Return the units in running holds of each of these callers."""
    if not callers:
        return {}
    found = session.connection().execute(_COUNT_HELD, {"callers": sorted(callers), "now": now})
    return dict.fromkeys(callers, 0) | {row.counted_for: row.units for row in found}


_locations = rows({"name": Text()})
_INSERT_LOCATIONS = (
    insert(Location)
    .from_select(["name"], select(_locations.c.name).order_by(_locations.c.position))
    .on_conflict_do_nothing(index_elements=["name"])
    .returning(Location.name)
)

_STOCK_KEY: dict[str, TypeEngine[Any]] = {"sku": Text(), "location": Text(), "product_id": Text()}
_new_stock = rows(_STOCK_KEY)
_INSERT_STOCK = (
    insert(Stock)
    .from_select([*_STOCK_KEY], select(*(_new_stock.c[name] for name in _STOCK_KEY)).order_by(_new_stock.c.position))
    .on_conflict_do_nothing(index_elements=["sku", "location"])
    .returning(Stock.sku, Stock.location)
)
# Two transactions that make rows of one new SKU at different locations have no row in common, and
# would each announce a total without the other's. So they also queue for an advisory lock of the
# SKU. Its buckets are few, because one transaction may make more rows than PostgreSQL has room for
# locks.
_BUCKETS = 64
_buckets = rows({"bucket": Integer()})
# Earlier versions take one lock for the whole database. It is shared here, so that both versions
# queue for each other during an upgrade, and one schema does not wait for another.
_DATABASE_CREATORS = 4_217_002
_LOCK_CREATORS = select(
    func.pg_advisory_xact_lock_shared(_DATABASE_CREATORS, _buckets.c.bucket),
    func.pg_advisory_xact_lock(table_key(Stock.__table__), _buckets.c.bucket),
).order_by(_buckets.c.position)


def _bucket(sku: str) -> int:
    return crc32(sku.encode()) % _BUCKETS


_SELECT_STOCK = (
    select(*STOCK)
    .join(Location, Location.name == Stock.location)
    .where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))
    .order_by(Stock.sku, Stock.location)
    .with_for_update(of=Stock, key_share=True)
)
_SELECT_SO_MUCH_STOCK = _SELECT_STOCK.limit(bindparam("limit_", type_=BigInteger))


def lock_stock(
    session: Session, skus: Collection[str], *, new: Mapping[StockKey, str], max_rows: int | None = None
) -> tuple[Shelf, set[str]]:
    """Lock every row of `skus`, and make those of `new` (stock key -> product id) that are missing.

    Returns the rows, and the names of the locations made here. Raises `ConcurrentChange` if a row
    of `new` vanishes meanwhile, and `TooMuchAtOnce` if there are more rows than `max_rows`.
    """
    connection = session.connection()
    created: set[StockKey] = set()
    created_locations: set[str] = set()
    if new:
        places = sorted(new)
        names = sorted({location for _, location in places})
        created_locations = set(connection.execute(_INSERT_LOCATIONS, {"name_": names}).scalars())
        made = connection.execute(
            _INSERT_STOCK,
            {
                "sku_": [sku for sku, _ in places],
                "location_": [location for _, location in places],
                "product_id_": [new[place] for place in places],
            },
        )
        created = {(row.sku, row.location) for row in made}
        if created:
            connection.execute(_LOCK_CREATORS, {"bucket_": sorted({_bucket(sku) for sku, _ in created})})
    if not skus:
        return Shelf(()), created_locations
    given = {"skus_": sorted(skus)}
    if max_rows is None:
        found = connection.execute(_SELECT_STOCK, given)
    else:
        found = connection.execute(_SELECT_SO_MUCH_STOCK, {**given, "limit_": max_rows + 1})
    locked = [stock_row_of(row) for row in found]
    if max_rows is not None and len(locked) > max_rows:
        raise TooMuchAtOnce
    for row in locked:
        if row.place in created:
            row.created, row.last_updated_at = True, None
    if vanished := new.keys() - {row.place for row in locked}:
        sku, location = min(vanished)
        raise ConcurrentChange(row=f"Stock of {sku!r} at {location!r}")
    return Shelf(locked, new_locations=created_locations), created_locations


_COUNT = select(
    select(func.count())
    .select_from(Stock)
    .where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))
    .scalar_subquery(),
    select(func.count())
    .select_from(ReservationTable)
    .where(ReservationTable.order_id == func.any(bindparam("order_ids_", type_=ARRAY(Text))))
    .scalar_subquery(),
)


class RowCounts(NamedTuple):
    """Numbers of rows of some SKUs and of some orders."""

    stock: int = 0
    orders: int = 0


def count(session: Session, skus: Collection[str], order_ids: Collection[str]) -> RowCounts:
    """Count the rows that these SKUs and orders have now, locked or not.

    There are more than were locked if somebody else made one while the locks were waited for.
    """
    if not skus and not order_ids:
        return RowCounts()
    found = session.connection().execute(_COUNT, {"skus_": sorted(skus), "order_ids_": sorted(order_ids)})
    return RowCounts(*found.one())
