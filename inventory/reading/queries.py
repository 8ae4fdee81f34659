"""Read stock and reservations for callers. Takes no lock.

Decisions are taken elsewhere, under locks (`inventory.write_path.apply`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
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


def stock(session: Session, skus: Sequence[str], *, locations: Collection[str] | None = None) -> dict[str, list[Stock]]:
    """Return the rows of each SKU, by location, those at `locations` alone if they are given.

    A SKU without a row is absent.
    """
    query = _OF_SKUS if locations is None else _OF_SKUS.where(Stock.location.in_(sorted(locations)))
    rows = session.scalars(query, {"skus_": list(skus)})
    return {sku: list(group) for sku, group in groupby(rows, key=attrgetter("sku"))}


MAX_PAGE_ROWS = 2_000
"""Maximum number of stock rows in one page. A SKU has one for each location (ADR 0040)."""


def stock_page(session: Session, *, after: str | None, limit: int) -> Page[list[Stock], str]:
    """Return the rows of the next SKUs in byte order: `limit` SKUs, or fewer if rows are many."""
    query = select(Stock.sku, func.count()).group_by(Stock.sku).order_by(Stock.sku).limit(limit + 1)
    if after is not None:
        query = query.where(Stock.sku > after)
    counted = list(session.connection().execute(query))
    skus = within_bounds(counted[:limit])
    return Page(list(stock(session, skus).values()), skus[-1] if len(skus) < len(counted) else None)


def within_bounds(counted: Sequence[tuple[str, int]]) -> list[str]:
    """Return the first of these SKUs that have at most `MAX_PAGE_ROWS` rows together, at least
    one.
    """
    until = accumulate(number for _, number in counted)
    skus = [sku for (sku, _), rows in zip(counted, until, strict=True) if rows <= MAX_PAGE_ROWS]
    return skus or [sku for sku, _ in counted[:1]]


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


class ReservationFilter(NamedTuple):
    """Conditions on reservations. None takes all. `sku` and `location` hold for one line."""

    sku: str | None = None
    location: str | None = None
    """Orders with units that are held or taken there."""
    prefix: str | None = None
    """Orders whose ids begin with this."""
    held_before: datetime | None = None
    """Running holds that began before this moment. Of no other status."""


EVERY = ReservationFilter()


def holds(
    session: Session,
    where: ReservationFilter = EVERY,
    *,
    expires_before: datetime | None = None,
    after: HoldPosition | None = None,
    limit: int,
) -> Page[Reservation, HoldPosition]:
    """Return the pending reservations, those that end first in front.

    With conditions a page looks at no more than `SEARCHED_ORDERS` of them. It may have fewer
    entries than `limit`, even none, and still not be the last. They are read by the index of the
    sweep. One on SKUs or locations would cost every reservation something, to serve a question that
    people ask now and then.
    """
    table = ReservationTable.__table__
    query = select(*RESERVATION).where(_PENDING).order_by(table.c.expires_at, table.c.order_id)
    if expires_before is not None:
        query = query.where(table.c.expires_at < expires_before)
    if after is not None:
        expires_at, order_id = after
        later = (table.c.expires_at > expires_at) | (table.c.order_id > order_id)
        query = query.where(table.c.expires_at >= expires_at, later)
    end: HoldPosition | None = None
    if where != EVERY:
        # First the end: holds that go meanwhile would move it, past others that nobody looked at.
        last = query.with_only_columns(table.c.expires_at, table.c.order_id).offset(SEARCHED_ORDERS - 1).limit(1)
        row = session.connection().execute(last).one_or_none()
        end = None if row is None else (row[0], row[1])
    if end is not None:
        expires_at, order_id = end
        within = (table.c.expires_at < expires_at) | (table.c.order_id <= order_id)
        query = query.where(table.c.expires_at <= expires_at, within)
    wanted = query.where(*_conditions(where, table))
    if where.prefix is not None:
        wanted = wanted.where(begins_with(table.c.order_id, where.prefix))
    found, ends = _reservations(session, wanted, ["expires_at", "order_id"], limit)
    if ends:
        return Page(found, end)
    return Page(found, (found[-1].expires_at, found[-1].order_id) if found[-1].expires_at is not None else None)


def reservations(
    session: Session, where: ReservationFilter = EVERY, *, status: Status, after: str | None = None, limit: int
) -> Page[Reservation, str]:
    """Return the reservations of one status by order id.

    No index serves this, so a page looks at no more than `SEARCHED_ORDERS` orders. It may have
    fewer entries than `limit`, even none, and still not be the last.
    """
    table = ReservationTable.__table__
    searched = select(*RESERVATION).order_by(table.c.order_id)
    if after is not None:
        searched = searched.where(table.c.order_id > after)
    if where.prefix is not None:
        searched = searched.where(begins_with(table.c.order_id, where.prefix))
    # First the end, as in `holds`: orders that are removed meanwhile would move it.
    last = searched.with_only_columns(table.c.order_id).offset(SEARCHED_ORDERS - 1).limit(1)
    end: str | None = session.connection().execute(last).scalar()
    if end is not None:
        searched = searched.where(table.c.order_id <= end)
    window = searched.limit(SEARCHED_ORDERS).subquery()
    query = select(window).where(window.c.status == status, *_conditions(where, window)).order_by(window.c.order_id)
    found, ends = _reservations(session, query, ["order_id"], limit)
    return Page(found, end if ends else found[-1].order_id)


def _conditions(where: ReservationFilter, table: FromClause) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that no index serves."""
    line: dict[str, Any] = {} if where.sku is None else {"sku": where.sku}
    if where.location is not None:
        # A line has an allocation only where it has units.
        line["allocations"] = [{"location": where.location}]
    if line:
        yield table.c.lines.contains([line])
    if where.held_before is not None:
        yield table.c.held_since < where.held_before


LAST = "\U0010ffff"
"""Comes after every character that an id may have."""


def begins_with(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """Return the condition as a range, so that an index in byte order serves it."""
    return (column >= prefix) & (column < prefix + LAST)


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
    columns = [weighed.c[column.name] for column in RESERVATION]
    page = select(*columns, weighed.c.ends).where(fits).order_by(weighed.c.number)
    found = list(session.connection().execute(page))
    return [reservation_of(row[:-1]) for row in found], not found or found[-1].ends
