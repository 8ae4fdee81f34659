"""Reads that take no lock: what callers are shown. Decisions are taken elsewhere, under locks (`inventory.write_path.apply`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Select,
    Text,
    bindparam,
    cast,
    false,
    func,
    literal_column,
    select,
    text,
    true,
)
from sqlalchemy.orm import Session

from inventory.database.rows import RESERVATION, reservation_of
from inventory.database.tables import Movement, Stock, Time
from inventory.database.tables import Reservation as ReservationTable
from inventory.domain.commands import Line
from inventory.domain.reservation import Reservation
from inventory.domain.status import Status

Entry = TypeVar("Entry")
Position = TypeVar("Position")


@dataclass(frozen=True, slots=True)
class Page(Generic[Entry, Position]):
    """Some entries, and the position to read on after; None at the end."""

    entries: list[Entry]
    last: Position | None


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be had of a line now."""

    line: Line
    available: int

    @property
    def shortfall(self) -> int:
        return max(self.line.quantity - self.available, 0)


@dataclass(frozen=True, slots=True)
class MovementFilter:
    """Which ledger rows of a SKU; None takes all. Times are those of the change: from `since` on, and before `before`."""

    location: str | None = None
    kind: str | None = None
    reason: str | None = None
    reference: str | None = None
    order_id: str | None = None
    since: datetime | None = None
    before: datetime | None = None
    locations: frozenset[str] | None = None
    order_prefix: str | None = None
    """Only those of no order, or of one whose id begins with this."""


_OF_SKUS = (
    select(Stock)
    .where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))
    .order_by(Stock.sku, Stock.location)
)


def stock(session: Session, skus: Sequence[str]) -> dict[str, list[Stock]]:
    """The rows of each SKU, by location; a SKU without a row is absent."""
    rows = session.scalars(_OF_SKUS, {"skus_": list(skus)})
    return {sku: list(group) for sku, group in groupby(rows, key=attrgetter("sku"))}


MAX_PAGE_ROWS = 2_000
"""Of stock, in one page: a SKU has as many as it has locations (ADR 0040)."""


def stock_page(session: Session, *, after: str | None, limit: int) -> Page[list[Stock], str]:
    """Return the rows of the next SKUs in byte order: `limit` of them, or fewer where they have too many rows."""
    query = select(Stock.sku, func.count()).group_by(Stock.sku).order_by(Stock.sku).limit(limit + 1)
    if after is not None:
        query = query.where(Stock.sku > after)
    counted = list(session.connection().execute(query))
    until = accumulate(number for _, number in counted[:limit])
    skus = [sku for (sku, _), rows in zip(counted, until, strict=False) if rows <= MAX_PAGE_ROWS]
    skus = skus or [sku for sku, _ in counted[:1]]
    return Page(list(stock(session, skus).values()), skus[-1] if len(skus) < len(counted) else None)


Units = dict[str, dict[str, int]]
"""What is available, by SKU and location."""

_AVAILABLE = (
    select(Stock.sku, Stock.location, Stock.quantity_available)
    .where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))
    .order_by(Stock.sku, Stock.location)
)


def available(session: Session, skus: Collection[str]) -> Units:
    """What is available of each SKU; one without a row is absent."""
    units: Units = {}
    for sku, location, quantity in session.connection().execute(_AVAILABLE, {"skus_": list(skus)}):
        units.setdefault(sku, {})[location] = quantity
    return units


OVERDUE_LOOKED_AT = 50_000
"""The most holds that are over that a check looks at, the oldest, of whatever SKU: a sweep that is late must not make each check
read a million. So many take some 10 ms, and a sweep some seconds.
"""

# One statement, so that a hold that is ended meanwhile is counted as a hold or as available, and not as neither.
_AVAILABLE_OR_OVERDUE = text(
    """
    WITH due AS (
        SELECT lines FROM reservation WHERE status = 'pending' AND expires_at <= :now ORDER BY expires_at LIMIT :limit
    ), overdue AS (
        SELECT line ->> 'sku' AS sku, allocation ->> 'location' AS location, sum((allocation ->> 'held')::bigint) AS units
        FROM due, jsonb_array_elements(lines) AS line, jsonb_array_elements(line -> 'allocations') AS allocation
        WHERE line ->> 'sku' = ANY(:skus)
        GROUP BY 1, 2
    )
    SELECT sku, location,
           greatest(quantity_on_hand - quantity_shortfall - quantity_reserved + coalesce(units, 0), 0)::bigint
    FROM product_inventory LEFT JOIN overdue USING (sku, location)
    WHERE sku = ANY(:skus)
    ORDER BY sku, location
    """
).bindparams(bindparam("skus", type_=ARRAY(Text)), bindparam("now", type_=Time), bindparam("limit", type_=BigInteger))


def available_or_overdue(session: Session, skus: Collection[str], *, now: datetime) -> Units:
    """What is available of each SKU, and what is in holds that are over: a reserve gets both."""
    units: Units = {}
    given = {"skus": list(skus), "now": now, "limit": OVERDUE_LOOKED_AT}
    for sku, location, quantity in session.connection().execute(_AVAILABLE_OR_OVERDUE, given):
        units.setdefault(sku, {})[location] = quantity
    return units


def obtainable(session: Session, checks: Sequence[Sequence[Line]], *, now: datetime) -> Units:
    """What a reserve could get of all SKUs of these checks. Holds that are over are looked for only where a check falls short."""
    units = available(session, {line.sku for lines in checks for line in lines})
    short = {offer.line.sku for lines in checks for offer in offers(units, lines) if offer.shortfall} & units.keys()
    return units | available_or_overdue(session, short, now=now) if short else units


def offers(units: Units, lines: Sequence[Line]) -> list[Offer]:
    """What could be had of each line if all of them were reserved at once; an unknown SKU offers 0.

    Lines that name a location have their pick first, and what they take is not offered to the lines that don't.
    """
    remaining = {line.sku: dict(units.get(line.sku, {})) for line in lines}
    offered: dict[Line, int] = {}
    for line in sorted(lines, key=lambda line: line.location is None):
        levels = remaining[line.sku]
        places = [location for location in levels if line.location in {None, location}]
        offered[line] = sum(levels[location] for location in places)
        missing = line.quantity
        for location in places:
            taken = min(missing, levels[location])
            levels[location] -= taken
            missing -= taken
    return [Offer(line, offered[line]) for line in lines]


def reservation(session: Session, order_id: str) -> Reservation | None:
    """What is known of an order."""
    table = ReservationTable.__table__
    row = session.connection().execute(select(*RESERVATION).where(table.c.order_id == order_id)).one_or_none()
    return None if row is None else reservation_of(row)


SEARCHED_ORDERS = 10_000
"""The most orders that one page of `reservations` looks at: what is rare must not make it read the whole table."""

SEARCHED_MOVEMENTS = 10_000
"""The same for `movements`."""

MAX_PAGE_BYTES = 512 * 1_024
"""The most that the orders of a page weigh, as text of their lines and statements, where they are several: as values each takes some
ten times as much (ADR 0040).
"""

HoldPosition = tuple[datetime, str]
"""Where a page of holds ended: when its last one ends, and its order id."""

# As a literal, since the planner has to see that the partial index fits: a parameter could be anything.
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
    """Who holds it: the pending reservations, of `sku` if it is given, those that end first in front.

    Reads the running holds by the index that the sweep has, until the page is full: an estimated 45 ms where none of 100,000 has the
    SKU. An index on SKUs would cost every reservation something, to serve a question that people ask now and then.
    """
    table = ReservationTable.__table__
    query = select(*RESERVATION).where(_PENDING).order_by(table.c.expires_at, table.c.order_id)
    if sku is not None:
        query = query.where(table.c.lines.contains([{"sku": sku}]))
    if expires_before is not None:
        query = query.where(table.c.expires_at < expires_before)
    if prefix is not None:
        query = query.where(_begins_with(table.c.order_id, prefix))
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
    """The reservations of one status, of `sku` if it is given, by order id.

    No index is kept for it, so a page looks at `SEARCHED_ORDERS` orders and no further: it may have fewer entries than
    `limit`, even none, and still not be the last.
    """
    table = ReservationTable.__table__
    searched = select(*RESERVATION).order_by(table.c.order_id)
    if after is not None:
        searched = searched.where(table.c.order_id > after)
    if prefix is not None:
        searched = searched.where(_begins_with(table.c.order_id, prefix))
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


def _begins_with(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """As a range, which an index in byte order serves."""
    return (column >= prefix) & (column < prefix + _LAST)


def _reservations(
    session: Session, query: Select[Any], by: Sequence[str], limit: int
) -> tuple[list[Reservation], bool]:
    """Return the first of what `query` finds, sorted `by`, and whether that is all.

    At least one, and at most `limit` or what weighs `MAX_PAGE_BYTES`. PostgreSQL weighs them, so that no more than that
    is ever here.
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


def adjustment(session: Session, sku: str, location: str, reference: str) -> Movement | None:
    """The ledger row of the adjustment with this reference."""
    made = (Movement.sku == sku) & (Movement.location == location) & (Movement.reference == reference)
    return session.scalars(select(Movement).where(made, Movement.kind == literal_column("'adjusted'"))).one_or_none()


def movements(
    session: Session, sku: str, *, where: MovementFilter, before: int | None, limit: int
) -> Page[Movement, int]:
    """The ledger of a SKU, newest first; `before` is the id of the last row that was seen.

    No index is kept for the filters, so a page looks at `SEARCHED_MOVEMENTS` rows and no further: it may have fewer entries
    than `limit`, even none, and still not be the last.
    """
    query = select(Movement).where(Movement.sku == sku).order_by(Movement.id.desc())
    if before is not None:
        query = query.where(Movement.id < before)
    end = None
    if where != MovementFilter():
        last_searched = query.with_only_columns(Movement.id).offset(SEARCHED_MOVEMENTS - 1).limit(1)
        end = session.scalar(last_searched)
    if end is not None:
        query = query.where(Movement.id >= end)
    for column, wanted in (
        (Movement.location, where.location),
        (Movement.kind, where.kind),
        (Movement.reason, where.reason),
        (Movement.reference, where.reference),
        (Movement.order_id, where.order_id),
    ):
        if wanted is not None:
            query = query.where(column == wanted)
    if where.locations is not None:
        query = query.where(Movement.location.in_(sorted(where.locations)))
    if where.order_prefix is not None:
        query = query.where(
            Movement.order_id.is_(None) | _begins_with(Movement.__table__.c.order_id, where.order_prefix)
        )
    if where.since is not None:
        query = query.where(Movement.occurred_at >= where.since)
    if where.before is not None:
        query = query.where(Movement.occurred_at < where.before)
    rows = list(session.scalars(query.limit(limit + 1)))
    return Page(rows[:limit], rows[limit - 1].id if len(rows) > limit else end)
