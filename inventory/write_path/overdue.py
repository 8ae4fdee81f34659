"""Select overdue holds by their state.

The time since the last run has no part in it, so a missed sweep loses nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ARRAY, BigInteger, Text, bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from inventory.database.pipelining import Compiled, run
from inventory.database.tables import Reservation, Time

# The status as text of the statement: a parameter would keep a generic plan from the partial index.
_OVERDUE = (Reservation.status == literal_column("'pending'")) & (
    Reservation.expires_at <= bindparam("now_", type_=Time)
)

_due = (
    select(Reservation.order_id, Reservation.expires_at, Reservation.lines[0]["sku"].astext.label("sku"))
    .where(_OVERDUE, Reservation.order_id != func.all(bindparam("except_", type_=ARRAY(Text))))
    .order_by(Reservation.expires_at)
    .limit(bindparam("limit_", type_=BigInteger))
    .with_for_update(key_share=True, skip_locked=True)
    .cte("due")
)
_LOCK_DUE = Compiled(select(_due.c.order_id).order_by(_due.c.sku, _due.c.expires_at))


def due_orders(session: Session, *, now: datetime, limit: int, skipping: Collection[str] = ()) -> list[str]:
    """Lock at most `limit` overdue holds, the oldest ones, and return their order ids.

    Holds that another transaction works on are left out, and those in `skipping`. The ids are
    sorted by the SKU of the first line: a transaction that ends neighbours locks few stock rows,
    and keeps few from others.
    """
    given = {"now_": now, "limit_": limit, "except_": list(skipping)}
    (due,) = run(session, _LOCK_DUE(given))
    return [order_id for (order_id,) in due]


_line = func.jsonb_array_elements(Reservation.lines).table_valued("value", name="line")
_HOLDING = Compiled(
    select(Reservation.order_id)
    .where(
        _OVERDUE,
        select(_line.c.value)
        .where(_line.c.value.op("->>")("sku") == func.any(bindparam("skus_", type_=ARRAY(Text))))
        .exists(),
        Reservation.order_id != func.all(bindparam("except_", type_=ARRAY(Text))),
    )
    .order_by(Reservation.expires_at, Reservation.order_id)
    .limit(bindparam("limit_", type_=BigInteger))
)


def overdue_holding(
    session: Session, skus: Collection[str], *, now: datetime, limit: int, skipping: Collection[str]
) -> list[str]:
    """Return at most `limit` overdue holds that have units of `skus`, without a lock.

    The caller that ends them locks them, in the one order.
    """
    given = {"now_": now, "skus_": sorted(skus), "limit_": limit, "except_": list(skipping)}
    (holding,) = run(session, _HOLDING(given))
    return [order_id for (order_id,) in holding]


_DISPATCH_DUE = Compiled(
    select(Reservation.order_id)
    .where(Reservation.dispatch_due_at <= bindparam("now_", type_=Time))
    .where(Reservation.order_id != func.all(bindparam("except_", type_=ARRAY(Text))))
    .order_by(Reservation.dispatch_due_at)
    .limit(bindparam("limit_", type_=BigInteger))
    .with_for_update(key_share=True, skip_locked=True)
)


def due_dispatches(session: Session, *, now: datetime, limit: int, skipping: Collection[str] = ()) -> list[str]:
    """Lock at most `limit` paid orders whose goods were due to be reported as gone, the oldest
    ones, and return their order ids. Orders that another transaction works on are left out.
    """
    given = {"now_": now, "limit_": limit, "except_": list(skipping)}
    (due,) = run(session, _DISPATCH_DUE(given))
    return [order_id for (order_id,) in due]
