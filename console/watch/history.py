"""An hour of looks, and the figures that two looks tell together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
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
LATELY = 300 // EVERY_SECONDS
"""The rounds of five minutes: the alerts on rates look at as many."""


@dataclass(frozen=True, slots=True)
class Moment:
    """All that one round of looks saw. None is not known: a process that could tell it is away, or
    was a round before.
    """

    at: datetime
    waiting: Mapping[str, int]
    """Waiting things by the part of the backlog."""
    lag: float | None
    queues: Mapping[str, float]
    """Tasks that wait, by queue. Empty if nobody tells."""
    seconds: float
    """Seconds since the round before."""
    calls: Mapping[float, float] | None
    """Calls of the API since the round before, by the upper bound of their seconds."""
    failed: float | None
    """Those of them a second that were answered with 5xx."""
    refused: float | None
    """Answers of the API a second that were problem documents."""
    reserves: float | None
    """Commands a second that got an order its units, of the API and of workers."""
    refusals: float | None
    """Commands a second that were refused."""
    done: float | None
    """Events that workers did in a minute, at the rate since the round before."""

    @property
    def requests(self) -> float | None:
        """Return the calls of the API a second since the round before."""
        return None if self.calls is None else _most(self.calls) / self.seconds

    @property
    def p99_milliseconds(self) -> float | None:
        """Return the time of the slow calls. None without calls as well. Infinite beyond the
        largest bucket.
        """
        return None if self.calls is None else _milliseconds(self.calls)


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
        deciding = [*api, *workers] if api and workers else []
        self.moments.append(
            Moment(
                at=at,
                waiting={part.name: getattr(backlog, part.name).count for part in fields(backlog)},
                lag=lag(self.looks),
                queues={
                    name: tasks for look in told_by(self.looks, Process.BEAT) for name, tasks in look.queues.items()
                },
                seconds=seconds,
                calls=_calls(api) if api else None,
                failed=_rate(api, lambda look: look.failed, seconds),
                refused=_rate(api, _gauge(of_api.REFUSALS.name), seconds),
                reserves=_rate(deciding, lambda look: look.reserves, seconds),
                refusals=_rate(deciding, lambda look: look.refusals, seconds),
                done=_rate(workers, _gauge(f"{of_tasks.BATCH.name}_sum"), seconds / 60),
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


def _gauge(name: str) -> Callable[[Look], float]:
    return lambda look: look.gauges.get(name, 0.0)


def _rate(pairs: Sequence[tuple[Look, Look]], counter: Callable[[Look], float], seconds: float) -> float | None:
    """Return by how much a counter of all processes together rose in each of these seconds. None if
    they are not known.
    """
    return sum(_rise(counter(old), counter(new)) for old, new in pairs) / seconds if pairs else None


def _rise(old: float, new: float) -> float:
    return new - old if new >= old else new


def _calls(pairs: Iterable[tuple[Look, Look]]) -> dict[float, float]:
    """Return the calls of the API between the looks, by the upper bound of their seconds."""
    counted: dict[float, float] = {}
    for old, new in pairs:
        for bound, number in new.slower.items():
            counted[bound] = counted.get(bound, 0.0) + _rise(old.slower.get(bound, 0.0), number)
    return counted


def slow_lately(history: LastHour) -> float | None:
    """Return the milliseconds that 99 of 100 calls took at most, as the alert has it: of five
    minutes. None if nobody tells now, or without calls.
    """
    together: dict[float, float] = {}
    for calls in _lately(history):
        for bound, number in calls.items():
            together[bound] = together.get(bound, 0.0) + number
    return _milliseconds(together)


def failed_lately(history: LastHour) -> float | None:
    """Return the percentage of calls that were answered with 5xx in five minutes. None as above."""
    answered = sum(_most(calls) for calls in _lately(history))
    failed = sum((moment.failed or 0.0) * moment.seconds for moment in _newest(history))
    return 100 * failed / answered if answered else None


def is_told(history: LastHour) -> bool:
    """Return True if the API tells its calls now, even if there are none."""
    newest = _newest(history)
    return bool(newest) and newest[-1].calls is not None


def _lately(history: LastHour) -> list[Mapping[float, float]]:
    """Return the calls of five minutes, none if the API tells nothing now."""
    return [moment.calls for moment in _newest(history) if moment.calls is not None] if is_told(history) else []


def _newest(history: LastHour) -> list[Moment]:
    return list(history.moments)[-LATELY:]


def _most(calls: Mapping[float, float]) -> float:
    return max(calls.values(), default=0.0)


def _milliseconds(counted: Mapping[float, float]) -> float | None:
    """Return the time that 99 of 100 calls took at most: the upper bound of their bucket."""
    calls = _most(counted)
    if calls <= 0:
        return None
    return 1_000 * min(bound for bound, number in counted.items() if number >= P99 * calls)
