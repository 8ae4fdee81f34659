"""Read units that were paid for shortly before a count. Asked for counts alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, Integer, Text, bindparam, text
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database.arrays import parameters
from inventory.database.pipelining import Compiled, run
from inventory.database.tables import Time
from inventory.domain.adjustments import AdjustmentKey, Count, ShelfCount
from inventory.domain.commands import AdjustStock
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.stock.movements import Entry
from inventory.domain.stock.paid_units import LATELY, PaidUnits

FEW = 100
"""Movements of a SKU that are looked at first. Most SKUs have fewer in a day."""
MAX_MOVEMENTS = 10_000
"""Maximum number of movements of a SKU that are looked at. Payments before them are not told."""


class _Period(NamedTuple):
    """The time before a count, or before the earlier one that it repeats."""

    key: AdjustmentKey
    sku: str
    location: str
    since: datetime
    until: datetime


_ASKED: dict[str, TypeEngine[Any]] = {"sku": Text(), "location": Text(), "since": Time, "until": Time}
# Rows for each of several values, with OFFSET 0 (ADR 0050). No index serves times, so the newest
# movements of a SKU are read. An order of another place or time counts as none.
_PAID = Compiled(
    text(
        """
        SELECT paid.units, paid.since, paid.looked_at = :most AND paid.oldest >= asked.since
        FROM unnest(:sku_, :location_, :since_, :until_) WITH ORDINALITY AS asked (sku, location, since, until, position)
        CROSS JOIN LATERAL (
            SELECT (sum(units) FILTER (WHERE units > 0))::bigint AS units, min(first_at) FILTER (WHERE units > 0) AS since,
                   sum(movements) AS looked_at, min(oldest) AS oldest
            FROM (
                SELECT -sum(physical) FILTER (WHERE order_id IS NOT NULL AND (takes OR physical > 0)) AS units,
                       min(occurred_at) FILTER (WHERE takes AND physical < 0) AS first_at,
                       count(*) AS movements, min(occurred_at) AS oldest
                FROM (
                    SELECT CASE WHEN location = asked.location AND occurred_at BETWEEN asked.since AND asked.until
                           THEN order_id END AS order_id, kind IN ('confirmed', 'reassigned') AS takes,
                           on_hand_delta - shortfall_delta AS physical, occurred_at
                    FROM stock_movement WHERE sku = asked.sku ORDER BY id DESC LIMIT :most
                ) AS newest
                GROUP BY order_id
            ) AS orders
            OFFSET 0
        ) AS paid
        ORDER BY asked.position
        """
    ).bindparams(
        bindparam("most", type_=Integer), *(bindparam(f"{name}_", type_=ARRAY(type_)) for name, type_ in _ASKED.items())
    )
)


def before_counts(
    session: Session,
    commands: Iterable[AdjustStock],
    made: Mapping[tuple[str, str, str | None], Entry],
    *,
    now: datetime,
    holds: HoldTimes,
) -> dict[AdjustmentKey, PaidUnits] | None:
    """Return the units that were paid for before each count, by its key, if there are any. None
    where dispatches are awaited: the stock rows know what is to ship.

    `made` has the earlier adjustments. A count that repeats one of them is told the same again.
    """
    if holds.dispatched_after_seconds:
        return None
    asked = []
    for one in commands:
        if isinstance(one.adjustment, Count | ShelfCount):
            key = one.sku, one.location, one.reference
            until = made[key].occurred_at if key in made else now
            asked.append(_Period(key, one.sku, one.location, until - LATELY, until))
    paid: dict[AdjustmentKey, PaidUnits] = {}
    for most in (FEW, MAX_MOVEMENTS):
        asked = _read(session, asked, most, into=paid)
    return paid


def _read(
    session: Session, asked: Sequence[_Period], most: int, *, into: dict[AdjustmentKey, PaidUnits]
) -> list[_Period]:
    """Look at `most` movements of each SKU. Returns those with more movements in their time."""
    if not asked:
        return []
    (found,) = run(session, _PAID({**parameters(_ASKED, asked), "most": most}))
    more = []
    for period, (units, since, has_more) in zip(asked, found, strict=True):
        if units:
            into[period.key] = PaidUnits(units, since)
        if has_more:
            more.append(period)
    return more
