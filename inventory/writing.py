"""Writing a batch back: one statement per table, whatever the number of commands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ARRAY, BigInteger, Boolean, Text, bindparam, cast, delete, func, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.arrays import parameters, rows
from inventory.lifecycle import Reservation
from inventory.models import Location, Stock, Time
from inventory.models import Reservation as ReservationTable
from inventory.representation import lines_json
from inventory.shelf import StockRow

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
    "held_since": Time,
    "expires_at": Time,
    "version": BigInteger(),
}
_reservations = rows({**_FACTS, "lines": Text()})
_INSERT_RESERVATIONS = (
    insert(ReservationTable)
    .from_select(
        [*_FACTS, "lines", "created_at", "updated_at"],
        select(
            *(_reservations.c[name] for name in _FACTS),
            cast(_reservations.c.lines, JSONB),
            bindparam("now_", type_=Time),
            bindparam("now_", type_=Time),
        ).order_by(_reservations.c.position),
    )
    .on_conflict_do_nothing(index_elements=["order_id"])
    .execution_options(preserve_rowcount=True)
)
_UPDATE_RESERVATIONS = (
    update(ReservationTable)
    .where(ReservationTable.order_id == _reservations.c.order_id)
    .values(
        {
            **{name: _reservations.c[name] for name in _FACTS if name != "order_id"},
            "lines": cast(_reservations.c.lines, JSONB),
            "updated_at": bindparam("now_", type_=Time),
        }
    )
)


def insert_reservations(session: Session, reservations: Sequence[Reservation], *, now: datetime) -> bool:
    """Write orders that were not known, sorted by order id. False when somebody else has made one of them meanwhile.

    It waits for whoever is making the same one. They are the last that a batch waits for, and sorted (G8).
    """
    if not reservations:
        return True
    inserted = session.connection().execute(_INSERT_RESERVATIONS, _reservation_parameters(reservations, now))
    return inserted.rowcount == len(reservations)


def update_reservations(session: Session, reservations: Sequence[Reservation], *, now: datetime) -> None:
    """Write what is now known of these orders, which are locked."""
    if reservations:
        session.connection().execute(_UPDATE_RESERVATIONS, _reservation_parameters(reservations, now))


def _reservation_parameters(reservations: Sequence[Reservation], now: datetime) -> dict[str, Any]:
    lines = [orjson.dumps(lines_json(reservation.lines)).decode() for reservation in reservations]
    return {**parameters(_FACTS, reservations), "lines_": lines, "now_": now}


_PLACE: dict[str, TypeEngine[Any]] = {"sku": Text(), "location": Text()}
_COUNTERS: dict[str, TypeEngine[Any]] = {
    "quantity_on_hand": BigInteger(),
    "quantity_reserved": BigInteger(),
    "quantity_shortfall": BigInteger(),
    "version": BigInteger(),
}
_stock = rows({**_PLACE, **_COUNTERS})
_UPDATED = (
    update(Stock)
    .where(Stock.sku == _stock.c.sku, Stock.location == _stock.c.location)
    .values(
        {
            **{name: _stock.c[name] for name in _COUNTERS},
            "last_updated_at": bindparam("last_updated_at_", type_=Time),
        }
    )
)
_UPDATE_STOCK = (
    select(func.count())
    .select_from(Stock)
    .where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))
    .add_cte(_UPDATED.returning(Stock.sku).cte("updated"))
)
_DESCRIPTION: dict[str, TypeEngine[Any]] = {
    "product_id": Text(),
    "low_stock_threshold": BigInteger(),
    "catalog_quantity": BigInteger(),
    "catalog_at": Time,
    "described_at": Time,
    "threshold_at": Time,
}
_described = rows({**_PLACE, **_DESCRIPTION})
_UPDATE_DESCRIPTION = (
    update(Stock)
    .where(Stock.sku == _described.c.sku, Stock.location == _described.c.location)
    .values({name: _described.c[name] for name in _DESCRIPTION})
)
_unneeded = rows(_PLACE)
_DELETE_STOCK = delete(Stock).where(Stock.sku == _unneeded.c.sku, Stock.location == _unneeded.c.location)


def update_stock(session: Session, changed: Sequence[StockRow], *, now: datetime) -> int:
    """Write the counters of these rows. Returns how many rows their SKUs have in all, as of now.

    The statement that locked them saw what there was before it waited for its locks. Only another statement sees a row
    that was made meanwhile for one of their SKUs; this one does on its way, for the price of an index scan.
    """
    if not changed:
        return 0
    columns = parameters({**_PLACE, **_COUNTERS}, changed)
    given = {**columns, "skus_": sorted({row.sku for row in changed}), "last_updated_at_": now}
    total: int = session.connection().execute(_UPDATE_STOCK, given).scalar_one()
    return total


def describe_stock(session: Session, described: Sequence[StockRow]) -> None:
    """Write what these rows are said to be. Apart from the counters, which change far more often."""
    if described:
        session.connection().execute(_UPDATE_DESCRIPTION, parameters({**_PLACE, **_DESCRIPTION}, described))


def delete_stock(session: Session, unneeded: Sequence[StockRow]) -> None:
    """Remove rows that this transaction made to lock them, and that came to nothing."""
    if unneeded:
        session.connection().execute(
            _DELETE_STOCK,
            {"sku_": [row.sku for row in unneeded], "location_": [row.location for row in unneeded]},
        )


_unused = rows({"name": Text()})
_DELETE_LOCATIONS = delete(Location).where(Location.name == _unused.c.name)


def delete_locations(session: Session, names: Sequence[str]) -> None:
    """Remove locations that this transaction made for stock rows that came to nothing."""
    if names:
        session.connection().execute(_DELETE_LOCATIONS, {"name_": list(names)})
