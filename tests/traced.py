"""Fixtures: a collector, and this process as one that traces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from inventory.settings import Settings
from inventory.tracing import choice
from inventory.tracing.choice import On, tracing

if TYPE_CHECKING:
    from inventory.tracing.spans import Spans
    from tests.collector import Collector

Traced = Callable[..., "Spans"]


@pytest.fixture
def collector() -> Iterator[Collector]:
    from tests.collector import collecting  # most tests of a directory need neither it nor protobuf

    with collecting() as collector:
        yield collector


@pytest.fixture
def traced(collector: Collector) -> Iterator[Traced]:
    """Begins to trace, with more settings by their variables. `choice.stop` sends the spans."""

    def start(**variables: object) -> Spans:
        given = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, **variables}
        choice.start(Settings(database_url="postgresql://db/x", **given), "test")  # type: ignore[arg-type]
        chosen = tracing()
        assert isinstance(chosen, On)
        return chosen.spans

    yield start
    choice.stop()
