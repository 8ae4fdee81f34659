"""The API against its own document, for longer than tier one has time for: it finds more, the
longer it looks.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inventory.database.transactions import Database
from tests.api.contract.test_schemathesis import check

SECONDS = int(os.environ.get("SCHEMATHESIS_SECONDS", "45"))

pytestmark = pytest.mark.timeout(300 + SECONDS)


def test_the_api_does_what_its_document_says_for_longer(database: Database, database_url: str, tmp_path: Path) -> None:
    check(database, database_url, tmp_path, seconds=SECONDS)
