"""Count rows and units, without a lock."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ARRAY, Text, bindparam, func, select, text
from sqlalchemy.orm import Session

from inventory.database.pipelining import Compiled, run
from inventory.database.tables import Reservation, Stock, Time

# The condition of the index, word for word, as literals: the planner has to see that it fits. The
# time is no condition, so that no plan takes the index of the sweep and reads every running hold.
_COUNT_HELD = Compiled(
    text(
        """
        SELECT counted_for, coalesce(sum(counted_units) FILTER (WHERE expires_at > :now), 0)::bigint
        FROM reservation
        WHERE counted_for = ANY (:callers) AND counted_for IS NOT NULL AND status = 'pending'
        GROUP BY counted_for
        """
    ).bindparams(bindparam("callers", type_=ARRAY(Text)), bindparam("now", type_=Time))
)


def count_held(session: Session, callers: Collection[str], *, now: datetime) -> dict[str, int]:
    """Return the units in running holds of each of these callers."""
    if not callers:
        return {}
    (found,) = run(session, _COUNT_HELD({"callers": sorted(callers), "now": now}))
    return dict.fromkeys(callers, 0) | dict(found)


# As a sub-select, so that no plan is made for an empty list of orders: PostgreSQL takes that for a
# condition that fits any partial index, and may read the one of the sweep.
_ORDER_IDS = select(func.unnest(bindparam("order_ids_", type_=ARRAY(Text)))).scalar_subquery()
_COUNT = Compiled(
    select(
        select(func.count())
        .select_from(Stock)
        .where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))
        .scalar_subquery(),
        select(func.count())
        .select_from(Reservation)
        .where(Reservation.order_id == func.any(func.array(_ORDER_IDS)))
        .scalar_subquery(),
    )
)


class RowCounts(NamedTuple):
    """Numbers of rows of some SKUs and of some orders."""

    stock: int = 0
    orders: int = 0


def count_rows(session: Session, skus: Collection[str], order_ids: Collection[str]) -> RowCounts:
    """Count the rows that these SKUs and orders have now, locked or not.

    There are more than were locked if somebody else made one while the locks were waited for.
    """
    if not skus and not order_ids:
        return RowCounts()
    ((counts,),) = run(session, _COUNT({"skus_": sorted(skus), "order_ids_": sorted(order_ids)}))
    return RowCounts(*counts)
