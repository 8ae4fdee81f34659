"""Line charts, drawn by the server as SVG: `templates/macros/chart.html` shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

WIDTH = 600
HEIGHT = 120
_TOP = 6
"""Room above the highest line, so that its stroke is seen whole."""

Number = int | float


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One line: its name, its values, None where they are not known, and its strokes."""

    name: str
    values: Sequence[Number | None]
    strokes: Sequence[str]
    """Points of the drawing, from one gap to the next."""

    @property
    def known(self) -> list[Number]:
        return [value for value in self.values if value is not None]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of some lines over the same times."""

    title: str
    times: Sequence[datetime]
    lines: Sequence[ChartLine]
    highest: Number
    """The value at the top. The bottom is 0."""
    width: int = WIDTH
    height: int = HEIGHT

    @classmethod
    def of(
        cls,
        title: str,
        times: Sequence[datetime],
        series: Mapping[str, Sequence[Number | None]],
        *,
        steps: bool = False,
    ) -> Chart:
        """Draw the series by name, each with a value for each of the times.

        With `steps` a value holds until the next one, as a number of units does.
        """
        highest = max((value for values in series.values() for value in values if value is not None), default=0)
        places = [_across(times, moment) for moment in times]
        lines = [
            ChartLine(name, values, list(_strokes(places, values, highest, steps=steps)))
            for name, values in series.items()
        ]
        return cls(title, times, lines, highest)

    @property
    def summary(self) -> str:
        """Return the newest values as a sentence, for those who don't see the lines."""
        return (
            ", ".join(f"{line.name} {_told(line.values[-1])}" for line in self.lines if line.values) or "no values yet"
        )

    @property
    def rows(self) -> Iterator[tuple[datetime, list[Number | None]]]:
        """Yield each time with the values of all lines."""
        for position, moment in enumerate(self.times):
            yield moment, [line.values[position] for line in self.lines]


def _told(value: Number | None) -> str:
    return "not known" if value is None else f"{value:,}"


def _across(times: Sequence[datetime], moment: datetime) -> float:
    whole = (times[-1] - times[0]).total_seconds()
    return WIDTH * (moment - times[0]).total_seconds() / whole if whole else 0.0


def _strokes(
    places: Sequence[float], values: Sequence[Number | None], highest: Number, *, steps: bool
) -> Iterator[str]:
    """Yield the points of each stroke. A value that is not known ends one."""
    for is_known, points in groupby(zip(places, values, strict=True), key=lambda point: point[1] is not None):
        if is_known:
            yield _points([(place, value) for place, value in points if value is not None], highest, steps=steps)


def _points(known: Sequence[tuple[float, Number]], highest: Number, *, steps: bool) -> str:
    points: list[str] = []
    before: str | None = None
    for place, value in known:
        down = HEIGHT - (HEIGHT - _TOP) * value / highest if highest > 0 else float(HEIGHT)
        if steps and before is not None:
            points.append(f"{place:.1f},{before}")
        before = f"{down:.1f}"
        points.append(f"{place:.1f},{before}")
    return " ".join(points)
