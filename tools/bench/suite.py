"""The settings of one run of the suite: its thoroughness, the place of its data, and the book of
its figures.
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
    """One run of the suite. `only` keeps the figures whose names contain it. `repeats` overrides
    the number of rounds.
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
        """Clear the samples, and yield the number of each round. A quick run has one.

        A comparison of several cases runs all of them in each round, so that other load on the
        machine meets them alike.
        """
        self.samples.clear()
        yield from range(self.repeats or (1 if self.quick else count))

    def sample(self, name: str, value: float) -> None:
        """Add the value of one run to a figure."""
        self.samples[name].append(value)

    def enter(self, name: str, unit: str, *, floor: str | None = None) -> None:
        """Enter the figure of all samples under `name`, beside the floor whose samples are under
        `floor`.

        Does nothing if there are no samples.
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
    """Return the value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
