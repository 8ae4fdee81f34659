"""Ratios of the figures of two revisions, from the rounds that measured both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tools.bench.compare.turns import Entered

HEAD = (
    "| figure | now/before | lowest | highest | rounds | now | its floor | before | its floor | unit |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---|",
)

Samples = Mapping[str, Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure as a ratio now/before: the median, lowest and highest of the rounds' ratios. Beside
    it stands what each side entered.
    """

    name: str
    median: float
    min: float
    max: float
    rounds: int
    now: Entered
    before: Entered

    @property
    def row(self) -> str:
        sides = (f"{_shown(one.median)} | {_shown(one.floor)}" for one in (self.now, self.before))
        ratios = f"{self.median:.3f} | {self.min:.3f} | {self.max:.3f} | {self.rounds}"
        return f"| `{self.name}` | {ratios} | {' | '.join(sides)} | {self.now.unit} |"


def ratios(
    now: Mapping[str, Entered], before: Mapping[str, Entered], measured_now: Samples, measured_before: Samples
) -> Iterator[Ratio]:
    """Yield the ratio of each figure that both sides have entered in the same unit. A round counts
    if both have a sample of it, and the earlier one is not zero.
    """
    for name in [name for name in now if name in before and now[name].unit == before[name].unit]:
        old, new = measured_before.get(name, {}), measured_now.get(name, {})
        found = [new[number] / old[number] for number in sorted(new) if old.get(number)]
        if found:
            yield Ratio(name, median(found), min(found), max(found), len(found), now[name], before[name])


def one_sided(now: Mapping[str, Entered], before: Mapping[str, Entered], found: Sequence[Ratio]) -> list[str]:
    """Return the names of the figures that have no ratio."""
    return sorted({*now, *before} - {ratio.name for ratio in found})


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:,.5g}" if value < 100_000 else f"{value:,.0f}"  # noqa: PLR2004
