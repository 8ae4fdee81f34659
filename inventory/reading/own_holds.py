"""Read the units that an order could have: its own live hold counts as free. Takes no lock."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ARRAY, BigInteger, Text, bindparam, text
from sqlalchemy.orm import Session

from inventory.database.pipelining import Compiled, run
from inventory.database.tables import Time
from inventory.domain.commands import Line
from inventory.reading.availability import OVERDUE_LOOKED_AT, Obtainable, Units, offers


class OrderCheck(NamedTuple):
    """A check of the lines that an order could have in place of those that it has."""

    order_id: str
    lines: Sequence[Line]


# One statement, so that a hold counts as reserved and as the order's own, or as neither. Each order
# and each SKU is looked up by itself, and OFFSET 0 keeps it so (ADR 0050). The state and the time
# of the order are looked at behind its row: as conditions on the table they would fit the index of
# the sweep, and a plan might read every running hold. The safety stock keeps back free units, and
# none of the order's own. Nor does a location that was closed since: the order keeps them there.
_OBTAINABLE = Compiled(
    text(
        """WITH due AS (
        SELECT lines FROM reservation WHERE status = 'pending' AND expires_at <= :now ORDER BY expires_at LIMIT :limit
    ), overdue AS (
        SELECT line ->> 'sku' AS sku, allocation ->> 'location' AS location, sum((allocation ->> 'held')::bigint) AS units
        FROM due, jsonb_array_elements(lines) AS line, jsonb_array_elements(line -> 'allocations') AS allocation
        WHERE line ->> 'sku' = ANY(:skus)
        GROUP BY 1, 2
    ), stock AS (
        SELECT asked.order_id, place.sku, place.location, place.units, place.safety_stock, place.serves,
            coalesce(own.units, 0) AS own
        FROM unnest(:order_ids, :skus) AS asked (order_id, sku)
        CROSS JOIN LATERAL (
            SELECT sku, location, quantity_on_hand - quantity_shortfall - quantity_reserved AS units,
                coalesce(safety_stock, 0) AS safety_stock,
                sells AND (SELECT l.sells AND l.active FROM location l WHERE l.name = product_inventory.location) AS serves
            FROM product_inventory WHERE product_inventory.sku = asked.sku
            OFFSET 0
        ) AS place
        LEFT JOIN LATERAL (
            SELECT sum((allocation ->> 'held')::bigint) AS units
            FROM (
                SELECT status, expires_at, lines FROM reservation WHERE reservation.order_id = asked.order_id OFFSET 0
            ) AS known, jsonb_array_elements(lines) AS line, jsonb_array_elements(line -> 'allocations') AS allocation
            WHERE status = 'pending' AND expires_at > :now
                AND line ->> 'sku' = place.sku AND allocation ->> 'location' = place.location
        ) AS own ON true
    )
    SELECT order_id, sku, location, greatest(own + free - greatest(least(safety_stock, free), 0), 0)::bigint
    FROM stock LEFT JOIN overdue USING (sku, location)
    CROSS JOIN LATERAL (SELECT stock.units + coalesce(overdue.units, 0)) AS without_own (units)
    CROSS JOIN LATERAL (SELECT CASE WHEN serves THEN without_own.units ELSE least(without_own.units, 0) END) AS others (free)
    WHERE serves OR own > 0
    ORDER BY order_id, sku, location
    """
    ).bindparams(
        bindparam("order_ids", type_=ARRAY(Text)),
        bindparam("skus", type_=ARRAY(Text)),
        bindparam("now", type_=Time),
        bindparam("limit", type_=BigInteger),
    )
)


# Of a few orders: those whose checks name a SKU that is not sold.
_HELD = Compiled(
    text(
        """
    SELECT asked.order_id, line ->> 'sku', sum((line ->> 'quantity')::bigint)
    FROM unnest(:order_ids) AS asked (order_id)
    CROSS JOIN LATERAL (
        SELECT status, expires_at, lines FROM reservation WHERE order_id = asked.order_id OFFSET 0
    ) AS known, jsonb_array_elements(lines) AS line
    WHERE :now < expires_at AND status = 'pending'
    GROUP BY 1, 2
    """
    ).bindparams(bindparam("order_ids", type_=ARRAY(Text)), bindparam("now", type_=Time))
)


def obtainable(session: Session, checks: Sequence[OrderCheck], *, now: datetime) -> dict[str, Units]:
    """Return the units that each order could get, by its id. An order without a live hold gets the
    units of anybody.

    Overdue holds are looked for only where a check falls short.
    """
    units = _read(session, checks, now=now, overdue=0)
    short = [
        one
        for one in checks
        if any(offer.shortfall for offer in offers(Obtainable(units.get(one.order_id, {})), one.lines))
    ]
    for order_id, more in _read(session, short, now=now, overdue=OVERDUE_LOOKED_AT).items():
        units[order_id] |= more
    return units


def held(
    session: Session, checks: Sequence[OrderCheck], skus: Collection[str], *, now: datetime
) -> dict[tuple[str, str], int]:
    """Return the units of these SKUs in the live hold of each order that asks for any, by order id
    and SKU.
    """
    order_ids = sorted({one.order_id for one in checks if any(line.sku in skus for line in one.lines)})
    if not order_ids:
        return {}
    (found,) = run(session, _HELD({"order_ids": order_ids, "now": now}))
    return {(order_id, sku): units for order_id, sku, units in found if sku in skus}


def _read(session: Session, checks: Sequence[OrderCheck], *, now: datetime, overdue: int) -> dict[str, Units]:
    pairs = sorted({(one.order_id, line.sku) for one in checks for line in one.lines})
    if not pairs:
        return {}
    order_ids, skus = ([*column] for column in zip(*pairs, strict=True))
    (found,) = run(session, _OBTAINABLE({"order_ids": order_ids, "skus": skus, "now": now, "limit": overdue}))
    units: dict[str, Units] = {order_id: {} for order_id in order_ids}
    for order_id, sku, location, quantity in found:
        units[order_id].setdefault(sku, {})[location] = quantity
    return units
