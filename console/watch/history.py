"""An hour of looks, and the figures that two looks tell together."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from console.reading.minutes import Minute
from console.watch.targets import Look
from inventory.metrics import of_bridge, of_tasks
from inventory.upkeep.backlog import Backlog

EVERY_SECONDS = 15
KEPT = 3_600 // EVERY_SECONDS
MINUTES = 60
P99 = 0.99


@dataclass(frozen=True, slots=True)
class Moment:
    """All that one round of looks saw."""

    at: datetime
    pending: int
    outbox: int
    lag: float | None
    requests: float
    """Calls of the API a second since the round before."""
    p99_milliseconds: float
    done: float
    """Events that workers did in a minute, at the rate since the round before."""


@dataclass(slots=True)
class LastHour:
    """The last hour: a moment for each round, and a minute for each minute."""

    moments: deque[Moment] = field(default_factory=lambda: deque(maxlen=KEPT))
    minutes: deque[Minute] = field(default_factory=lambda: deque(maxlen=MINUTES))
    looks: Sequence[Look] = ()
    """The newest look at each process."""

    def add(self, at: datetime, backlog: Backlog, looks: Sequence[Look]) -> None:
        """Add a round of looks. Counters of a process that began anew count from nothing."""
        seconds = max((at - self.moments[-1].at).total_seconds(), 1.0) if self.moments else float(EVERY_SECONDS)
        before = {look.url: look for look in self.looks if look.is_up}
        pairs = [(before[look.url], look) for look in looks if look.is_up and look.url in before]
        calls = _calls(pairs)
        lags = [look.gauges[of_bridge.LAG.name] for look in looks if of_bridge.LAG.name in look.gauges]
        self.moments.append(
            Moment(
                at=at,
                pending=backlog.inbox_pending.count,
                outbox=backlog.outbox.count,
                lag=sum(lags) if lags else None,
                requests=max(calls.values(), default=0.0) / seconds,
                p99_milliseconds=1_000 * _bound(calls),
                done=60 * _more(pairs, f"{of_tasks.BATCH.name}_sum") / seconds,
            )
        )
        self.looks = looks


def _more(pairs: Iterable[tuple[Look, Look]], name: str) -> float:
    """Return by how much a counter rose in all processes together."""
    return sum(_rise(old.gauges.get(name, 0.0), new.gauges.get(name, 0.0)) for old, new in pairs)


def _rise(old: float, new: float) -> float:
    return new - old if new >= old else new


def _calls(pairs: Iterable[tuple[Look, Look]]) -> dict[float, float]:
    """Return the calls of the API between the looks, by the upper bound of their seconds."""
    counted: dict[float, float] = {}
    for old, new in pairs:
        for bound, number in new.slower.items():
            counted[bound] = counted.get(bound, 0.0) + _rise(old.slower.get(bound, 0.0), number)
    return counted


def _bound(counted: Mapping[float, float]) -> float:
    """Return the seconds that 99 of 100 calls took at most: the upper bound of their bucket. 0
    without calls.
    """
    bounds = sorted(counted)
    if not bounds or counted[bounds[-1]] <= 0:
        return 0.0
    wanted = P99 * counted[bounds[-1]]
    found = next(bound for bound in bounds if counted[bound] >= wanted)
    return found if found != float("inf") else bounds[-2]
