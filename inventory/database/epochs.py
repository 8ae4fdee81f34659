"""The epoch of a database. With a version it makes a number that never comes again (ADR 0023).

A version counts the changes of one row. A database that is set back to an earlier state counts on
from an earlier version, and gives a used number to other contents. So its epoch rises then, to one
that was never used before.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

VERSIONS = 10_000_000_000
"""The number of versions in an epoch: the first ten of a sequence's twenty digits are the epoch.
More versions carry into the epoch. Epochs lie seconds apart (`inventory.database.lineage`), so no
row could change often enough to meet the next one.
"""


def sequence(epoch: int, version: int) -> int:
    """Return the number of this version among all that there ever were. No row has version 0, and
    its number is 0 in every epoch.
    """
    return epoch * VERSIONS + version if version else 0


@dataclass(frozen=True, slots=True)
class VersionsOf(Container[int]):
    """The versions of this epoch that have one of these sequences."""

    epoch: int
    sequences: Container[int]

    def __contains__(self, version: object) -> bool:
        return isinstance(version, int) and sequence(self.epoch, version) in self.sequences
