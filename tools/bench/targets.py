"""The targets of the figures, on two processors that carry servers and load alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tools.bench.figures import Figure


class Target(NamedTuple):
    """A figure and its limit, a lower one or with `at_most` an upper one. A name as limit stands
    for the figure of that name.
    """

    name: str
    limit: float | str
    at_most: bool = False

    def known(self, figures: Mapping[str, Figure]) -> bool:
        """Return True if the figure, and the one that it is compared with, were measured."""
        return self.name in figures and (not isinstance(self.limit, str) or self.limit in figures)

    def met(self, figures: Mapping[str, Figure]) -> bool:
        limit = figures[self.limit].median if isinstance(self.limit, str) else self.limit
        median = figures[self.name].median
        return median <= limit if self.at_most else median >= limit

    @property
    def told(self) -> str:
        limit = f"`{self.limit}`" if isinstance(self.limit, str) else f"{self.limit:,g}"
        return f"at {'most' if self.at_most else 'least'} {limit}"


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
    Target("api.refused", "api.reserve.hot"),
    Target("api.availability", 6_000),
    Target("sweep", 10_000),
    Target("scale.skus.cost", 1.2, at_most=True),
    Target("scale.ledger.cost", 1.2, at_most=True),
    Target("scale.holds.cost", 1.2, at_most=True),
    Target("scale.churn.cost", 1.2, at_most=True),
)
