"""The core needs PostgreSQL alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.inventory.shop import Shop
from tests.postgresql import empty_database_url, migrated_database_url, postgresql  # noqa: F401 - fixtures


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
