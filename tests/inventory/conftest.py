"""The core needs PostgreSQL alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from devstack.postgresql import PostgreSQL
from inventory.database import Database
from inventory.migrate import migrate
from tests.inventory.shop import Shop


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    server = PostgreSQL(tmp_path_factory.mktemp("inventory"))
    try:
        server.start()
        server.wait_ready()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def migrated_database_url(postgresql: PostgreSQL) -> str:
    migrate(postgresql.url)
    return postgresql.url


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """An open transaction on an empty database, rolled back at the end."""
    with Session(database.engine) as opened:
        yield opened


@pytest.fixture
def shop(session: Session) -> Iterator[Shop]:
    """A shop whose books must balance when the test ends."""
    opened = Shop(session)
    yield opened
    assert opened.discrepancies() == []
