"""Figures about the whole stock: SKUs by level, and running holds by age.

They take a look at each stock row and each running hold, as the audit does. So they are taken with
it, in its snapshot, and not whenever somebody asks.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from inventory.domain.stock.levels import StockLevel

AGES = {"5m": 300, "1h": 3_600, "1d": 86_400, "7d": 604_800}
"""The classes of age: a name, and the seconds that its holds are younger than."""
OLDER = "older"


@dataclass(frozen=True, slots=True)
class StockFigures:
    skus: dict[str, int]
    """The number of SKUs by level. Each level is there."""
    holds: dict[str, int]
    """The number of running holds by class of age. Each class is there."""


# As `domain.stock.counters.Total.level` has it, of the rows that sell.
_LEVELS = text(
    """
    SELECT CASE WHEN shortfall > 0 THEN 'short' WHEN sellable = 0 THEN 'out_of_stock'
                WHEN sellable <= threshold THEN 'low' ELSE 'in_stock' END AS level, count(*)
    FROM (
        SELECT sum(quantity_shortfall) AS shortfall, sum(low_stock_threshold) AS threshold,
               sum(quantity_available - least(coalesce(safety_stock, 0), quantity_available)) AS sellable
        FROM product_inventory WHERE sells GROUP BY sku
    ) total
    GROUP BY level
    """
)
_HOLDS = text(
    """
    SELECT width_bucket(extract(epoch FROM now() - coalesce(held_since, created_at))::float8, CAST(:ages AS float8[])) AS age,
           count(*)
    FROM reservation WHERE status = 'pending' GROUP BY age
    """
)


def stock_figures(session: Session) -> StockFigures:
    """Return the figures of this snapshot."""
    levels: dict[str, int] = {level: number for level, number in session.execute(_LEVELS)}  # noqa: C416 - rows
    # The number of the first class is 0: an age of a clock that went back is below it.
    found = session.execute(_HOLDS, {"ages": list(AGES.values())})
    ages: dict[int, int] = {age: number for age, number in found}  # noqa: C416
    classes = [*AGES, OLDER]
    return StockFigures(
        skus={level.value: levels.get(level.value, 0) for level in StockLevel},
        holds={name: ages.get(number, 0) for number, name in enumerate(classes)},
    )
