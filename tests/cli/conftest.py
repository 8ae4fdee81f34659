"""The command line needs PostgreSQL alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devstack.postgresql import PostgreSQL
from inventory.migrate import migrate
from inventory.settings import settings
from tests.cli.terminal import Terminal


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    server = PostgreSQL(tmp_path_factory.mktemp("command-line"))
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
def terminal(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """Somebody at the command line, in an empty directory; in the end the books must balance."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    opened = Terminal(tmp_path)
    yield opened
    monkeypatch.setenv("DATABASE_URL", database_url)
    settings.cache_clear()
    assert opened.json("audit")["discrepancies"] == []
    settings.cache_clear()
