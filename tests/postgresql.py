"""Fixtures for tests that need PostgreSQL alone: a conftest.py that imports both has its tests run without Redis and Kafka."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from devstack.postgresql import PostgreSQL
from inventory.migrate import migrate
from tests.hostile import make_hostile


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
