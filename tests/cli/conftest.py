"""The command line needs PostgreSQL alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inventory.settings import settings
from tests.cli.terminal import Terminal
from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures


@pytest.fixture
def terminal(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """Somebody at the command line, in an empty directory. In the end the books must balance."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    opened = Terminal(tmp_path)
    yield opened
    monkeypatch.setenv("DATABASE_URL", database_url)
    settings.cache_clear()
    assert opened.json("audit")["discrepancies"] == []
    settings.cache_clear()
