"""The charts of the overview: the last hour, a point for each minute."""

from __future__ import annotations

from collections.abc import Sequence

from console.charts import Chart
from console.reading.minutes import Minute
from console.watch.history import LastHour, Moment
from inventory.domain.orders.outcome_types import OutcomeType

_REJECTED = (OutcomeType.STOCK_RESERVATION_REJECTED, OutcomeType.STOCK_CONFIRMATION_REJECTED)
_GIVEN_BACK = (OutcomeType.STOCK_RELEASED, OutcomeType.STOCK_RESERVATION_EXPIRED)


def outcomes_by_minute(history: LastHour) -> Chart:
    """Return the outcomes of orders, and calls that were refused."""
    minutes = list(history.minutes)
    return Chart.of(
        "Orders a minute",
        [minute.began_at for minute in minutes],
        {
            "reserved": _number(minutes, OutcomeType.STOCK_RESERVED),
            "confirmed": _number(minutes, OutcomeType.STOCK_CONFIRMED),
            "given back": _number(minutes, *_GIVEN_BACK),
            "refused": [
                rejected + minute.refused
                for rejected, minute in zip(_number(minutes, *_REJECTED), minutes, strict=True)
            ],
        },
    )


def charts_for_operators(history: LastHour) -> list[Chart]:
    """Return the charts of the line: events, waiting work, and the API."""
    minutes, moments = list(history.minutes), _one_a_minute(list(history.moments))
    times = [moment.at for moment in moments]
    return [
        Chart.of(
            "Events a minute",
            [minute.began_at for minute in minutes],
            {"heard": [one.heard for one in minutes], "dead letters": [one.dead for one in minutes]},
        ),
        Chart.of("Events done a minute, as workers tell", times, {"done": [round(one.done) for one in moments]}),
        Chart.of(
            "Waiting",
            times,
            {
                "pending events": [one.pending for one in moments],
                "outcomes on their way": [one.outbox for one in moments],
                "lag in Kafka": [round(one.lag or 0) for one in moments],
            },
        ),
        Chart.of("Calls of the API a second", times, {"calls": [round(one.requests, 1) for one in moments]}),
        Chart.of(
            "Slow calls of the API, in ms",
            times,
            {"99 of 100 took at most": [round(one.p99_milliseconds, 1) for one in moments]},
        ),
    ]


def _number(minutes: Sequence[Minute], *types: OutcomeType) -> list[int]:
    return [sum(minute.outcomes.get(str(one), 0) for one in types) for minute in minutes]


def _one_a_minute(moments: Sequence[Moment]) -> list[Moment]:
    """Return the last moment of each minute."""
    return list({moment.at.replace(second=0, microsecond=0): moment for moment in moments}.values())
