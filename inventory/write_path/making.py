"""Make rows of stock, and their locations, only to lock them (`inventory.write_path.locks`), and
remove those that came to nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from zlib import crc32

from sqlalchemy import Integer, Text, case, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database.advisory_locks import table_key
from inventory.database.arrays import is_one_of, parameters, rows
from inventory.database.calls import Call
from inventory.database.pipelining import Compiled, run
from inventory.database.tables import Location, Stock
from inventory.domain.stock.return_places import RETURNS_LOCATION
from inventory.domain.stock.row import StockKey, StockRow
from inventory.write_path.writing import Send

_locations = rows({"name": Text()})
_INSERT_LOCATIONS = Compiled(
    insert(Location)
    .from_select(
        ["name", "sells", "counts_as"],
        # Goods that came back are looked at before they are for sale again (ADR 0061).
        select(
            _locations.c.name,
            _locations.c.name != RETURNS_LOCATION,
            case((_locations.c.name == RETURNS_LOCATION, "quarantine")),
        ).order_by(_locations.c.position),
    )
    .on_conflict_do_nothing(index_elements=["name"])
    .returning(Location.name)
)

_STOCK_KEY: dict[str, TypeEngine[Any]] = {"sku": Text(), "location": Text(), "product_id": Text()}
_new_stock = rows(_STOCK_KEY)
# Requests make no location. To make one and remove it again would cost a look at all stock: the
# foreign key has no index.
_IS_KNOWN = select(Location.name).where(Location.name == _new_stock.c.location).scalar_subquery().is_not(None)
_INSERT_STOCK = Compiled(
    insert(Stock)
    .from_select(
        [*_STOCK_KEY],
        select(*(_new_stock.c[name] for name in _STOCK_KEY)).where(_IS_KNOWN).order_by(_new_stock.c.position),
    )
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
LOCK_CREATORS = Compiled(
    select(
        func.pg_advisory_xact_lock_shared(_DATABASE_CREATORS, _buckets.c.bucket),
        func.pg_advisory_xact_lock(table_key(Stock.__table__), _buckets.c.bucket),
    ).order_by(_buckets.c.position)
)
"""Queues for buckets. `queue` and `hold_up_all` give them in their order."""


def inserts(new: Mapping[StockKey, str], locations: Collection[str]) -> list[Call]:
    """Return the calls that make these locations, if any, then the stock rows of known locations,
    where they are missing. `new` has the product ids.
    """
    places = sorted(new)
    given = {
        "sku_": [sku for sku, _ in places],
        "location_": [location for _, location in places],
        "product_id_": [new[place] for place in places],
    }
    return [*([_INSERT_LOCATIONS({"name_": sorted(locations)})] if locations else []), _INSERT_STOCK(given)]


def queue(skus: Iterable[str]) -> list[Call]:
    """Return the call that queues behind others who make rows of these SKUs, if any."""
    buckets = sorted({crc32(sku.encode()) % _BUCKETS for sku in skus})
    return [LOCK_CREATORS({"bucket_": buckets})] if buckets else []


def hold_up_all(session: Session) -> None:
    """Wait for all transactions that have made stock rows, and make the others wait that do so
    until this one is over. They read the locations only then.
    """
    run(session, LOCK_CREATORS({"bucket_": list(range(_BUCKETS))}))


_PLACE: dict[str, TypeEngine[Any]] = {"sku": Text(), "location": Text()}
_unneeded = rows(_PLACE)
_DELETE_STOCK = Compiled(
    delete(Stock)
    .where(is_one_of(Stock.sku, _PLACE))
    .where(Stock.sku == _unneeded.c.sku, Stock.location == _unneeded.c.location)
)


def delete_stock(session: Session, unneeded: Sequence[StockRow], *, send: Send = run) -> None:
    """Remove stock rows that this transaction made to lock them, and that came to nothing."""
    if unneeded:
        send(session, _DELETE_STOCK(parameters(_PLACE, unneeded)))


_DELETE_LOCATIONS = Compiled(delete(Location).where(is_one_of(Location.name, {"name": Text()})))


def delete_locations(session: Session, names: Sequence[str], *, send: Send = run) -> None:
    """Remove locations that this transaction made for stock rows that came to nothing."""
    if names:
        send(session, _DELETE_LOCATIONS({"name_": list(names)}))
