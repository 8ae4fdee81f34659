"""The epoch of a database, and what it makes of versions: numbers that never come again (ADR 0023).

A version counts the changes of one row. A database that is set back to an earlier state counts on from an earlier version,
and gives other contents a number that was used already. Its epoch has risen then, to one that was never used before.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

VERSIONS = 10_000_000_000
"""How many versions an epoch has room for: of twenty digits the first ten are the epoch. More carry into it, and since
epochs lie seconds apart (`inventory.database.lineage`), no row could be changed often enough to meet the next one.
"""


def sequence(epoch: int, version: int) -> int:
    """The number of this version among all that there ever were; 0, which no row has, in every epoch."""
    return epoch * VERSIONS + version if version else 0


@dataclass(frozen=True, slots=True)
class VersionsOf(Container[int]):
    """The versions that stand, in this epoch, for one of these sequences."""

    epoch: int
    sequences: Container[int]

    def __contains__(self, version: object) -> bool:
        return isinstance(version, int) and sequence(self.epoch, version) in self.sequences
