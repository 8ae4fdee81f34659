"""The rows of an import, applied or previewed in portions, so that a file of any size takes the
memory of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.orm import Session

from inventory.bulk.warned import RowWarnings
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import now
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.outcome import Outcome
from inventory.importing.file import ImportFile
from inventory.importing.rows import RejectedRow, UsableRow
from inventory.write_path.apply import apply
from inventory.write_path.previews.stock import Preview, Previews, Recurring

BATCH = 250
"""Rows that share a transaction: few enough that nobody waits long for their locks."""
MAX_CHARACTERS = 4 * 1_048_576
"""Text of the rows that share a transaction, unless one row has more."""

Row = UsableRow | RejectedRow
Transaction = Callable[[], AbstractContextManager[Session]]
"""Opens a transaction, and commits it at the end of the block."""
_T = TypeVar("_T")


@dataclass(slots=True)
class Tally:
    """Counts of the rows so far: `changed` now, `new` among these, `replayed` (imported before),
    and rejected. Of the counts among them, also their warnings.
    """

    changed: int = 0
    new: int = 0
    replayed: int = 0
    rejected: int = 0
    first_rejected: RejectedRow | None = None
    warnings: RowWarnings = field(default_factory=RowWarnings)

    def add(self, row: Row, outcome: Outcome | None) -> RejectedRow | None:
        """Count the row, and return it as rejected where it is."""
        rejected = _rejected(row, outcome)
        if rejected is not None:
            self.rejected += 1
            self.first_rejected = self.first_rejected or rejected
        elif outcome is not None and outcome.changed:
            self.changed += 1
            self.new += outcome.created
        else:
            self.replayed += 1
        if isinstance(row, UsableRow) and outcome is not None:
            self.warnings.add(row, outcome)
        return rejected


def reject(read: ImportFile, write: Callable[[RejectedRow], None]) -> Tally:
    """Hand over the rows that are rejected before any is tried."""
    tally = Tally()
    for row in read.rows():
        if isinstance(row, RejectedRow):
            tally.add(row, None)
            write(row)
    return tally


def apply_rows(
    read: ImportFile,
    transaction: Transaction,
    holds: HoldTimes,
    *,
    write: Callable[[RejectedRow], None],
    advance: Callable[[int], None],
    tally: Tally | None = None,
) -> Tally:
    """Apply the usable rows, each portion in its own transaction, and hand over the rejected ones.
    An end half-way leaves whole portions behind.

    `advance` is called with the number of usable rows of each portion, when `tally` has them.
    """
    tally = Tally() if tally is None else tally
    for portion in portions(read.rows()):
        usable = [row for row in portion if isinstance(row, UsableRow)]
        outcomes = _applied(transaction, usable, holds) if usable else []
        for row, outcome in _paired(portion, outcomes):
            rejected = tally.add(row, outcome)
            if rejected is not None:
                write(rejected)
        advance(len(usable))
    return tally


def previewed(session: Session, read: ImportFile, holds: HoldTimes) -> Iterator[tuple[Row, Preview | None]]:
    """Yield each row, with a preview where it is usable. Use it as often as you like within one
    snapshot.
    """
    numbered = ((row.line, row.command) for row in read.rows() if isinstance(row, UsableRow))
    previews = Previews(session, now=now(session), holds=holds, recurring=Recurring.of(numbered))
    for portion in portions(read.rows()):
        yield from _paired(portion, previews.of([row.command for row in portion if isinstance(row, UsableRow)]))


def portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows in lists that one transaction can take."""
    portion: list[Row] = []
    characters = 0
    for row in rows:
        portion.append(row)
        characters += sum(map(len, row.cells)) + len(row.cells)
        if len(portion) == BATCH or characters >= MAX_CHARACTERS:
            yield portion
            portion, characters = [], 0
    if portion:
        yield portion


@retried_on_stale_plan
def _applied(transaction: Transaction, rows: list[UsableRow], holds: HoldTimes) -> list[Outcome]:
    with transaction() as session:
        return apply(session, [row.command for row in rows], now=now(session), holds=holds)


def _paired(portion: Iterable[Row], of_usable: Iterable[_T]) -> Iterator[tuple[Row, _T | None]]:
    found = iter(of_usable)
    for row in portion:
        yield row, next(found) if isinstance(row, UsableRow) else None


def _rejected(row: Row, outcome: Outcome | None) -> RejectedRow | None:
    if isinstance(row, RejectedRow):
        return row
    if outcome is not None and outcome.error is not None:
        return row.rejected(f"{outcome.error.code}: {outcome.error}", outcome.error)
    return None
