"""What could be reserved now. Reads that take no lock."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Text,
    bindparam,
    func,
    select,
    text,
)
from sqlalchemy.orm import Session

from inventory.database.tables import Stock, Time
from inventory.domain.commands import Line


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be had of a line now."""

    line: Line
    available: int

    @property
    def shortfall(self) -> int:
        return max(self.line.quantity - self.available, 0)


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
