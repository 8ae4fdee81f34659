"""The count of pairs of facts that came about.

A pair is two facts that both had an effect, in one history, in this order, about one subject. Facts
about orders meet at an order. All others meet at a SKU, with each other and with those.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from tests.inventory.model.facts import ABOUT_ORDERS, FACTS, IMPOSSIBLE, Kind, names

Pair = tuple[Kind, Kind]
PAIRS: Sequence[Pair] = [
    (first, second) for first, second in product(FACTS, FACTS) if (first, second) not in IMPOSSIBLE
]


@dataclass
class Coverage:
    """The number of times that each pair came about."""

    counts: Counter[Pair] = field(default_factory=Counter)
    aimed: Counter[Pair] = field(default_factory=Counter)
    """Number of times that each pair was aimed at."""
    histories: int = 0

    def rarest(self, number: int) -> list[Pair]:
        """Return the rarest pairs. Of equally rare ones, those that were aimed at least often."""
        chosen = sorted(PAIRS, key=lambda pair: (self.counts[pair], self.aimed[pair]))[:number]
        self.aimed.update(chosen)
        return chosen

    def aiming_as(self, other: Coverage) -> Coverage:
        """Return these counts, with the aims of another."""
        return replace(self, aimed=other.aimed)

    @property
    def least(self) -> int:
        """Return the count of the rarest pair."""
        return min(self.counts[pair] for pair in PAIRS)

    def __str__(self) -> str:
        rising = sorted(PAIRS, key=lambda pair: self.counts[pair])
        told = "\n".join(f"{self.counts[pair]:9,} {names(pair)}" for pair in rising)
        return f"{self.histories:,} histories, {len(PAIRS)} pairs of {len(FACTS)} facts:\n{told}"


class Earlier:
    """The facts of one history so far, by subject."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._heard: dict[str, set[Kind]] = defaultdict(set)
        coverage.histories += 1

    def hear(self, kind: Kind, subjects: frozenset[str]) -> None:
        """Count the pairs that a fact with an effect makes with earlier ones."""
        met = {
            earlier
            for subject in subjects
            for earlier in self._heard[subject]
            if _is_order(subject) or not {earlier, kind} <= ABOUT_ORDERS
        }
        self._coverage.counts.update((earlier, kind) for earlier in met)
        for subject in subjects:
            self._heard[subject].add(kind)


def _is_order(subject: str) -> bool:
    return subject.startswith("order ")
