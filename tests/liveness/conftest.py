"""A stack whose processes are taken for stuck after seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from inventory.process.liveness import PATIENCE
from tests.e2e.shop import Shop
from tests.whole_stack import ForkedStack

STUCK_SECONDS = 4.0
WITHIN = PATIENCE * STUCK_SECONDS


@pytest.fixture(scope="package")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    quick = {
        "INVENTORY_STUCK_SECONDS": str(STUCK_SECONDS),
        "INVENTORY_SWEEP_INTERVAL_SECONDS": "1",
        "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "1",
        "INVENTORY_RETRY_SECONDS": "2",
        "INVENTORY_LOG_LEVEL": "DEBUG",  # workers tell each task that they receive, and its end
    }
    with ForkedStack(tmp_path_factory.mktemp("stack"), environment=quick) as stack:
        opened = Shop(stack)
        yield opened
        opened.engine.dispose()
