"""The rows of an import at the command line: applied with a bar, the rejected ones in a file."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Self

from inventory.bulk import rows
from inventory.bulk.rows import Tally
from inventory.cli.terminal.connection import certain_transaction, hold_times
from inventory.cli.terminal.files import replacing
from inventory.cli.terminal.progress_bar import progress
from inventory.database.transactions import Database
from inventory.importing.file import ImportFile, RejectedRows
from inventory.importing.rows import RejectedRow


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


def apply_rows(database: Database, read: ImportFile, rejected_file: RejectedFile) -> Tally:
    """Apply the usable rows. An error tells how many were applied before it."""
    done = 0
    try:
        with progress("Importing", total=read.usable) as show:

            def advance(applied: int) -> None:
                nonlocal done
                done += applied
                show(applied)

            return rows.apply_rows(
                read,
                lambda: certain_transaction(database),
                hold_times(),
                write=rejected_file.write,
                advance=advance,
            )
    except BaseException as error:
        error.add_note(
            f"Stopped after {done:,} of {read.usable:,} rows. Run the same command again: no row is imported twice."
        )
        raise
