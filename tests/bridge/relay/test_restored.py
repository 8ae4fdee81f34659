"""What `inventory restored` holds of a long history."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from bridge.relay import restored
from inventory.recovery import histories
from inventory.settings import settings
from tests.inventory.recovery.test_histories import reserved

ORDERS = 5


@pytest.fixture
def found(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database is that of the settings."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("found")
def test_a_piece_is_forgotten_before_the_next_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []

    def told() -> Iterator[Mapping[str, Any]]:
        held.append(sum(isinstance(one, histories.History) for one in gc.get_objects()))
        return (reserved(f"order-{number}") for number in range(ORDERS))

    monkeypatch.setattr(restored, "_announced", told)
    monkeypatch.setattr(histories, "histories", partial(histories.histories, max_bytes=1))

    done = CliRunner().invoke(restored.restored, ["--list-only", "--json"])

    assert done.exit_code == 0, done.output
    assert orjson.loads(done.stdout)["subjects"] == ORDERS
    assert held == [1] * ORDERS
