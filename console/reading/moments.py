"""Find the place of a moment in the ledger of a SKU, by halves of its ids. Takes no lock.

Ten million movements take some 25 look-ups by index.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Text, bindparam, text
from sqlalchemy.orm import Session

from inventory.database.tables import Time

SLACK = timedelta(hours=1)
"""Movements of several places may have times in another sequence than ids, by the length of a
transaction. This is far longer.
"""

# OFFSET 0 keeps the look-ups apart (ADR 0050).
_FIRST = text(
    """
    WITH RECURSIVE halved AS (
        SELECT (SELECT id FROM stock_movement WHERE sku = :sku ORDER BY id LIMIT 1) AS low,
            (SELECT id + 1 FROM stock_movement WHERE sku = :sku ORDER BY id DESC LIMIT 1) AS high
        UNION ALL
        SELECT CASE WHEN found.id IS NULL OR found.occurred_at >= :moment THEN low ELSE found.id + 1 END,
            CASE WHEN found.id IS NULL OR found.occurred_at >= :moment THEN middle ELSE high END
        FROM halved
        CROSS JOIN LATERAL (SELECT low + (high - low) / 2 AS middle) AS half
        LEFT JOIN LATERAL (
            SELECT id, occurred_at FROM stock_movement WHERE sku = :sku AND id >= middle ORDER BY id LIMIT 1 OFFSET 0
        ) AS found ON true
        WHERE low < high
    )
    SELECT low FROM halved WHERE low >= high
    """
).bindparams(bindparam("sku", type_=Text), bindparam("moment", type_=Time))


def first_from(session: Session, sku: str, moment: datetime) -> int | None:
    """Return an id that parts the movements of the SKU: those before this moment have lower ids, to
    some seconds, and the others this one or higher ones. None for a SKU without movements.
    """
    found: int | None = session.execute(_FIRST, {"sku": sku, "moment": moment}).scalar()
    return found
