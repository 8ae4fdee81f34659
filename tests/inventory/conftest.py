"""The core needs PostgreSQL alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from devstack.postgresql import PostgreSQL
from inventory.database import Database
from inventory.migrate import migrate
from tests.conftest import TABLES
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
def database_url(migrated_database_url: str, engine: Engine) -> str:
    """As everywhere, an empty database; here most tests roll back, so that there is seldom anything to empty."""
    filled = " OR ".join(f"EXISTS (SELECT FROM {table})" for table in TABLES.split(", "))
    with engine.begin() as connection:
        if connection.scalar(text(f"SELECT {filled}")):
            connection.execute(text(f"TRUNCATE {TABLES} RESTART IDENTITY CASCADE"))
    return migrated_database_url


@pytest.fixture(scope="session")
def engine(migrated_database_url: str) -> Iterator[Engine]:
    database = Database(migrated_database_url, name="tests")
    yield database.engine
    database.dispose()


@pytest.fixture
def session(database_url: str, engine: Engine) -> Iterator[Session]:
    """An open transaction on an empty database, rolled back at the end."""
    with Session(engine) as opened:
        yield opened


@pytest.fixture
def shop(session: Session) -> Iterator[Shop]:
    """A shop whose books must balance when the test ends."""
    opened = Shop(session)
    yield opened
    assert opened.discrepancies() == []
