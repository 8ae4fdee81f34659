"""Read stock and reservations for callers. Takes no lock.

Decisions are taken elsewhere, under locks (`inventory.write_path.apply`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Text,
    bindparam,
    cast,
    false,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.orm import Session

from inventory.database.rows import RESERVATION, reservation_of
from inventory.database.tables import Reservation as ReservationTable
from inventory.database.tables import Stock
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.status import Status

Entry = TypeVar("Entry")
Position = TypeVar("Position")


@dataclass(frozen=True, slots=True)
class Page(Generic[Entry, Position]):
    """Some entries, and the position to read on after. None at the end."""

    entries: list[Entry]
    last: Position | None


_OF_SKUS = (
    select(Stock)
    .where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))
    .order_by(Stock.sku, Stock.location)
)


def stock(session: Session, skus: Sequence[str]) -> dict[str, list[Stock]]:
    """Return the rows of each SKU, by location. A SKU without a row is absent."""
    rows = session.scalars(_OF_SKUS, {"skus_": list(skus)})
    return {sku: list(group) for sku, group in groupby(rows, key=attrgetter("sku"))}


MAX_PAGE_ROWS = 2_000
"""Maximum number of stock rows in one page. A SKU has one for each location (ADR 0040)."""


def stock_page(session: Session, *, after: str | None, limit: int) -> Page[list[Stock], str]:
    """Return the rows of the next SKUs in byte order: `limit` SKUs, or fewer if rows are many."""
    query = select(Stock.sku, func.count()).group_by(Stock.sku).order_by(Stock.sku).limit(limit + 1)
    if after is not None:
        query = query.where(Stock.sku > after)
    counted = list(session.connection().execute(query))
    until = accumulate(number for _, number in counted[:limit])
    skus = [sku for (sku, _), rows in zip(counted, until, strict=False) if rows <= MAX_PAGE_ROWS]
    skus = skus or [sku for sku, _ in counted[:1]]
    return Page(list(stock(session, skus).values()), skus[-1] if len(skus) < len(counted) else None)


def reservation(session: Session, order_id: str) -> Reservation | None:
    """Return all that is known of an order, None if it is unknown."""
    table = ReservationTable.__table__
    row = session.connection().execute(select(*RESERVATION).where(table.c.order_id == order_id)).one_or_none()
    return None if row is None else reservation_of(row)


SEARCHED_ORDERS = 10_000
"""Maximum number of orders that one page of `reservations` looks at.

A rare status must not make it read the whole table.
"""


MAX_PAGE_BYTES = 512 * 1_024
"""Maximum size of several orders in a page, as text of their lines and statements.

As values each order takes some ten times as much (ADR 0040).
"""

HoldPosition = tuple[datetime, str]
"""End of a page of holds: the time when its last hold ends, and its order id."""

# A literal, so that the planner sees that the partial index fits. A parameter could be anything.
_PENDING = ReservationTable.status == literal_column("'pending'")


def holds(
    session: Session,
    *,
    sku: str | None = None,
    expires_before: datetime | None = None,
    prefix: str | None = None,
    after: HoldPosition | None = None,
    limit: int,
) -> Page[Reservation, HoldPosition]:
    """Return the pending reservations, of `sku` if it is given, those that end first in front.

    Reads the running holds by the index of the sweep, until the page is full: an estimated 45 ms if
    none of 100,000 has the SKU. An index on SKUs would cost every reservation something, to serve a
    question that people ask now and then.
    """
    table = ReservationTable.__table__
    query = select(*RESERVATION).where(_PENDING).order_by(table.c.expires_at, table.c.order_id)
    if sku is not None:
        query = query.where(table.c.lines.contains([{"sku": sku}]))
    if expires_before is not None:
        query = query.where(table.c.expires_at < expires_before)
    if prefix is not None:
        query = query.where(begins_with(table.c.order_id, prefix))
    if after is not None:
        expires_at, order_id = after
        later = (table.c.expires_at > expires_at) | (table.c.order_id > order_id)
        query = query.where(table.c.expires_at >= expires_at, later)
    found, ends = _reservations(session, query, ["expires_at", "order_id"], limit)
    last = None if ends else found[-1]
    return Page(found, None if last is None or last.expires_at is None else (last.expires_at, last.order_id))


def reservations(
    session: Session,
    *,
    status: Status,
    sku: str | None = None,
    prefix: str | None = None,
    after: str | None = None,
    limit: int,
) -> Page[Reservation, str]:
    """Return the reservations of one status, of `sku` if it is given, by order id.

    No index serves this, so a page looks at no more than `SEARCHED_ORDERS` orders. It may have
    fewer entries than `limit`, even none, and still not be the last.
    """
    table = ReservationTable.__table__
    searched = select(*RESERVATION).order_by(table.c.order_id)
    if after is not None:
        searched = searched.where(table.c.order_id > after)
    if prefix is not None:
        searched = searched.where(begins_with(table.c.order_id, prefix))
    window = searched.limit(SEARCHED_ORDERS).subquery()
    query = select(window).where(window.c.status == status).order_by(window.c.order_id)
    if sku is not None:
        query = query.where(window.c.lines.contains([{"sku": sku}]))
    found, ends = _reservations(session, query, ["order_id"], limit)
    if not ends:
        return Page(found, found[-1].order_id)
    end = searched.with_only_columns(table.c.order_id).offset(SEARCHED_ORDERS - 1).limit(1)
    return Page(found, session.connection().execute(end).scalar())


_LAST = "\U0010ffff"
"""Comes after every character that an id may have."""


def begins_with(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """Return the condition as a range, so that an index in byte order serves it."""
    return (column >= prefix) & (column < prefix + _LAST)


def _reservations(
    session: Session, query: Select[Any], by: Sequence[str], limit: int
) -> tuple[list[Reservation], bool]:
    """Return the first reservations of `query`, sorted `by`, and True if these are all.

    At least one, and at most `limit` or `MAX_PAGE_BYTES` of them. PostgreSQL weighs them, so that
    no more is ever in memory here.
    """
    one = query.limit(limit + 1).subquery()
    order = [one.c[name] for name in by]
    weight = sum(func.coalesce(func.octet_length(cast(one.c[name], Text)), 0) for name in ("lines", "statements"))
    until = func.sum(weight).over(order_by=order, rows=(None, 0))
    number = func.row_number().over(order_by=order)
    ends = func.lead(false(), 1, true()).over(order_by=order)
    weighed = select(one, ends.label("ends"), until.label("until"), number.label("number")).subquery()
    fits = (weighed.c.number == 1) | ((weighed.c.until <= MAX_PAGE_BYTES) & (weighed.c.number <= limit))
    columns = [weighed.c[name] for name in Reservation._fields]
    page = select(*columns, weighed.c.ends).where(fits).order_by(weighed.c.number)
    found = list(session.connection().execute(page))
    return [reservation_of(row[:-1]) for row in found], not found or found[-1].ends
