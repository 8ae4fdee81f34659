"""The service as an order service finds it: everything runs, and the API asks for tokens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from devstack.process_table import FLOWER, PROCESSES
from devstack.stack import Stack


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    given = {"INVENTORY_AUTHENTICATION": "required", "INVENTORY_SWEEP_INTERVAL_SECONDS": "1"}
    processes = [process for process in PROCESSES if process is not FLOWER]
    with Stack(tmp_path_factory.mktemp("stack"), environment=given, processes=processes) as started:
        yield started
