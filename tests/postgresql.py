"""Fixtures for tests that need PostgreSQL alone: a conftest.py that imports both has its tests run without Redis and Kafka."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from inventory.database.migrate import migrate
from tests.hostile import make_hostile
from tools.devstack.servers.postgresql import PostgreSQL


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    """A server of their own with the newest schema, which they may kill and start again."""
    server = PostgreSQL(tmp_path_factory.mktemp("postgresql"))
    try:
        server.start()
        server.wait_ready()
        make_hostile(server)
        migrate(server.url)
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def migrated_database_url(postgresql: PostgreSQL) -> str:
    return postgresql.url


@pytest.fixture
def empty_database_url(postgresql: PostgreSQL) -> Iterator[str]:
    """A database of the test's own without any tables."""
    name = f"migrations_{uuid4().hex}"
    engine = create_engine(postgresql.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield postgresql.database_url(name)
        connection.execute(text(f"DROP DATABASE {name}"))
    engine.dispose()
