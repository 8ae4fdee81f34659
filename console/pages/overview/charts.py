"""The charts of the overview: the last hour, a point for each minute."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from console.charts import Chart, Number
from console.pages.overview.hours import Hour
from console.reading.minutes import Minute
from console.watch.history import LastHour
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.metrics import of_api

_REJECTED = (OutcomeType.STOCK_RESERVATION_REJECTED, OutcomeType.STOCK_CONFIRMATION_REJECTED)
_GIVEN_BACK = (OutcomeType.STOCK_RELEASED, OutcomeType.STOCK_RESERVATION_EXPIRED)


def outcomes_by_minute(history: LastHour) -> Chart:
    """Return the outcomes of orders."""
    minutes = list(history.minutes)
    return Chart.of(
        "Orders a minute",
        [minute.began_at for minute in minutes],
        {
            "reserved": _number(minutes, OutcomeType.STOCK_RESERVED),
            "confirmed": _number(minutes, OutcomeType.STOCK_CONFIRMED),
            "given back": _number(minutes, *_GIVEN_BACK),
            "rejected": _number(minutes, *_REJECTED),
        },
    )


def charts_for_operators(history: LastHour) -> list[Chart]:
    """Return the charts of the line: events, waiting work, and the API."""
    minutes, hour = list(history.minutes), Hour(history)
    lines = {
        "Events done a minute, as workers tell": {"done": hour.line(lambda one: one.done)},
        "Waiting": {
            "pending events": hour.line(lambda one: one.waiting["inbox_pending"]),
            "outcomes on their way": hour.line(lambda one: one.waiting["outbox"]),
            "lag in Kafka": hour.line(lambda one: one.lag),
        },
        "Tasks in queues": hour.queues(),
        "Reserves and refusals a second, repeats included": {
            "reserves": hour.line(lambda one: one.reserves),
            "refusals": hour.line(lambda one: one.refusals),
        },
        "Calls of the API a second": {
            "calls": hour.line(lambda one: one.requests),
            "problems": hour.line(lambda one: one.refused),
            "failed": hour.line(lambda one: one.failed),
        },
        "Slow calls of the API, in ms": _slow(hour),
    }
    heard = Chart.of(
        "Events a minute",
        [minute.began_at for minute in minutes],
        {"heard": [one.heard for one in minutes], "dead letters": [one.dead for one in minutes]},
    )
    return [heard, *(Chart.of(title, hour.times, series) for title, series in lines.items())]


def _slow(hour: Hour) -> dict[str, list[Number | None]]:
    """Return the line of p99. Times beyond the largest bucket have a line of their own."""
    longest = 1_000 * of_api.SECONDS.buckets[-1]
    slower = hour.line(lambda one: longest if one.p99_milliseconds == inf else None)
    told = {
        "99 of 100 took at most": hour.line(lambda one: None if one.p99_milliseconds == inf else one.p99_milliseconds)
    }
    return told | {"1 of 100 took more than": slower} if any(slower) else told


def _number(minutes: Sequence[Minute], *types: OutcomeType) -> list[int]:
    return [sum(minute.outcomes.get(str(one), 0) for one in types) for minute in minutes]
