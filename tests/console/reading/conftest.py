"""The console's queries need PostgreSQL alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from inventory.database.transactions import Database
from tests.inventory.plans import fill, opened
from tests.postgresql import empty_database_url, migrated_database_url, postgresql  # noqa: F401 - fixtures
from tools.devstack.servers.postgresql import PostgreSQL


@pytest.fixture
def session(database_url: str, engine: Engine) -> Iterator[Session]:
    """An open transaction on an empty database, rolled back at the end."""
    with Session(engine) as opened_:
        yield opened_


@pytest.fixture(scope="module")
def million(postgresql: PostgreSQL) -> Iterator[Database]:
    with opened(postgresql, "console_million", fill) as database:
        yield database


@pytest.fixture
def large(million: Database) -> Iterator[Session]:
    """A shop with a million rows in each table, if one believes the statistics."""
    with Session(million.engine) as session_:
        yield session_
