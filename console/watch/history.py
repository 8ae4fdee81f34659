"""An hour of looks, and the figures that two looks tell together."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from console.reading.minutes import Minute
from console.watch.targets import Look
from inventory.metrics import of_api, of_bridge, of_tasks
from inventory.metrics.declared import Process
from inventory.upkeep.backlog import Backlog

EVERY_SECONDS = 15
KEPT = 3_600 // EVERY_SECONDS
MINUTES = 60
P99 = 0.99


@dataclass(frozen=True, slots=True)
class Moment:
    """All that one round of looks saw. None is not known: a process that could tell it is away, or
    was a round before.
    """

    at: datetime
    pending: int
    outbox: int
    lag: float | None
    requests: float | None
    """Calls of the API a second since the round before."""
    refused: float | None
    """Answers of the API in a minute that were refusals, at the rate since the round before."""
    p99_milliseconds: float | None
    """None without calls as well. Infinite beyond the largest bucket."""
    done: float | None
    """Events that workers did in a minute, at the rate since the round before."""


@dataclass(slots=True)
class LastHour:
    """The last hour: a moment for each round, and a minute for each minute."""

    moments: deque[Moment] = field(default_factory=lambda: deque(maxlen=KEPT))
    minutes: deque[Minute] = field(default_factory=lambda: deque(maxlen=MINUTES))
    looks: Sequence[Look] = ()
    """The newest look at each process. One that tells nothing has the name of the last that did."""

    counted: Sequence[Look] = ()
    """The looks of the last moment. Rates are differences to them."""

    def see(self, looks: Sequence[Look]) -> None:
        """Take these looks as the newest ones."""
        names = {one.url: one.process for one in self.looks}
        self.looks = [one if one.is_up else replace(one, process=names.get(one.url, "")) for one in looks]

    def add(self, at: datetime, backlog: Backlog, looks: Sequence[Look]) -> None:
        """Add a round of looks. Counters of a process that began anew count from nothing."""
        seconds = max((at - self.moments[-1].at).total_seconds(), 1.0) if self.moments else float(EVERY_SECONDS)
        before = {look.url: look for look in self.counted if look.is_up}
        self.see(looks)
        self.counted = self.looks
        api, workers = (_pairs(before, self.looks, process) for process in (Process.API, Process.WORKER))
        calls = _calls(api)
        self.moments.append(
            Moment(
                at=at,
                pending=backlog.inbox_pending.count,
                outbox=backlog.outbox.count,
                lag=lag(self.looks),
                requests=max(calls.values(), default=0.0) / seconds if api else None,
                refused=60 * _more(api, of_api.REFUSALS.name) / seconds if api else None,
                p99_milliseconds=_milliseconds(calls),
                done=60 * _more(workers, f"{of_tasks.BATCH.name}_sum") / seconds if workers else None,
            )
        )


def lag(looks: Iterable[Look]) -> float | None:
    """Return the lag of all consumers together, None if one of them is away."""
    told = [look.gauges.get(of_bridge.LAG.name, 0.0) for look in told_by(looks, Process.CONSUMER)]
    return sum(told) if told else None


def told_by(looks: Iterable[Look], process: Process) -> list[Look]:
    """Return the looks at all processes of this kind, none if one of them tells nothing."""
    found = [look for look in looks if look.process == process]
    return found if all(look.is_up for look in found) else []


def _pairs(before: Mapping[str, Look], looks: Iterable[Look], process: Process) -> list[tuple[Look, Look]]:
    """Return two looks at each process of this kind, none unless all of them told something both
    times.
    """
    found = told_by(looks, process)
    return [(before[look.url], look) for look in found] if all(look.url in before for look in found) else []


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


def _milliseconds(counted: Mapping[float, float]) -> float | None:
    """Return the time that 99 of 100 calls took at most: the upper bound of their bucket."""
    calls = max(counted.values(), default=0.0)
    if calls <= 0:
        return None
    return 1_000 * min(bound for bound, number in counted.items() if number >= P99 * calls)
