"""The rows of an import, applied or previewed in portions, so that a file of any size takes the
memory of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, TypeVar

from sqlalchemy.orm import Session

from inventory.cli.stock.warned import RowWarnings
from inventory.cli.terminal.connection import certain_transaction, hold_times
from inventory.cli.terminal.files import replacing
from inventory.cli.terminal.progress_bar import progress
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import Database, now
from inventory.domain.outcome import Outcome
from inventory.importing.file import ImportFile, RejectedRows
from inventory.importing.rows import RejectedRow, UsableRow
from inventory.write_path.apply import apply
from inventory.write_path.preview import Preview, Previews, Recurring

BATCH = 250
"""Rows that share a transaction: few enough that nobody waits long for their locks."""
MAX_CHARACTERS = 4 * 1_048_576
"""Text of the rows that share a transaction, unless one row has more."""

Row = UsableRow | RejectedRow
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


class RejectedFile:
    """The file of the rejected rows: made with the first of them, in place when the block ends
    without an error.
    """

    def __init__(self, path: Path, columns: tuple[str, ...]) -> None:
        self.path = path
        self._columns = columns
        self._open = ExitStack()
        self._rows: RejectedRows | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._open.__exit__(*raised)  # type: ignore[arg-type] # what a `with` hands over

    def write(self, row: RejectedRow) -> None:
        if self._rows is None:
            self._rows = RejectedRows(self._open.enter_context(replacing(self.path)), self._columns)
        self._rows.write(row)


def reject(read: ImportFile, rejected_file: RejectedFile) -> Tally:
    """Write the rows that are rejected before any is tried."""
    tally = Tally()
    for row in read.rows():
        if isinstance(row, RejectedRow):
            tally.add(row, None)
            rejected_file.write(row)
    return tally


def apply_rows(database: Database, read: ImportFile, rejected_file: RejectedFile) -> Tally:
    """Apply the usable rows, each portion in its own transaction. An end half-way leaves
    whole portions behind.
    """
    tally, done = Tally(), 0
    try:
        with progress("Importing", total=read.usable) as advance:
            for portion in portions(read.rows()):
                usable = [row for row in portion if isinstance(row, UsableRow)]
                outcomes = _applied(database, usable) if usable else []
                for row, outcome in _paired(portion, outcomes):
                    rejected = tally.add(row, outcome)
                    if rejected is not None:
                        rejected_file.write(rejected)
                done += len(usable)
                advance(len(usable))
    except BaseException as error:
        error.add_note(
            f"Stopped after {done:,} of {read.usable:,} rows. Run the same command again: no row is imported twice."
        )
        raise
    return tally


def previewed(session: Session, read: ImportFile) -> Iterator[tuple[Row, Preview | None]]:
    """Yield each row, with a preview where it is usable. Use it as often as you like within one
    snapshot.
    """
    numbered = ((row.line, row.command) for row in read.rows() if isinstance(row, UsableRow))
    previews = Previews(session, now=now(session), holds=hold_times(), recurring=Recurring.of(numbered))
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
def _applied(database: Database, rows: list[UsableRow]) -> list[Outcome]:
    with certain_transaction(database) as session:
        return apply(session, [row.command for row in rows], now=now(session), holds=hold_times())


def _paired(portion: Iterable[Row], of_usable: Iterable[_T]) -> Iterator[tuple[Row, _T | None]]:
    found = iter(of_usable)
    for row in portion:
        yield row, next(found) if isinstance(row, UsableRow) else None


def _rejected(row: Row, outcome: Outcome | None) -> RejectedRow | None:
    if isinstance(row, RejectedRow):
        return row
    if outcome is not None and outcome.error is not None:
        return row.rejected(f"{outcome.error.code}: {outcome.error}")
    return None
