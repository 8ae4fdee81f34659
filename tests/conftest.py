"""Fixtures that every test may use: real servers once a session, a migrated database, emptied before each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text

from devstack.servers import EmbeddedServers, embedded_servers
from inventory.database import Database
from inventory.migrate import migrate

TABLES = (
    "inbox_event, inbox_pending, dead_letter, paused_partition, outbox_event, stock_movement, reservation, product_inventory, location, "
    "api_token, idempotency_key, audit_run, retention"
)


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServers]:
    """PostgreSQL, Redis and Kafka on free ports, stopped at the end of the session."""
    with embedded_servers(tmp_path_factory.mktemp("servers")) as started:
        yield started


@pytest.fixture(scope="session")
def migrated_database_url(servers: EmbeddedServers) -> str:
    migrate(servers.database_url)
    return servers.database_url


@pytest.fixture
def database_url(migrated_database_url: str) -> str:
    """A database at the newest schema, with nothing in it."""
    engine = create_engine(migrated_database_url)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '20s'"))
        connection.execute(text(f"TRUNCATE {TABLES} RESTART IDENTITY CASCADE"))
    engine.dispose()
    return migrated_database_url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, pool_size=10, name="tests")
    yield opened
    opened.dispose()
