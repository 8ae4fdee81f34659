"""The charts of the overview: the last hour, a point for each minute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from math import inf

from console.charts import Chart, Number
from console.reading.minutes import MINUTE, Minute
from console.watch.history import LastHour, Moment
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.metrics import of_api

Line = Callable[[Callable[[Moment], float | None]], list[Number | None]]
_FEW = 10
"""Lower numbers are shown to a tenth."""

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
    minutes, moments = list(history.minutes), _one_a_minute(list(history.moments))
    times = list(moments)

    def line(value: Callable[[Moment], float | None]) -> list[Number | None]:
        return [None if moment is None else _rounded(value(moment)) for moment in moments.values()]

    return [
        Chart.of(
            "Events a minute",
            [minute.began_at for minute in minutes],
            {"heard": [one.heard for one in minutes], "dead letters": [one.dead for one in minutes]},
        ),
        Chart.of("Events done a minute, as workers tell", times, {"done": line(lambda one: one.done)}),
        Chart.of(
            "Waiting",
            times,
            {
                "pending events": line(lambda one: one.pending),
                "outcomes on their way": line(lambda one: one.outbox),
                "lag in Kafka": line(lambda one: one.lag),
            },
        ),
        Chart.of("Calls of the API a second", times, {"calls": line(lambda one: one.requests)}),
        Chart.of("Refusals of the API a minute, repeats included", times, {"refused": line(lambda one: one.refused)}),
        Chart.of("Slow calls of the API, in ms", times, _slow(line)),
    ]


def _slow(line: Line) -> dict[str, list[Number | None]]:
    """Return the line of p99. Times beyond the largest bucket have a line of their own."""
    longest = 1_000 * of_api.SECONDS.buckets[-1]
    slower = line(lambda one: longest if one.p99_milliseconds == inf else None)
    told = {"99 of 100 took at most": line(lambda one: None if one.p99_milliseconds == inf else one.p99_milliseconds)}
    return told | {"1 of 100 took more than": slower} if any(slower) else told


def _number(minutes: Sequence[Minute], *types: OutcomeType) -> list[int]:
    return [sum(minute.outcomes.get(str(one), 0) for one in types) for minute in minutes]


def _rounded(value: float | None) -> Number | None:
    return None if value is None else round(value) if value >= _FEW else round(value, 1)


def _one_a_minute(moments: Sequence[Moment]) -> dict[datetime, Moment | None]:
    """Return the last moment of each minute, None for a minute in which nothing was seen."""
    last = {moment.at.replace(second=0, microsecond=0): moment for moment in moments}
    begun = list(last)
    minutes = int((begun[-1] - begun[0]) / MINUTE) + 1 if begun else 0
    return {begun[0] + minute * MINUTE: last.get(begun[0] + minute * MINUTE) for minute in range(minutes)}
