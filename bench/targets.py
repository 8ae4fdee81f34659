"""What the figures were to be, on two cores that carry servers and load alike."""

from __future__ import annotations

from typing import NamedTuple

from bench.figures import Figure


class Target(NamedTuple):
    """A figure and its limit: at least, or with `at_most`, at most that much."""

    name: str
    limit: float
    at_most: bool = False

    def met(self, figure: Figure) -> bool:
        return figure.median <= self.limit if self.at_most else figure.median >= self.limit

    @property
    def told(self) -> str:
        return f"at {'most' if self.at_most else 'least'} {self.limit:,g}"


TARGETS = (
    Target("core.batch_200.uniform", 25_000),
    Target("core.batch_200.hot", 25_000),
    Target("core.batch_200.uniform.2_processes", 25_000),
    Target("core.batch_200.hot.2_processes", 25_000),
    Target("line.done", 10_000),
    Target("line.announced", 10_000),
    Target("line.p99_ms_at_500", 200, at_most=True),
    Target("api.reserve.hot", 4_000),
    Target("api.reserve.hot.p99_ms", 40, at_most=True),
    Target("api.refused", 4_000),
    Target("api.availability", 6_000),
    Target("sweep", 10_000),
    Target("scale.skus.cost", 1.2, at_most=True),
    Target("scale.ledger.cost", 1.2, at_most=True),
    Target("scale.holds.cost", 1.2, at_most=True),
    Target("scale.churn.cost", 1.2, at_most=True),
)
