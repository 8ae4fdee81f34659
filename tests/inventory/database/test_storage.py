"""The large tables are kept as migrations tell PostgreSQL (ADR 0047)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, text

from inventory.database.migrate import migrate
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.postgresql import PostgreSQL

MOVEMENTS = text(
    """
    INSERT INTO stock_movement (sku, location, kind, on_hand_delta, reserved_delta, shortfall_delta, on_hand_after,
                                reserved_after, shortfall_after, order_id, actor, occurred_at)
    SELECT 'sku', 'main', 'reserved', 0, 1, 0, 1000000, n, 0, 'order-' || n, 'event:/shop', now()
    FROM generate_series(1, 10500) n
    """
)
FROZEN = text("SELECT relallfrozen >= relpages - 1 AND relpages > 100 FROM pg_class WHERE relname = 'stock_movement'")


@contextmanager
def autovacuum_every_second(server: PostgreSQL) -> Iterator[None]:
    with psycopg.connect(server.conninfo, autocommit=True) as owner:
        owner.execute("ALTER SYSTEM SET autovacuum_naptime = '1s'")
        owner.execute("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            owner.execute("ALTER SYSTEM RESET autovacuum_naptime")
            owner.execute("SELECT pg_reload_conf()")


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    opened = create_engine(empty_database_url)
    yield opened
    opened.dispose()


def test_the_ledger_is_frozen_as_it_grows(empty_database_url: str, engine: Engine, postgresql: PostgreSQL) -> None:
    """By autovacuum, after 10,000 movements. Otherwise all of it is rewritten at once, much
    later.
    """
    migrate(empty_database_url)
    with autovacuum_every_second(postgresql):
        with engine.begin() as connection:
            connection.execute(MOVEMENTS)
        assert wait_until(lambda: _is_frozen(engine), seconds=30, interval=0.2)


def test_workers_go_on_while_others_tell_postgresql(empty_database_url: str, engine: Engine) -> None:
    """The migrator waits for nobody who writes orders and movements."""
    migrate(empty_database_url, revision="0024")
    with engine.connect() as worker:
        worker.execute(text("LOCK TABLE reservation, stock_movement IN ROW EXCLUSIVE MODE"))
        assert migrate(empty_database_url, revision="0027") == ("0024", "0027")


def _is_frozen(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(connection.scalar(FROZEN))
