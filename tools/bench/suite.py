"""What every part of the suite is given: how thorough to be, where to put data, and where figures
go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from tools.bench.figures import Book, Figure


@dataclass
class Suite:
    """One run of the suite. `only` keeps the figures whose names contain it, `repeats` overrides
    how often all is measured.
    """

    book: Book
    console: Console
    directory: Path
    quick: bool = False
    only: str = ""
    repeats: int = 0
    samples: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def wanted(self, *names: str) -> bool:
        return any(self.only in name for name in names)

    def rounds(self, count: int) -> Iterator[int]:
        """As many rounds as are worth it. Whoever compares several cases runs all of them in each
        round, so that what else happens on the machine meets them alike.
        """
        self.samples.clear()
        yield from range(self.repeats or (1 if self.quick else count))

    def sample(self, name: str, value: float) -> None:
        """One run's value of a figure."""
        self.samples[name].append(value)

    def enter(self, name: str, unit: str, *, floor: str | None = None) -> None:
        """The figure of all samples under `name`, beside the floor whose samples are under that
        name. None, if there are none.
        """
        if name not in self.samples:
            return
        figure = Figure.of(self.samples[name], unit, self.samples.get(floor, ()) if floor else ())
        self.book.enter(name, figure)
        beside = f"   floor {figure.floor:,.0f}" if figure.floor else ""
        self.console.print(
            f"  {name:<44} {figure.median:>12,.5g} {unit:<14} {figure.min:,.5g} to {figure.max:,.5g}{beside}",
            highlight=False,
            soft_wrap=True,
        )

    def enter_all(self, names: Iterable[str], unit: str) -> None:
        for name in names:
            self.enter(name, unit)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
