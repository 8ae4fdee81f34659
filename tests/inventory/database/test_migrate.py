"""The schema comes from migrations, which may be run at any time and by several at once. The models
say the same.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from inventory.database.migrate import migrate
from inventory.database.revisions import current_revision, known_revisions, newest_revision
from inventory.database.tables import Base
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.postgresql import PostgreSQL

WAITS = text(
    "SELECT FROM pg_stat_activity WHERE application_name = 'inventory-migrate' AND datname = current_database()"
    " AND wait_event_type = 'Lock'"
)


def test_migrating_twice_changes_nothing_the_second_time(empty_database_url: str) -> None:
    assert migrate(empty_database_url) == (None, newest_revision())
    assert migrate(empty_database_url) == (newest_revision(), newest_revision())


def test_several_migrators_at_once_queue_up(empty_database_url: str) -> None:
    barrier = Barrier(3, timeout=120)

    def start(_: int) -> tuple[str | None, str | None]:
        barrier.wait()
        return migrate(empty_database_url)

    with ThreadPoolExecutor(3) as pool:
        moves = list(pool.map(start, range(3)))
    newest = newest_revision()
    assert sorted(moves, key=str) == sorted([(None, newest), (newest, newest), (newest, newest)], key=str)


def test_a_worker_that_holds_events_gets_its_orders_while_others_migrate(empty_database_url: str) -> None:
    """It holds them until it has the orders. A migration that had the orders and waited for events
    would have both wait.
    """
    migrate(empty_database_url, revision="0008")
    engine = create_engine(empty_database_url)
    onlooking = engine.execution_options(isolation_level="AUTOCOMMIT")  # in one transaction it would see one moment
    with engine.connect() as worker, onlooking.connect() as onlooker, ThreadPoolExecutor(1) as pool:
        worker.execute(text("SELECT FROM inbox_pending FOR UPDATE"))
        migrating = pool.submit(migrate, empty_database_url)
        assert wait_until(lambda: onlooker.execute(WAITS).first() is not None, seconds=60)
        worker.execute(text("SET LOCAL lock_timeout = '2s'"))
        worker.execute(text("SELECT FROM reservation FOR UPDATE"))
        worker.commit()
        assert migrating.result() == ("0008", newest_revision())
    engine.dispose()


def test_a_bridge_that_has_written_events_finishes_while_others_migrate(empty_database_url: str) -> None:
    """It has them sent afterwards. A migration that held the pending rows and waited for events
    would have both wait.
    """
    migrate(empty_database_url, revision="0019")
    engine = create_engine(empty_database_url)
    onlooking = engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as bridge, onlooking.connect() as onlooker, ThreadPoolExecutor(1) as pool:
        bridge.execute(text("LOCK TABLE inbox_event IN ROW EXCLUSIVE MODE"))  # as to write to it does
        migrating = pool.submit(migrate, empty_database_url)
        assert wait_until(lambda: onlooker.execute(WAITS).first() is not None, seconds=60)
        bridge.execute(text("SET LOCAL lock_timeout = '2s'"))
        for table in ("inbox_pending", "dead_letter", "kept_offset", "reservation"):
            bridge.execute(text(f"LOCK TABLE {table} IN ROW EXCLUSIVE MODE"))
        bridge.commit()
        assert migrating.result() == ("0019", newest_revision())
    engine.dispose()


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("product_inventory", ("location", "stock_movement", "outbox_event", "reservation")),
        ("location", ("product_inventory", "stock_movement", "outbox_event")),
    ],
)
def test_a_batch_at_work_finishes_while_others_migrate(
    empty_database_url: str, first: str, then: tuple[str, ...]
) -> None:
    """It takes its tables in an order of its own, and locations first if it makes rows.

    A migrator that had one of them and waited for another would have both wait.
    """
    migrate(empty_database_url, revision="0027")
    engine = create_engine(empty_database_url)
    onlooking = engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as batch, onlooking.connect() as onlooker, ThreadPoolExecutor(1) as pool:
        batch.execute(text(f"LOCK TABLE {first} IN ROW SHARE MODE"))
        migrating = pool.submit(migrate, empty_database_url)
        assert wait_until(lambda: onlooker.execute(WAITS).first() is not None, seconds=60)
        batch.execute(text("SET LOCAL lock_timeout = '2s'"))
        for table in then:
            batch.execute(text(f"LOCK TABLE {table} IN ROW EXCLUSIVE MODE"))
        batch.commit()
        assert migrating.result() == ("0027", newest_revision())
    engine.dispose()


def test_downgrading_leaves_nothing(empty_database_url: str) -> None:
    from alembic import command

    from inventory.database.migrate import _configuration

    migrate(empty_database_url)
    engine = create_engine(empty_database_url)
    with engine.begin() as connection:
        command.downgrade(_configuration(connection), "base")
        assert current_revision(connection) is None
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_the_files_tell_the_versions_as_alembic_does() -> None:
    from inventory.database.migrate import _configuration

    walked = ScriptDirectory.from_config(_configuration()).walk_revisions()
    assert known_revisions() == tuple(step.revision for step in walked)


def test_models_and_migrations_say_the_same(migrated_database_url: str) -> None:
    engine = create_engine(migrated_database_url, connect_args=UNQUOTED)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_the_details_that_a_comparison_does_not_see(migrated_database_url: str, postgresql: PostgreSQL) -> None:
    """CHECKs, collations, fillfactors and sequence caches: as the models declare them, made anew
    beside.
    """
    name = f"models_{uuid4().hex}"
    admin = create_engine(postgresql.url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        try:
            made = create_engine(postgresql.database_url(name))
            Base.metadata.create_all(made)
            described = [_details(postgresql.database_url(name)), _details(migrated_database_url)]
            made.dispose()
        finally:
            connection.execute(text(f"DROP DATABASE {name}"))
    admin.dispose()
    assert described[0] == described[1]
    assert any("never_oversold" in line for line in described[0])


UNQUOTED = {"options": "-c quote_all_identifiers=off"}
"""For tests that read definitions: the server's owner has them quoted (`tests.hostile`)."""
DETAILS = (
    """
    SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    """,
    """
    SELECT relname || ' ' || reloptions::text FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND reloptions IS NOT NULL
    """,
    """
    SELECT attrelid::regclass || ' ' || attname || ' ' || collname
    FROM pg_attribute JOIN pg_collation c ON c.oid = attcollation JOIN pg_class r ON r.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    """,
    "SELECT sequencename || ' cache ' || cache_size FROM pg_sequences WHERE schemaname = 'public'",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
)


def _details(url: str) -> list[str]:
    engine = create_engine(url, connect_args=UNQUOTED)
    with engine.connect() as connection:
        lines = [line for query in DETAILS for line in connection.execute(text(query)).scalars()]
    engine.dispose()
    return sorted(line for line in lines if "alembic_version" not in line)
