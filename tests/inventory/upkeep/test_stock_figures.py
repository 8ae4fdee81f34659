"""SKUs are counted by the levels of the domain, and holds by their age."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select, text

from inventory.database.tables import Stock
from inventory.database.transactions import Database
from inventory.domain.stock.counters import Counters, Total
from inventory.upkeep.stock_figures import StockFigures, stock_figures

ROWS = """
INSERT INTO product_inventory (sku, location, product_id, quantity_on_hand, quantity_reserved, quantity_shortfall,
                               low_stock_threshold, safety_stock, sells)
VALUES ('plenty', 'main', 'p', 10, 1, 0, 3, NULL, true),
       ('plenty in two places', 'main', 'p', 2, 0, 0, 3, NULL, true),
       ('plenty in two places', 'annex', 'p', 2, 0, 0, NULL, NULL, true),
       ('low', 'main', 'p', 3, 0, 0, 3, NULL, true),
       ('low by the thresholds of two places', 'main', 'p', 2, 0, 0, 1, NULL, true),
       ('low by the thresholds of two places', 'annex', 'p', 2, 0, 0, 3, NULL, true),
       ('low but for units that do not sell', 'main', 'p', 3, 0, 0, 3, NULL, true),
       ('low but for units that do not sell', 'outlet', 'p', 9, 0, 0, NULL, NULL, false),
       ('low for its safety stock', 'main', 'p', 9, 0, 0, 3, 6, true),
       ('none but safety stock', 'main', 'p', 4, 0, 0, 3, 6, true),
       ('none', 'main', 'p', 0, 0, 0, NULL, NULL, true),
       ('all held', 'main', 'p', 5, 5, 0, 1, NULL, true),
       ('missing', 'main', 'p', 5, 5, 2, 1, NULL, true),
       ('missing in one place', 'main', 'p', 5, 5, 2, 1, NULL, true),
       ('missing in one place', 'annex', 'p', 9, 0, 0, 1, NULL, true),
       ('sold nowhere', 'outlet', 'p', 9, 0, 0, 1, NULL, false)
"""
HELD = """
INSERT INTO reservation (order_id, status, held_since, expires_at)
VALUES (:order_id, :status, now() - CAST(:age AS interval), now() + interval '1 day')
"""


def figures(database: Database) -> StockFigures:
    with database.snapshot() as session:
        return stock_figures(session)


def test_levels_are_those_of_the_domain(database: Database) -> None:
    with database.transaction() as session:
        session.execute(
            text("INSERT INTO location (name) VALUES ('main'), ('annex'), ('outlet') ON CONFLICT DO NOTHING")
        )
        session.execute(text(ROWS))
        rows = session.scalars(select(Stock).where(Stock.sells)).all()
        parts: dict[str, list[tuple[Counters, int | None, int | None]]] = {}
        for row in rows:
            counters = Counters.of_columns(row.quantity_on_hand, row.quantity_reserved, row.quantity_shortfall)
            parts.setdefault(row.sku, []).append((counters, row.low_stock_threshold, row.safety_stock))
        expected = Counter(Total.of(each).level.value for each in parts.values())

    assert expected == {"short": 2, "out_of_stock": 3, "low": 4, "in_stock": 2}
    assert figures(database).skus == expected


def test_holds_are_counted_by_age(database: Database) -> None:
    ages = ["4 min", "6 min", "59 min", "2 h", "2 days", "8 days", "9 days"]
    with database.transaction() as session:
        for number, age in enumerate(ages):
            session.execute(text(HELD), {"order_id": f"o{number}", "status": "pending", "age": age})
        session.execute(text(HELD), {"order_id": "over", "status": "confirmed", "age": "1 min"})

    assert figures(database).holds == {"5m": 1, "1h": 2, "1d": 1, "7d": 1, "older": 2}


def test_an_empty_shop_has_each_figure_at_nothing(database: Database) -> None:
    found = figures(database)

    assert set(found.skus.values()) == set(found.holds.values()) == {0}
    assert len(found.skus) == 4
    assert len(found.holds) == 5
