"""CSV files of counts or changes: from bytes to commands and rejected rows, checked whole before
anything is written. Pure.

The header names `quantity_on_hand` (counts), `delta` (changes) or `quantity` (moves), as people
write it: `Quantity on hand`. A row's identity is its SKU, its location (the one that a move leaves)
and its reference. The reference is the file's unless the row names its own. So a second import of
the same file is a replay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from inventory.importing.cells import SheetWriter, is_rounded, restored
from inventory.importing.columns import (
    FROM,
    KEYS,
    LINE,
    PROBLEM,
    QUANTITIES,
    Terms,
    columns_of,
    names_of,
)
from inventory.importing.records import Content, ImportSource, UnusableImport
from inventory.importing.repeats import Repeats
from inventory.importing.row_cells import INTEGER
from inventory.importing.rows import Known, RejectedRow, Row, RowReader, UsableRow, nothing_known
from inventory.importing.sheets import Sheet, sheet_of

MAX_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A checked file, with the numbers of its usable and rejected rows.

    The rows themselves are read again for each use, because a million of them would take two
    gigabytes.
    """

    names: tuple[str, ...]
    """The names of all columns."""
    columns: tuple[str, ...]
    """The same names, but "" for a column that is passed over."""
    reference: str
    usable: int
    rejected: int
    uncounted: int
    """Number of rows of a count sheet without a count, if those are passed over."""
    rounded: int
    """Number of rows with a key that looks like a long number shortened by a spreadsheet."""
    first_rounded: str
    _source: ImportSource
    _reader: RowReader
    _repeats: Repeats

    def rows(self) -> Iterator[UsableRow | RejectedRow]:
        """Yield the rows in the file's order. Raises `UnusableImport` if the file has changed."""
        for row in _rows(self._source, self._reader):
            # All rows of one identity are rejected, because nobody here knows the right one of two
            # counts.
            if isinstance(row, UsableRow) and (others := self._repeats.others(row.line, *row.identity)):
                place = FROM if self._reader.sheet is Sheet.MOVES else "location"
                yield row.rejected(f"the same SKU, {place} and reference stand on line {others}")
            else:
                yield row


def read_import(file: Content, terms: Terms, known: Known = nothing_known) -> ImportFile:
    """Check every row of `file`. The file is read again from its beginning for each use of its
    rows.

    Raises `UnusableImport` if the file as a whole is unusable: encoding, header, quoting, number of
    rows.
    """
    source = ImportSource(file)
    _, header = next(source.records(delimiter=terms.delimiter), (1, []))
    names = names_of(header)
    columns = columns_of(names, terms)
    sheet = sheet_of(columns, terms)
    digest = f"import-{source.digest[:16]}" if sheet is Sheet.COUNTS else ""
    reference = terms.reference or digest
    reader = RowReader(sheet, columns, reference, terms, known)
    repeats, usable, rejected, uncounted, rounded = Repeats(), 0, 0, 0, _Rounded(columns)
    for line, cells in _records(source, terms):
        if reader.is_passed_over(cells):
            uncounted += reader.is_uncounted(cells)
            continue
        row = reader.row(line, cells)
        if usable + rejected == MAX_ROWS:
            raise UnusableImport(problem=f"it has more than {MAX_ROWS:,} rows. Split it.")
        rounded.note(row)
        if isinstance(row, UsableRow):
            usable += 1
            repeats.note(row.line, *row.identity)
        else:
            rejected += 1
    repeated = repeats.settle()
    usable, rejected = usable - repeated, rejected + repeated
    warning = rounded.rows, rounded.first
    return ImportFile(names, columns, reference, usable, rejected, uncounted, *warning, source, reader, repeats)


class _Rounded:
    """Counts rows with a key that a spreadsheet may have shortened, and quotes the first."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._at = [position for position, name in enumerate(columns) if name in KEYS]
        self.rows = 0
        self.first = ""

    def note(self, row: Row) -> None:
        cells = (restored(row.cells[position]) for position in self._at if position < len(row.cells))
        if found := next(filter(is_rounded, cells), None):
            self.rows += 1
            self.first = self.first or f"line {row.line}: {found}"


class RejectedRows:
    """Writes rejected rows as a file that can be corrected and imported, with the line and the
    reason of each.
    """

    def __init__(self, file: IO[str], columns: Sequence[str]) -> None:
        self._writer = SheetWriter(file)
        self._columns = columns
        self._kept = [position for position, name in enumerate(columns) if name not in {LINE, PROBLEM}]
        self._writer.write([*(columns[position] for position in self._kept), LINE, PROBLEM])

    def write(self, row: RejectedRow) -> None:
        cells = [self._cell(position, row.cells) for position in self._kept]
        self._writer.write([*cells, row.line, row.problem])

    def _cell(self, position: int, cells: Sequence[str]) -> str | int:
        text = restored(cells[position]) if position < len(cells) else ""
        # A negative change is no formula.
        is_number = self._columns[position] in QUANTITIES and INTEGER.fullmatch(text)
        return int(text) if is_number else text


def _rows(source: ImportSource, reader: RowReader) -> Iterator[UsableRow | RejectedRow]:
    for line, cells in _records(source, reader.terms):
        if not reader.is_passed_over(cells):
            yield reader.row(line, cells)


def _records(source: ImportSource, terms: Terms) -> Iterator[tuple[int, list[str]]]:
    """Yield the records below the first line."""
    records = source.records(delimiter=terms.delimiter)
    next(records, None)
    yield from records
