"""Count the outcomes of commands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, partial
from typing import TYPE_CHECKING

from inventory.domain.outcome import Outcome, in_a_word
from inventory.metrics.making import counter
from inventory.metrics.of_several import OUTCOMES

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client import Counter as Metric


class OutcomeDoor(StrEnum):
    """The ways that commands come in."""

    HTTP = "http"
    CONSOLE = "console"
    EVENTS = "events"
    SWEEPS = "sweeps"
    """The service itself, on beat's word."""


class OutcomeCounts:
    """Counts the outcomes of one process."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._metric = counter(OUTCOMES, registry)
        self._kept = cache(partial(_child, self._metric))

    def count(self, door: OutcomeDoor, outcomes: Iterable[Outcome]) -> None:
        """Count these outcomes. They must be committed."""
        found: dict[tuple[type, str], int] = {}
        for outcome in outcomes:  # not a Counter: for one outcome it takes ten times as long
            kind = outcome.command.__class__, in_a_word(outcome)
            found[kind] = found.get(kind, 0) + 1
        for (command, word), number in found.items():
            self._kept(door, _named(command.__name__), word).inc(number)


@cache
def _named(command: str) -> str:
    """Return the name of a class of commands as a label."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", command).lower()


def _child(metric: Metric, door: OutcomeDoor, command: str, outcome: str) -> Metric:
    """Return the metric of one kind. To look it up takes as long as to add to it."""
    return metric.labels(door.value, command, outcome)
