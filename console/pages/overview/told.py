"""Figures that processes tell. They are not known while those are away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from console.charts import Chart
from console.pages.overview.figure import Figure, FigureState, unknown
from console.pages.overview.hours import Hour, rounded
from console.watch.history import LastHour, failed_lately, is_told, lag, slow_lately, told_by
from console.watch.targets import Look
from inventory.metrics import of_api, of_bridge, of_tasks
from inventory.metrics.declared import Process
from inventory.settings import Settings

LONG_LAG = 1_000
SLOW_MILLISECONDS = 1_000
FAILED_PERCENT = 1
OLD_TASK_SECONDS = 60
"""The limits of the alerts (`deployment/monitoring/rules.yml`). That of the lag is the alert's for
one partition.
"""


def of_processes(history: LastHour, hour: Hour, settings: Settings) -> Iterator[Figure]:
    """Yield their figures. None without any process to look at."""
    looks = history.looks
    if looks:
        yield _lag(lag(looks), hour)
        yield _relay(told_by(looks, Process.RELAY))
        yield from _broker(told_by(looks, Process.BEAT))
        yield from _queues(told_by(looks, Process.BEAT), hour, settings)
        yield _slow(history, hour)
        yield _failed(history, hour)
        yield from _rates(history, hour)


def _lag(messages: float | None, hour: Hour) -> Figure:
    label, meaning = "Lag", "Messages in Kafka that are not read yet"
    its_hour = hour.chart(label, lambda moment: moment.lag)
    if messages is None:
        return unknown(label, meaning, hour=its_hour)
    state = FigureState.WARN if messages > LONG_LAG else FigureState.GOOD
    limit = f"Look above {LONG_LAG:,}"
    return Figure(label, meaning, int(messages), state, "InventoryLagGrows", limit=limit, hour=its_hour)


def _relay(relays: Sequence[Look]) -> Figure:
    label, meaning = "Relays", "Relays that publish outcomes: one does, and others stand by"
    if not relays:
        return unknown(label, meaning)
    active = int(sum(look.gauges.get(of_bridge.RELAY_ACTIVE.name, 0.0) for look in relays))
    value, state = (active, FigureState.GOOD) if active else ("none is active", FigureState.BAD)
    return Figure(label, meaning, value, state, "InventoryRelayNoneActive")


def _broker(beats: Sequence[Look]) -> Iterator[Figure]:
    """Yield the broker if it is away, or if nobody tells."""
    label, meaning = "Broker", "The broker of Celery's queues, by beat"
    is_up = [look.gauges[of_tasks.BROKER_UP.name] for look in beats if of_tasks.BROKER_UP.name in look.gauges]
    if not is_up:
        yield unknown(label, meaning)
    elif not all(is_up):
        yield Figure(label, meaning, "away", FigureState.BAD, "InventoryBrokerAway")


def _queues(beats: Sequence[Look], hour: Hour, settings: Settings) -> Iterator[Figure]:
    meaning = "Tasks that no worker has taken yet"
    queues = {name: waiting for look in beats for name, waiting in look.queues.items()}
    oldest = {name: seconds for look in beats for name, seconds in look.oldest_tasks.items()}
    if not queues:
        yield unknown("Queues", meaning)
    for name, waiting in sorted(queues.items()):
        label, age = f"Queue {name}", oldest.get(name)
        yield Figure(
            label,
            meaning,
            int(waiting),
            _of_queue(waiting, age, settings),
            "InventoryQueueOld",
            oldest_seconds=age if waiting else None,
            limit=f"Look above {settings.long_queue:,}, act if one is older than {OLD_TASK_SECONDS} s",
            hour=hour.chart(label, lambda moment, name=name: moment.queues.get(name)),  # type: ignore[misc]
        )


def _of_queue(waiting: float, oldest: float | None, settings: Settings) -> FigureState:
    if oldest is not None and oldest > OLD_TASK_SECONDS:
        return FigureState.BAD
    return FigureState.WARN if waiting > settings.long_queue else FigureState.GOOD


def _without_calls(label: str, meaning: str, its_hour: Chart, history: LastHour) -> Figure:
    """Return the figure of an API that nobody calls, or that tells nothing."""
    if not is_told(history):
        return unknown(label, meaning, hour=its_hour)
    return Figure(label, meaning, "no calls in five minutes", FigureState.PLAIN, "", hour=its_hour)


def _slow(history: LastHour, hour: Hour) -> Figure:
    """Return p99. Calls beyond the largest bucket took longer than that."""
    label, meaning = "Slow calls", "99 of 100 calls of the API took at most this, in five minutes"
    its_hour = hour.chart(label, lambda moment: None if moment.p99_milliseconds == inf else moment.p99_milliseconds)
    milliseconds = slow_lately(history)
    if milliseconds is None:
        return _without_calls(label, meaning, its_hour, history)
    state = FigureState.WARN if milliseconds > SLOW_MILLISECONDS else FigureState.GOOD
    value = f"over {1_000 * of_api.SECONDS.buckets[-1]:,.0f}" if milliseconds == inf else round(milliseconds)
    limit = f"Look above {SLOW_MILLISECONDS:,} ms"
    return Figure(label, meaning, value, state, "InventoryApiSlow", limit=limit, hour=its_hour, unit="ms")


def _failed(history: LastHour, hour: Hour) -> Figure:
    label, meaning = "Failed calls", "Calls of the API that were answered with 5xx, in five minutes"
    its_hour = hour.chart("Failed calls a second", lambda moment: moment.failed)
    percent = failed_lately(history)
    if percent is None:
        return _without_calls(label, meaning, its_hour, history)
    state = FigureState.BAD if percent > FAILED_PERCENT else FigureState.GOOD
    limit = f"Act above {FAILED_PERCENT} %"
    return Figure(
        label, meaning, rounded(percent) or 0, state, "InventoryApiErrors", limit=limit, hour=its_hour, unit="%"
    )


def _rates(history: LastHour, hour: Hour) -> Iterator[Figure]:
    """Yield the work of the shop. No number of it is too high."""
    last = history.moments[-1] if history.moments else None
    for label, meaning, value, its_hour in (
        (
            "Reserves a second",
            "Orders that got their units, by calls and events",
            last.reserves if last else None,
            hour.chart("Reserves a second", lambda moment: moment.reserves),
        ),
        (
            "Refusals a second",
            "Orders and changes that were refused, repeats included",
            last.refusals if last else None,
            hour.chart("Refusals a second", lambda moment: moment.refusals),
        ),
    ):
        if value is None:
            yield unknown(label, meaning, hour=its_hour)
        else:
            yield Figure(label, meaning, rounded(value) or 0, FigureState.PLAIN, "", hour=its_hour)
