"""The last hour with a point for each minute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from console.charts import Chart, Number
from console.reading.minutes import MINUTE
from console.watch.history import LastHour, Moment

Value = Callable[[Moment], float | None]
_FEW = 10
"""Lower numbers are shown to a tenth."""
_VERY_FEW = 1
"""Lower numbers are shown to a hundredth: three orders a minute are not none."""


class Hour:
    """The moments of the last hour, the last one of each minute."""

    def __init__(self, history: LastHour) -> None:
        last = _one_a_minute(list(history.moments))
        self.times = list(last)
        self._moments = list(last.values())

    def line(self, value: Value) -> list[Number | None]:
        """Return a value of each minute, None where it is not known."""
        return [None if moment is None else rounded(value(moment)) for moment in self._moments]

    def chart(self, title: str, value: Value) -> Chart:
        """Return the chart of one value."""
        return Chart.of(title, self.times, {title: self.line(value)})

    def queues(self) -> dict[str, list[Number | None]]:
        """Return a line for each queue that was told in this hour."""
        names = sorted({name for moment in self._moments if moment is not None for name in moment.queues})
        return {name: self.line(lambda one, name=name: one.queues.get(name)) for name in names}  # type: ignore[misc]


def rounded(value: float | None) -> Number | None:
    """Return a number as people read it."""
    if value is None:
        return None
    short = round(float(value), 0 if value >= _FEW else 1 if value >= _VERY_FEW else 2)
    return int(short) if short.is_integer() else short


def _one_a_minute(moments: Sequence[Moment]) -> dict[datetime, Moment | None]:
    """Return the last moment of each minute, None for a minute without a look."""
    last = {moment.at.replace(second=0, microsecond=0): moment for moment in moments}
    begun = list(last)
    minutes = int((begun[-1] - begun[0]) / MINUTE) + 1 if begun else 0
    return {begun[0] + minute * MINUTE: last.get(begun[0] + minute * MINUTE) for minute in range(minutes)}
