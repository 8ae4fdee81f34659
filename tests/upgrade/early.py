"""Databases made before migrations 0001 and 0002 were edited: their rows, and their cure."""

from __future__ import annotations

from sqlalchemy import create_engine, text

from inventory.database.schema import differences
from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, Command, Line, Reserve, StateSupply
from inventory.write_path.apply import HoldTimes, apply

CAUSE = Cause(actor="tests")
STOCK_OF_THAT_TIME = (
    "INSERT INTO location (name) VALUES ('main')",
    """
    INSERT INTO product_inventory (sku, location, product_id, low_stock_threshold, described_at) VALUES
    ('warned', 'main', 'warned', 3, '2026-01-01 00:00Z'), ('bare', 'main', 'bare', NULL, '2026-01-01 00:00Z')
    """,
)


def execute(url: str, *statements: str) -> None:
    """Run these statements in one transaction."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def require_healed(url: str) -> None:
    """Assert that the tables are ours, that their rows are kept, and that they take a
    product and an order.
    """
    database = Database(url, pool_size=1)
    with database.transaction() as session:
        assert differences(session.connection()) == []
        stated = session.execute(text("SELECT sku FROM product_inventory WHERE threshold_at = described_at"))
        assert list(stated.scalars()) == ["warned"]
        assert session.scalar(text("SELECT to_regclass('ix_reservation_holding')")) is None
        commands: list[Command] = [
            StateSupply("mug", "mug", 5, now(session), CAUSE, low_stock_threshold=2),
            Reserve("o", (Line("mug", 2),), CAUSE),
        ]
        outcomes = apply(session, commands, now=now(session), holds=HoldTimes())
        assert [(one.changed, one.error) for one in outcomes] == [(True, None), (True, None)]
    database.dispose()
