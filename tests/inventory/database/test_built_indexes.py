"""Indexes of large tables are built while everybody writes, and made anew after an interruption."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, create_engine, text

from inventory.database.migrate import migrate
from inventory.database.tables.built_indexes import BUILT
from tools.devstack.processes.children import wait_until

IS_BUILDING = text(
    "SELECT FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%' AND datname = current_database()"
    " AND wait_event_type = 'Lock'"
)
HOLDS_A_SNAPSHOT = text(
    "SELECT FROM pg_stat_activity WHERE application_name = 'inventory-migrate' AND state = 'idle in transaction'"
    " AND backend_xmin IS NOT NULL"
)
VALID = text("SELECT count(*) FROM pg_index WHERE indexrelid = ANY (CAST(:names AS regclass[])) AND indisvalid")
WRITES = (
    """
    INSERT INTO stock_movement (sku, location, kind, on_hand_delta, reserved_delta, shortfall_delta, on_hand_after,
                                reserved_after, shortfall_after, order_id, actor, occurred_at)
    VALUES ('tea', 'main', 'reserved', 0, 1, 0, 9, 1, 0, 'o1', 'caller', now())
    """,
    """
    INSERT INTO inbox_event (source, event_id, type, key, digest, occurred_at, received_at, topic, partition, record_offset)
    VALUES ('shop', 'e1', 'OrderCreated', 'o1', '', now(), now(), 'orders', 0, 1)
    """,
)


def valid(connection: Connection) -> int:
    found: int = connection.execute(VALID, {"names": [index.name for index in BUILT]}).scalar_one()
    return found


def test_everybody_writes_while_an_index_is_built(empty_database_url: str) -> None:
    """A transaction that began before keeps the build waiting, as a dump does in production."""
    migrate(empty_database_url)
    engine = create_engine(empty_database_url)
    onlooking = engine.execution_options(isolation_level="AUTOCOMMIT")
    old = engine.execution_options(isolation_level="REPEATABLE READ")
    with old.connect() as dump, onlooking.connect() as writer, ThreadPoolExecutor(1) as pool:
        for index in BUILT:
            writer.execute(text(f"DROP INDEX {index.name}"))
        dump.execute(text("SELECT count(*) FROM stock_movement"))
        migrating = pool.submit(migrate, empty_database_url)
        assert wait_until(lambda: writer.execute(IS_BUILDING).first() is not None, seconds=60)
        assert writer.execute(HOLDS_A_SNAPSHOT).first() is None, "the build waits for its own migrator"
        writer.execute(text("SET lock_timeout = '2s'"))
        for statement in WRITES:
            writer.execute(text(statement))
        dump.rollback()
        migrating.result()
        assert valid(writer) == len(BUILT)
    engine.dispose()


@pytest.mark.parametrize("index", BUILT, ids=lambda index: str(index.name))
def test_an_index_whose_build_was_interrupted_is_made_anew(empty_database_url: str, index: tuple[str, ...]) -> None:
    migrate(empty_database_url)
    engine = create_engine(empty_database_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(
            text("UPDATE pg_index SET indisvalid = false WHERE indexrelid = CAST(:name AS regclass)"),
            {"name": index[0]},
        )
        assert valid(connection) == len(BUILT) - 1
        migrate(empty_database_url)
        assert valid(connection) == len(BUILT)
    engine.dispose()
