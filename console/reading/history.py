"""Read the counters of a SKU over time, from the balances in the ledger. Takes no lock.

A SKU may have ten million movements, and they are never all read. The newest `READ_WHOLE` of them
tell most histories exactly. For a longer one the balance is looked up at `MOMENTS` moments, each by
the index of the SKU's movements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import BigInteger, Integer, Text, TextClause, bindparam, text
from sqlalchemy.orm import Session

from inventory.database.tables import Stock, Time

MOMENTS = 200
"""Maximum number of moments that a history has."""
READ_WHOLE = 20_000
"""Maximum number of movements that are read one by one."""
LOOKED_BACK = 20
"""Movements before a moment that are looked through for each location, in a sampled history."""


class Balance(NamedTuple):
    """The counters of one location, as a movement left them."""

    on_hand: int
    reserved: int

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved


class Point(NamedTuple):
    """The sums over the asked locations at one moment."""

    at: datetime
    on_hand: int
    reserved: int
    available: int


@dataclass(frozen=True, slots=True)
class StockHistory:
    """Counters over time, oldest first.

    With `sampled` there were too many movements to read. Then a location with few movements among
    the many of others may follow late.
    """

    points: Sequence[Point]
    sampled: bool


class _Change(NamedTuple):
    tick: int
    location: str
    at: datetime
    before: Balance
    after: Balance


# The oldest of the newest movements says if they reach back far enough.
_OLDEST_READ = text(
    "SELECT occurred_at FROM stock_movement WHERE sku = :sku ORDER BY id DESC OFFSET :read LIMIT 1"
).bindparams(bindparam("sku", type_=Text), bindparam("read", type_=BigInteger))

# Few movements are all told. Of more, the counters before and after each of the equal parts of the
# time, for each location.
_WHOLE = text(
    """
    SELECT tick, location, max(occurred_at),
        (array_agg(on_hand_after - on_hand_delta ORDER BY id))[1],
        (array_agg(reserved_after - reserved_delta ORDER BY id))[1],
        (array_agg(on_hand_after ORDER BY id DESC))[1],
        (array_agg(reserved_after ORDER BY id DESC))[1]
    FROM (
        SELECT *, CASE WHEN count(*) OVER () <= :moments THEN row_number() OVER (ORDER BY id)
            ELSE width_bucket(
                extract(epoch FROM occurred_at)::float8,
                extract(epoch FROM :since)::float8, extract(epoch FROM :until)::float8, :moments
            ) END AS tick
        FROM (SELECT * FROM stock_movement WHERE sku = :sku ORDER BY id DESC LIMIT :read) AS newest
        WHERE occurred_at >= :since
    ) AS told
    GROUP BY tick, location
    ORDER BY tick, location
    """
)

# Each moment looks for the last movement before it, all of them at once: halves of the ids between
# the first and the last movement. OFFSET 0 keeps the look-ups apart (ADR 0050).
_SAMPLED = text(
    """
    WITH RECURSIVE ends AS (
        SELECT (SELECT id FROM stock_movement WHERE sku = :sku ORDER BY id LIMIT 1) AS first,
            (SELECT id FROM stock_movement WHERE sku = :sku ORDER BY id DESC LIMIT 1) AS last
    ), halved AS (
        SELECT tick, :since + (:until - :since) * tick / :moments AS moment, first AS low, last AS high
        FROM ends, generate_series(0, :moments) AS tick
        UNION ALL
        SELECT tick, moment, CASE WHEN before THEN found.id ELSE low END, CASE WHEN before THEN high ELSE middle - 1 END
        FROM halved
        CROSS JOIN LATERAL (SELECT low + (high - low + 1) / 2 AS middle) AS half
        CROSS JOIN LATERAL (
            SELECT id, occurred_at <= moment AS before FROM stock_movement
            WHERE sku = :sku AND id >= middle ORDER BY id LIMIT 1 OFFSET 0
        ) AS found
        WHERE low < high
    )
    SELECT DISTINCT ON (tick, location) tick, location, occurred_at, on_hand_after - on_hand_delta,
        reserved_after - reserved_delta, on_hand_after, reserved_after
    FROM (SELECT tick, moment, low FROM halved WHERE low >= high) AS found
    CROSS JOIN LATERAL (
        SELECT * FROM stock_movement WHERE sku = :sku AND id <= low ORDER BY id DESC LIMIT :looked_back OFFSET 0
    ) AS movement
    WHERE occurred_at <= moment
    ORDER BY tick, location, id DESC
    """
)


def history(session: Session, sku: str, rows: Sequence[Stock], *, since: datetime, until: datetime) -> StockHistory:
    """Return the sums over these stock rows of the SKU, from `since` until now."""
    places = {row.location for row in rows}
    oldest = session.execute(_OLDEST_READ, {"sku": sku, "read": READ_WHOLE}).scalar()
    sampled = oldest is not None and oldest >= since
    given = {"sku": sku, "since": since, "until": until, "moments": MOMENTS}
    found = (
        _changes(session, _TYPED_SAMPLED, {**given, "looked_back": LOOKED_BACK})
        if sampled
        else _changes(session, _TYPED_WHOLE, {**given, "read": READ_WHOLE})
    )
    changes = [one for one in found if one.location in places]
    now = {row.location: Balance(row.quantity_on_hand, row.quantity_reserved) for row in rows}
    return StockHistory(_points(changes, now, since=since, until=until), sampled)


def _typed(statement: TextClause, **more: type[Integer | BigInteger]) -> TextClause:
    times = [bindparam(name, type_=Time) for name in ("since", "until")]
    numbers = [bindparam(name, type_=type_) for name, type_ in more.items()]
    return statement.bindparams(bindparam("sku", type_=Text), bindparam("moments", type_=Integer), *times, *numbers)


_TYPED_WHOLE = _typed(_WHOLE, read=BigInteger)
_TYPED_SAMPLED = _typed(_SAMPLED, looked_back=Integer)


def _changes(session: Session, statement: TextClause, given: dict[str, object]) -> list[_Change]:
    return [
        _Change(tick, location, at, Balance(on_hand_before, reserved_before), Balance(on_hand, reserved))
        for tick, location, at, on_hand_before, reserved_before, on_hand, reserved in session.execute(statement, given)
    ]


def _points(changes: Sequence[_Change], now: dict[str, Balance], *, since: datetime, until: datetime) -> list[Point]:
    """Return the sums at the beginning, after each part of the time with a change, and now.

    A location without a movement in this time has had its present counters all along.
    """
    balances = {**now, **_first(changes)}
    points = [_sum(since, balances.values())]
    for _, part in groupby(changes, key=lambda one: one.tick):
        together = list(part)
        balances |= {one.location: one.after for one in together}
        # A sampled history begins with movements from before its time.
        points.append(_sum(max(since, *(one.at for one in together)), balances.values()))
    points.append(_sum(until, now.values()))
    return list({one.at: one for one in points}.values())


def _first(changes: Sequence[_Change]) -> dict[str, Balance]:
    """Return the counters of each location before its first change."""
    return {one.location: one.before for one in reversed(changes)}


def _sum(at: datetime, balances: Iterable[Balance]) -> Point:
    each = list(balances)
    return Point(
        at,
        sum(one.on_hand for one in each),
        sum(one.reserved for one in each),
        sum(one.available for one in each),
    )


class LookBack(NamedTuple):
    """A time that people may look back on."""

    name: str
    length: timedelta


SPANS = (
    LookBack("day", timedelta(days=1)),
    LookBack("week", timedelta(days=7)),
    LookBack("month", timedelta(days=30)),
    LookBack("year", timedelta(days=365)),
)
