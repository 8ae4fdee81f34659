"""Two services in two schemas build the indexes of their large tables at the same time. Neither
build ends in a deadlock, though each waits for old snapshots of the whole database.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from inventory.database.migrate import PATIENT
from inventory.database.tables import built_indexes
from inventory.database.tables.built_indexes import BUILT
from inventory.database.transactions import Database

ROUNDS = 5
ROWS = """
    INSERT INTO inbox_event (source, event_id, type, key, digest, payload, occurred_at, received_at, topic, partition,
                             record_offset)
    SELECT 'tests', n, 'PaymentFailed', 'o-' || n, '', '{}', now(), now(), 'payments', 0, n
    FROM generate_series(1, 20000) AS n
"""


@pytest.fixture
def databases(urls: tuple[str, str]) -> Iterator[list[Database]]:
    opened = [Database(url, limits=PATIENT, pool_size=2, name="tests") for url in urls]
    for each in opened:
        change(each, ROWS)
    yield opened
    for each in opened:
        change(each, "TRUNCATE inbox_event CASCADE")
        each.dispose()


def change(database: Database, statement: str) -> None:
    with database.transaction() as session:
        session.execute(text(statement))


def build(database: Database, together: Barrier) -> list[str]:
    """Build as a migrator does."""
    with database.held_connection() as held, database.held_connection() as building:
        together.wait()
        return built_indexes.build(held, building.execution_options(isolation_level="AUTOCOMMIT"))


def test_two_schemas_build_side_by_side(databases: list[Database]) -> None:
    together = Barrier(len(databases))
    for _ in range(ROUNDS):
        for each in databases:
            change(each, f"DROP INDEX {', '.join(index.name for index in BUILT)}")
        with ThreadPoolExecutor(len(databases)) as pool:
            built = list(pool.map(lambda each: build(each, together), databases))
        assert built == [[index.name for index in BUILT]] * len(databases)
