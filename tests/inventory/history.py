"""A long past, made by PostgreSQL itself: many movements whose books balance, and the reservations
that belong to them.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

# Movement k of each SKU: the first supplies 1000 units, then one unit is reserved and confirmed by
# turns. Ids interleave the SKUs, as they do when many are sold at once.
_MOVEMENTS = text(
    """
    INSERT INTO stock_movement (id, sku, location, kind, on_hand_delta, reserved_delta, shortfall_delta, on_hand_after,
                                reserved_after, shortfall_after, order_id, actor, occurred_at)
    OVERRIDING SYSTEM VALUE
    SELECT (k - 1) * :skus + s, 'sku-' || s, 'main',
           CASE WHEN k = 1 THEN 'supplied' WHEN k % 2 = 0 THEN 'reserved' ELSE 'confirmed' END,
           CASE WHEN k = 1 THEN 1000 WHEN k % 2 = 0 THEN 0 ELSE -1 END,
           CASE WHEN k = 1 THEN 0 WHEN k % 2 = 0 THEN 1 ELSE -1 END,
           0, 1000 - (k - 1) / 2, (k - 1) % 2, 0,
           CASE WHEN k > 1 THEN format('order-%s-%s', s, k / 2) END, 'history',
           now() - interval '400 days' + (k * interval '390 days' / :each)
    FROM generate_series(1, :each) AS k, generate_series(1, :skus) AS s
    """
)
_STOCK = text(
    """
    INSERT INTO product_inventory (sku, location, product_id, quantity_on_hand, quantity_reserved, version)
    SELECT 'sku-' || s, 'main', 'sku-' || s, 1000 - (:each - 1) / 2, (:each - 1) % 2, :each
    FROM generate_series(1, :skus) AS s
    """
)
_RESERVATIONS = text(
    """
    INSERT INTO reservation (order_id, status, lines, expires_at, created_at, updated_at)
    SELECT format('order-%s-%s', s, n), CASE WHEN held THEN 'pending' ELSE 'confirmed' END,
           jsonb_build_array(jsonb_build_object('sku', 'sku-' || s, 'quantity', 1, 'allocations', jsonb_build_array(
               jsonb_build_object('location', 'main', 'held', held::int, 'taken', (NOT held)::int)))),
           now() + interval '1 day', now() - interval '400 days', now() - (CASE WHEN held THEN 0 ELSE 400 END) * interval '1 day'
    FROM generate_series(1, :each / 2) AS n, generate_series(1, :skus) AS s,
         LATERAL (SELECT 2 * n = :each AS held)
    """
)
_ANALYZE = ("stock_movement", "product_inventory", "reservation")


def make_history(session: Session, *, skus: int, each: int) -> None:
    """Write `each` movements of each of `skus` SKUs over the year before last, with open orders at
    their end (one hold a SKU if `each` is even).
    """
    given = {"skus": skus, "each": each}
    session.execute(text("SET LOCAL statement_timeout = 0"))
    session.execute(text("INSERT INTO location (name) VALUES ('main') ON CONFLICT DO NOTHING"))
    for statement in (_MOVEMENTS, _STOCK, _RESERVATIONS):
        session.execute(statement, given)
    session.execute(text("SELECT setval('stock_movement_id_seq', :last)"), {"last": skus * each})
    for table in _ANALYZE:
        session.execute(text(f"ANALYZE {table}"))
