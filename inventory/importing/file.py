"""CSV files of counts or changes: from bytes to commands and rejected rows, checked whole before
anything is written. Pure.

The header names either `quantity_on_hand` (a count) or `delta` (a change), as people write it:
`Quantity on hand`. A row's identity is its SKU, its location and its reference. The reference is
the file's unless the row names its own. So a second import of the same file is a replay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from inventory.domain.adjustments import AdjustmentReason
from inventory.domain.commands import DEFAULT_LOCATION, AdjustStock
from inventory.domain.identifiers import flaw
from inventory.importing.cells import SheetWriter, is_rounded, restored
from inventory.importing.columns import (
    DELTA,
    EXPECTED,
    KEYS,
    LINE,
    PROBLEM,
    QUANTITIES,
    Key,
    Terms,
    columns_of,
    names_of,
)
from inventory.importing.records import Content, ImportSource, UnusableImport
from inventory.importing.repeats import Repeats
from inventory.importing.row_cells import INTEGER, RowCells

MAX_ROWS = 1_000_000


Known = Callable[[Key, AdjustStock], bool]
"""Returns True if the key in this column of the row is stored. It is asked about keys that may not
be new.
"""


def nothing_known(_column: Key, _command: AdjustStock) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file. `line` is the number of its first line."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UsableRow(Row):
    command: AdjustStock

    @property
    def identity(self) -> tuple[str, str, str]:
        return self.command.sku, self.command.location, self.command.reference

    def rejected(self, problem: str) -> RejectedRow:
        return RejectedRow(self.line, self.cells, problem)


@dataclass(frozen=True, slots=True)
class RejectedRow(Row):
    problem: str


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
    rounded: int
    """Number of rows with a key that looks like a long number shortened by a spreadsheet."""
    first_rounded: str
    _source: ImportSource
    _terms: Terms
    _known: Known
    _repeats: Repeats

    def rows(self) -> Iterator[UsableRow | RejectedRow]:
        """Yield the rows in the file's order. Raises `UnusableImport` if the file has changed."""
        for row in _rows(self._source, self.columns, self.reference, self._terms, self._known):
            # All rows of one identity are rejected, because nobody here knows the right one of two
            # counts.
            if isinstance(row, UsableRow) and (others := self._repeats.others(row.line, *row.identity)):
                yield row.rejected(f"the same SKU, location and reference stand on line {others}")
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
    digest = "" if DELTA in columns else f"import-{source.digest[:16]}"
    reference = terms.reference or digest
    repeats, usable, rejected, rounded = Repeats(), 0, 0, _Rounded(columns)
    for row in _rows(source, columns, reference, terms, known):
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
    return ImportFile(names, columns, reference, usable, rejected, *warning, source, terms, known, repeats)


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


def _rows(
    source: ImportSource, columns: Sequence[str], reference: str, terms: Terms, known: Known
) -> Iterator[UsableRow | RejectedRow]:
    records = source.records(delimiter=terms.delimiter)
    next(records, None)
    for line, cells in records:
        if any(cell.strip() for cell in cells):
            yield _known_or_new(_row(line, cells, columns, reference, terms), known)


def _known_or_new(row: UsableRow | RejectedRow, known: Known) -> UsableRow | RejectedRow:
    """Reject a row with a key that is not known and can't be new, before anything is imported."""
    if isinstance(row, RejectedRow):
        return row
    problems = [
        f"{column}: {problem}"
        for column in KEYS
        if (problem := flaw(getattr(row.command, column) or "")) is not None and not known(column, row.command)
    ]
    return row.rejected("; ".join(problems)) if problems else row


def _row(
    line: int, cells: Sequence[str], columns: Sequence[str], reference: str, terms: Terms
) -> UsableRow | RejectedRow:
    if len(cells) != len(columns):
        return RejectedRow(line, tuple(cells), f"has {len(cells)} cells, and the first line {len(columns)}")
    given = RowCells({name: restored(cell) for name, cell in zip(columns, cells, strict=True)})
    command = AdjustStock(
        sku=given.identifier("sku"),
        adjustment=given.adjustment(overwrite=terms.overwrite),
        reason=terms.reason or AdjustmentReason.CYCLE_COUNT,
        reference=given.identifier("reference", reference),
        cause=terms.cause,
        location=given.identifier("location", DEFAULT_LOCATION),
        note=terms.note,
        create=terms.create or EXPECTED not in columns,
        product_id=given.identifier("product_id") if given.by_column.get("product_id") else None,
    )
    if given.problems:
        return RejectedRow(line, tuple(cells), "; ".join(given.problems))
    return UsableRow(line, tuple(cells), command)
