"""The contract of the events against a real database, and against real Kafka as the bridge's own
tests have it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from inventory.database.transactions import Database
from tests.bridge.conftest import environment, kafka, outbox, processes, settings
from tests.inventory.shop import Shop

__all__ = ["environment", "kafka", "outbox", "processes", "settings"]


@pytest.fixture
def shop(database: Database) -> Iterator[Shop]:
    """A shop in a transaction that is rolled back at the end."""
    with Session(database.engine) as session:
        yield Shop(session)
