"""One figure of the overview: its value, its limit, and its last hour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from console.charts import Chart


class FigureState(StrEnum):
    """The state of a figure. The overview shows a word and a sign for it. The later ones are shown
    first.
    """

    PLAIN = "plain"
    """No number of it is too high."""
    GOOD = "good"
    UNKNOWN = "calm"
    """The process that tells it is away, or refuses us."""
    WARN = "warn"
    BAD = "bad"


_WORDS = {
    FigureState.PLAIN: "",
    FigureState.GOOD: "fine",
    FigureState.UNKNOWN: "not known",
    FigureState.WARN: "look",
    FigureState.BAD: "act",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of this moment. `heading` is that of its steps in the runbook."""

    label: str
    meaning: str
    value: float | str
    state: FigureState
    heading: str
    oldest_seconds: float | None = None
    limit: str = ""
    """In words, if the meaning does not tell it."""
    hour: Chart | None = None
    unit: str = ""

    @property
    def word(self) -> str:
        return _WORDS[self.state]


def unknown(label: str, meaning: str, *, hour: Chart | None = None) -> Figure:
    """Return a figure that nobody tells now."""
    return Figure(label, meaning, "not known", FigureState.UNKNOWN, "InventoryProcessAway", hour=hour)
