"""One whole stack for all end-to-end tests: real servers, every process of the service, its own ports and data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from devstack.stack import Stack
from tests.e2e.shop import Shop


@pytest.fixture(scope="package")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    quick = {
        "INVENTORY_SWEEP_INTERVAL_SECONDS": "1",
        "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "1",
        "INVENTORY_RETRY_SECONDS": "2",
        "INVENTORY_SKU_WAIT_SECONDS": "10",
    }
    with Stack(tmp_path_factory.mktemp("stack"), environment=quick) as stack:
        opened = Shop(stack)
        yield opened
        opened.engine.dispose()
