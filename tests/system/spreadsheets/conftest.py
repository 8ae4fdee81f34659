"""Somebody at the command line, and LibreOffice beside it."""

from __future__ import annotations

from tests.cli.conftest import terminal  # noqa: F401 - fixtures
from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures
