"""CSV files of counts or changes: from bytes to commands and rejected rows, checked whole before anything is written. Pure.

The header names either `quantity_on_hand` (a count) or `delta` (a change). A row's identity is its SKU, its location and
its reference, which is that of the file unless the row names its own: that is what makes a second import a replay.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, BinaryIO

from pydantic import TypeAdapter, ValidationError

from inventory.commands import (
    DEFAULT_LOCATION,
    MAX_QUANTITY,
    AdjustmentReason,
    AdjustStock,
    Cause,
    Change,
    Count,
)
from inventory.fields import Identifier
from inventory.import_records import ImportSource, UnusableImport
from inventory.import_repeats import Repeats

MAX_ROWS = 1_000_000
COUNT, DELTA, EXPECTED = "quantity_on_hand", "delta", "expected_quantity_on_hand"
MEANT = ("sku", "location", COUNT, DELTA, EXPECTED, "reference")
LINE, PROBLEM = "line", "rejected_because"
INFORMATIVE = frozenset(
    {
        "product_id",
        "quantity_reserved",
        "quantity_available",
        "quantity_shortfall",
        "low_stock_threshold",
        "last_updated_at",
        LINE,
        PROBLEM,
    }
)
"""Columns that an export or a file of rejected rows has for people to read; an import passes over them."""

_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every row: who asks (`cause`), why, for which document, and whether a count may overwrite.

    For counts `reference` None takes the digest of the file's content, and `reason` None takes `cycle_count`. Changes need
    both: a corrected file has another digest, and what it still has of the first one would be moved again.
    """

    cause: Cause
    reason: AdjustmentReason | None = None
    reference: str | None = None
    note: str | None = None
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file; `line` is where it begins."""

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
    """A file that was checked: how many of its rows can be asked of the core, and how many can't.

    The rows themselves are read again whenever they are needed: a million of them would take two gigabytes.
    """

    columns: tuple[str, ...]
    reference: str
    usable: int
    rejected: int
    _source: ImportSource
    _terms: Terms
    _repeats: Repeats

    def rows(self) -> Iterator[UsableRow | RejectedRow]:
        """Yield the rows in the file's order. Raises `UnusableImport` when the file is not what it was."""
        for row in _rows(self._source, self.columns, self.reference, self._terms):
            # Rows of one identity are all rejected: which of two counts is right can't be known here.
            if isinstance(row, UsableRow) and (others := self._repeats.others(row.line, *row.identity)):
                yield row.rejected(f"the same SKU, location and reference stand on line {others}")
            else:
                yield row


def read_import(file: BinaryIO, terms: Terms) -> ImportFile:
    """Check every row of `file`, which is read again from its beginning for each use of its rows.

    Raises `UnusableImport` for what is wrong with the file as a whole: encoding, header, quoting.
    """
    source = ImportSource(file)
    _, header = next(source.records(), (1, []))
    columns = _columns(header, terms)
    digest = "" if DELTA in columns else f"import-{source.digest[:16]}"
    reference = terms.reference or digest
    repeats, usable, rejected = Repeats(), 0, 0
    for row in _rows(source, columns, reference, terms):
        if usable + rejected == MAX_ROWS:
            raise UnusableImport(problem=f"it has more than {MAX_ROWS:,} rows. Split it.")
        if isinstance(row, UsableRow):
            usable += 1
            repeats.note(row.line, *row.identity)
        else:
            rejected += 1
    repeated = repeats.settle()
    return ImportFile(columns, reference, usable - repeated, rejected + repeated, source, terms, repeats)


class RejectedRows:
    """Writes rejected rows as a file that can be corrected and imported, with the line and the reason of each."""

    def __init__(self, file: IO[str], columns: Sequence[str]) -> None:
        self._writer = csv.writer(file, lineterminator="\n")
        self._kept = [position for position, name in enumerate(columns) if name not in {LINE, PROBLEM}]
        self._writer.writerow([*(columns[position] for position in self._kept), LINE, PROBLEM])

    def write(self, row: RejectedRow) -> None:
        cells = [row.cells[position] if position < len(row.cells) else "" for position in self._kept]
        self._writer.writerow([*cells, row.line, row.problem])


def _rows(
    source: ImportSource, columns: Sequence[str], reference: str, terms: Terms
) -> Iterator[UsableRow | RejectedRow]:
    records = source.records()
    next(records, None)
    for line, cells in records:
        if any(cell.strip() for cell in cells):
            yield _row(line, cells, columns, reference, terms)


def _columns(header: Sequence[str], terms: Terms) -> tuple[str, ...]:
    columns = tuple(name.strip().lower() for name in header)
    if unknown := [name for name in columns if name not in MEANT and name not in INFORMATIVE]:
        separated = " Columns are separated by commas." if any(";" in name or "\t" in name for name in unknown) else ""
        raise UnusableImport(
            problem=f"its first line has columns that mean nothing here: {', '.join(map(repr, unknown))}.{separated} "
            f"Known are {', '.join(MEANT)}."
        )
    if repeated := sorted({name for name in columns if columns.count(name) > 1}):
        raise UnusableImport(problem=f"its first line names {', '.join(repeated)} more than once.")
    if "sku" not in columns or (COUNT in columns) == (DELTA in columns):
        raise UnusableImport(problem=f"its first line must name sku and one of {COUNT} (counts) and {DELTA} (changes).")
    if EXPECTED in columns and (DELTA in columns or terms.overwrite):
        raise UnusableImport(problem=f"{EXPECTED} is for counts that must not overwrite anything else: leave one out.")
    if DELTA in columns and terms.overwrite:
        raise UnusableImport(problem="only counts can overwrite, and its rows are changes.")
    if DELTA in columns and (terms.reason is None or (terms.reference is None and "reference" not in columns)):
        raise UnusableImport(problem="its rows are changes: a reason and a reference must be named for them.")
    return columns


@dataclass(slots=True)
class _Cells:
    """The cells of one row by column; what is wrong with them is collected, so that all of it is told at once."""

    by_column: dict[str, str]
    problems: list[str] = field(default_factory=list)

    def identifier(self, column: str, default: str = "") -> str:
        text = self.by_column.get(column, "") or default
        if text != text.strip():
            self.problems.append(f"{column}: has spaces around it")
        try:
            return _IDENTIFIER.validate_python(text)
        except ValidationError as error:
            self._refuse(column, "is missing" if not text else error.errors()[0]["msg"].removeprefix("Value error, "))
            return text

    def integer(self, column: str, *, least: int) -> int:
        text = self.by_column[column].strip()
        if not text:
            self._refuse(column, "is missing")
        elif not _INTEGER.fullmatch(text):
            self._refuse(column, f"must be a whole number written in digits, not {text[:40]!r}")
        elif not least <= int(text) <= MAX_QUANTITY:
            self._refuse(column, f"must be from {least:,} to {MAX_QUANTITY:,}, not {int(text):,}")
        else:
            return int(text)
        return 0

    def adjustment(self, *, overwrite: bool) -> Count | Change:
        """A count without an expectation is a first count: it expects that nothing is there, unless it may overwrite."""
        if DELTA in self.by_column:
            known = len(self.problems)
            delta = self.integer(DELTA, least=-MAX_QUANTITY)
            if delta == 0 and len(self.problems) == known:
                self._refuse(DELTA, "must not be 0")
            return Change(delta)
        quantity = self.integer(COUNT, least=0)
        if EXPECTED in self.by_column:
            return Count(quantity, self.integer(EXPECTED, least=0))
        return Count(quantity, None if overwrite else 0)

    def _refuse(self, column: str, problem: str) -> None:
        self.problems.append(f"{column}: {problem}")


def _row(
    line: int, cells: Sequence[str], columns: Sequence[str], reference: str, terms: Terms
) -> UsableRow | RejectedRow:
    if len(cells) != len(columns):
        return RejectedRow(line, tuple(cells), f"has {len(cells)} cells, and the first line {len(columns)}")
    given = _Cells(dict(zip(columns, cells, strict=True)))
    command = AdjustStock(
        sku=given.identifier("sku"),
        adjustment=given.adjustment(overwrite=terms.overwrite),
        reason=terms.reason or AdjustmentReason.CYCLE_COUNT,
        reference=given.identifier("reference", reference),
        cause=terms.cause,
        location=given.identifier("location", DEFAULT_LOCATION),
        note=terms.note,
    )
    if given.problems:
        return RejectedRow(line, tuple(cells), "; ".join(given.problems))
    return UsableRow(line, tuple(cells), command)
