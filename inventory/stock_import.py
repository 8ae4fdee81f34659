"""CSV files of counts or changes: from bytes to commands and rejected rows, whole, before anything is written. Pure.

The header names either `quantity_on_hand` (a count) or `delta` (a change). A row's identity is its SKU, its location and
its reference, which is that of the file unless the row names its own: that is what makes a second import a replay.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import TypeAdapter, ValidationError

from inventory.commands import (
    DEFAULT_LOCATION,
    MAX_QUANTITY,
    AdjustmentReason,
    AdjustStock,
    Cause,
    Change,
    Count,
    repeated_adjustments,
)
from inventory.errors import InventoryError
from inventory.fields import Identifier

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


class UnusableImport(InventoryError):
    """The file can't be imported: {problem}"""

    code = "unusable_import"
    problem: str


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

    def rejected(self, problem: str) -> RejectedRow:
        return RejectedRow(self.line, self.cells, problem)


@dataclass(frozen=True, slots=True)
class RejectedRow(Row):
    problem: str


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file that was read: what can be asked of the core, and what can't, each in the file's order."""

    columns: tuple[str, ...]
    reference: str
    usable: list[UsableRow]
    rejected: list[RejectedRow]


def read_import(data: bytes, terms: Terms) -> ImportFile:
    """Check every row. Raises `UnusableImport` for what is wrong with the file as a whole: encoding, header, quoting."""
    lines = _lines(data)
    _, header = next(lines, (1, []))
    columns = _columns(header, terms)
    digest = "" if DELTA in columns else f"import-{hashlib.sha256(data).hexdigest()[:16]}"
    reference = terms.reference or digest
    usable: list[UsableRow] = []
    rejected: list[RejectedRow] = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(usable) + len(rejected) == MAX_ROWS:
            raise UnusableImport(problem=f"it has more than {MAX_ROWS:,} rows. Split it.")
        row = _row(line, cells, columns, reference, terms)
        if isinstance(row, UsableRow):
            usable.append(row)
        else:
            rejected.append(row)
    unique, repeated = _without_repeats(usable)
    return ImportFile(columns, reference, unique, sorted([*rejected, *repeated], key=lambda row: row.line))


def rejected_csv(columns: Sequence[str], rejected: Sequence[RejectedRow]) -> str:
    """The rejected rows as a file that can be corrected and imported, with the line and the reason of each."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    kept = [position for position, name in enumerate(columns) if name not in {LINE, PROBLEM}]
    writer.writerow([*(columns[position] for position in kept), LINE, PROBLEM])
    for row in rejected:
        cells = [row.cells[position] if position < len(row.cells) else "" for position in kept]
        writer.writerow([*cells, row.line, row.problem])
    return text.getvalue()


def _lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of the line it begins on."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnusableImport(
            problem=f"line {line} is not UTF-8 (byte 0x{data[error.start]:02x}). Save it as CSV in UTF-8."
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnusableImport(problem=f"the record that begins on line {begins} is not CSV: {error}.") from error


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


def _without_repeats(rows: Sequence[UsableRow]) -> tuple[list[UsableRow], list[RejectedRow]]:
    """Rows of the same identity are all rejected: which of two counts is right can't be known here."""
    keys = [(row.command.sku, row.command.location, row.command.reference) for row in rows]
    others = repeated_adjustments(keys)
    repeated = [
        rows[position].rejected(
            f"the same SKU, location and reference stand on line {', '.join(str(rows[one].line) for one in same)}"
        )
        for position, same in others.items()
    ]
    return [row for position, row in enumerate(rows) if position not in others], repeated
