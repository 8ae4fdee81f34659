"""Measure how this process waits for PostgreSQL."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from inventory.database.calls import OBSERVED
from inventory.metrics.making import counter, histogram
from inventory.metrics.of_several import POOL_WAIT, ROUND_TRIPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from prometheus_client import CollectorRegistry


def observe_database(registry: CollectorRegistry) -> None:
    """Export the waits of all engines of this process. Of several calls the last one counts."""
    OBSERVED.pool_wait, OBSERVED.round_trip = _observers(registry)


@cache  # a registry takes each metric once
def _observers(registry: CollectorRegistry) -> tuple[Callable[[str, float], None], Callable[[], None]]:
    waits = histogram(POOL_WAIT, registry)

    @cache  # to look a child up takes as long as to add to it
    def wait_for(pool: str) -> Callable[[float], None]:
        return waits.labels(pool).observe

    def pool_wait(pool: str, seconds: float) -> None:
        wait_for(pool)(seconds)

    return pool_wait, counter(ROUND_TRIPS, registry).inc
