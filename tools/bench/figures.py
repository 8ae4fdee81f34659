"""Figures: the median of several runs with its spread. They are kept in a file, to which each part
of the suite adds its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import orjson


@dataclass(frozen=True, slots=True)
class Figure:
    """The median, lowest and highest value of several runs. `floor` is the median of PostgreSQL
    alone in the same minutes, in the same unit.
    """

    median: float
    min: float
    max: float
    unit: str
    floor: float | None = None

    @classmethod
    def of(cls, samples: Sequence[float], unit: str, floor: Sequence[float] = ()) -> Figure:
        return cls(
            _rounded(median(samples)),
            _rounded(min(samples)),
            _rounded(max(samples)),
            unit,
            _rounded(median(floor)) if floor else None,
        )

    def as_json(self) -> dict[str, float | str]:
        return {name: value for name, value in asdict(self).items() if value is not None}


def _rounded(value: float) -> float:
    """Return the value with three digits, because a measurement tells no more."""
    return float(f"{value:.3g}") if abs(value) < 1_000 else round(value)  # noqa: PLR2004 - three digits


class Book:
    """The figures of one machine. They are written to `path` whenever one is added, so that a
    broken run loses nothing.
    """

    def __init__(self, path: Path, machine: dict[str, str]) -> None:
        """Go on with the figures in `path`, unless they are another machine's."""
        self._path = path
        self.machine = machine
        self.figures: dict[str, Figure] = {}
        if path.exists():
            kept = orjson.loads(path.read_bytes())
            if kept["machine"] == machine:
                self.figures = {name: Figure(**figure) for name, figure in kept["figures"].items()}

    def forget(self, part: str) -> None:
        """Drop the earlier figures of this part. They are measured again now, or are gone."""
        self.figures = {name: figure for name, figure in self.figures.items() if not name.startswith(f"{part}.")}

    def enter(self, name: str, figure: Figure) -> None:
        self.figures[name] = figure
        self._path.parent.mkdir(parents=True, exist_ok=True)
        content = {
            "machine": self.machine,
            "figures": {name: self.figures[name].as_json() for name in sorted(self.figures)},
        }
        self._path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
