"""Rows of an import file: each a command, or rejected with all that is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import assert_never

from inventory.domain.adjustments import AdjustmentKey, AdjustmentReason
from inventory.domain.commands import DEFAULT_LOCATION, AdjustStock, Move
from inventory.domain.identifiers import flaw
from inventory.domain.moves import MoveReason
from inventory.errors import InventoryError
from inventory.importing.cells import restored
from inventory.importing.columns import COUNT, COUNTED, EXPECTED, EXPECTED_COUNTED, FROM, QUANTITY, TO, Key, Terms
from inventory.importing.row_cells import RowCells
from inventory.importing.sheets import Sheet

RowCommand = AdjustStock | Move
Known = Callable[[Key, RowCommand], bool]
"""Returns True if the key in this column of the row is stored. It is asked about keys that may not
be new.
"""


def nothing_known(_column: Key, _command: RowCommand) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file. `line` is the number of its first line."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UsableRow(Row):
    command: RowCommand

    @property
    def identity(self) -> AdjustmentKey:
        """Return the key that makes the row a replay."""
        match self.command:
            case AdjustStock(sku=sku, location=location, reference=reference):
                return sku, location, reference
            case Move(sku=sku, from_location=location, reference=reference):
                return sku, location, reference
            case _:
                assert_never(self.command)

    def rejected(self, problem: str, error: InventoryError | None = None) -> RejectedRow:
        return RejectedRow(self.line, self.cells, problem, error)


@dataclass(frozen=True, slots=True)
class RejectedRow(Row):
    problem: str
    error: InventoryError | None = None
    """The refusal of its command, if it was one."""


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one file, whose columns and terms are the same for all of them."""

    sheet: Sheet
    columns: Sequence[str]
    reference: str
    terms: Terms
    known: Known

    def is_passed_over(self, cells: Sequence[str]) -> bool:
        """Return True for a row without anything, or without the count that it may lack."""
        return not _is_filled(cells) or (self.terms.uncounted and self.is_uncounted(cells))

    def is_uncounted(self, cells: Sequence[str]) -> bool:
        """Return True for a row of a count sheet that nobody filled in."""
        counts = [cell for name, cell in zip(self.columns, cells, strict=False) if name in {COUNT, COUNTED}]
        return bool(counts) and _is_filled(cells) and not _is_filled(counts)

    def row(self, line: int, cells: Sequence[str]) -> UsableRow | RejectedRow:
        if len(cells) != len(self.columns):
            problem = f"has {len(cells)} cells, and the first line {len(self.columns)}"
            return RejectedRow(line, tuple(cells), problem)
        given = RowCells({name: restored(cell) for name, cell in zip(self.columns, cells, strict=True)})
        command = self._move(given) if self.sheet is Sheet.MOVES else self._adjustment(given)
        problems = given.problems or self._unknown(command)
        if problems:
            return RejectedRow(line, tuple(cells), "; ".join(problems))
        return UsableRow(line, tuple(cells), command)

    def _adjustment(self, given: RowCells) -> AdjustStock:
        return AdjustStock(
            sku=given.identifier("sku"),
            adjustment=given.adjustment(overwrite=self.terms.overwrite),
            reason=AdjustmentReason(self.terms.reason or AdjustmentReason.CYCLE_COUNT),
            reference=given.identifier("reference", self.reference),
            cause=self.terms.cause,
            location=given.identifier("location", DEFAULT_LOCATION),
            note=self.terms.note,
            create=self.terms.create or not {EXPECTED, EXPECTED_COUNTED} & set(self.columns),
            product_id=given.identifier("product_id") if given.by_column.get("product_id") else None,
        )

    def _move(self, given: RowCells) -> Move:
        assert self.terms.reason is not None  # `sheet_of` has seen to it
        return Move(
            sku=given.identifier("sku"),
            quantity=given.integer(QUANTITY, least=1),
            from_location=given.identifier(FROM),
            to_location=given.other_identifier(TO, FROM),
            reason=MoveReason(self.terms.reason),
            reference=given.identifier("reference", self.reference),
            cause=self.terms.cause,
            note=self.terms.note,
            strict=self.terms.strict,
        )

    def _unknown(self, command: RowCommand) -> list[str]:
        """Return what is wrong with keys that are not known and can't be new."""
        return [
            f"{column}: {problem}"
            for column, key in _keys(command).items()
            if key is not None and (problem := flaw(key)) is not None and not self.known(column, command)
        ]


def _is_filled(cells: Sequence[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _keys(command: RowCommand) -> dict[Key, str | None]:
    """Return the keys that the command may make. A move makes no SKU and no location."""
    match command:
        case AdjustStock(sku=sku, location=location, reference=reference, product_id=product_id):
            return {"sku": sku, "location": location, "reference": reference, "product_id": product_id}
        case Move(reference=reference):
            return {"reference": reference}
        case _:
            assert_never(command)
