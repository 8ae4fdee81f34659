"""The kind of an import file: counts, changes or moves, by the columns that it has. Pure."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from typing import assert_never

from inventory.domain.adjustments import AdjustmentReason
from inventory.domain.moves import MoveReason
from inventory.importing.columns import COUNT, COUNTED, DELTA, EXPECTED, EXPECTED_COUNTED, FROM, QUANTITY, TO, Terms
from inventory.importing.records import UnusableImport


class Sheet(Enum):
    """The kind of a file. The value is its name for its rows."""

    COUNTS = "counts"
    CHANGES = "changes"
    MOVES = "moves"

    @property
    def reasons(self) -> type[AdjustmentReason | MoveReason]:
        """Return the reasons that its rows may have."""
        match self:
            case Sheet.COUNTS | Sheet.CHANGES:
                return AdjustmentReason
            case Sheet.MOVES:
                return MoveReason
            case _:
                assert_never(self)


_NUMBERS = {COUNT: Sheet.COUNTS, COUNTED: Sheet.COUNTS, DELTA: Sheet.CHANGES, QUANTITY: Sheet.MOVES}


def sheet_of(columns: Collection[str], terms: Terms) -> Sheet:
    """Return the kind of a file with these columns. Raises `UnusableImport` if columns are missing
    or exclude each other, and for terms of another kind.
    """
    kinds = [kind for name, kind in _NUMBERS.items() if name in columns]
    if "sku" not in columns or len(kinds) != 1:
        raise UnusableImport(
            problem=f"its first line must name sku and one of {COUNT} (counts), {COUNTED} (counts of the shelf), {DELTA} (changes) "
            f"and {QUANTITY} (moves)."
        )
    (sheet,) = kinds
    _require_columns(sheet, columns, terms)
    _require_terms(sheet, columns, terms)
    return sheet


def _require_columns(sheet: Sheet, columns: Collection[str], terms: Terms) -> None:
    if sheet is Sheet.MOVES:
        if not {FROM, TO} <= set(columns):
            raise UnusableImport(
                problem=f"its rows are moves, by {QUANTITY}: its first line must name {FROM} and {TO}."
            )
        if others := [name for name in ("location", EXPECTED, EXPECTED_COUNTED, "product_id") if name in columns]:
            raise UnusableImport(
                problem=f"its rows are moves, and {', '.join(others)} is for counts and changes. "
                f"Leave it out, or pass over it {terms.asked_by.skip}."
            )
    elif ends := [name for name in (FROM, TO) if name in columns]:
        raise UnusableImport(
            problem=f"{' and '.join(ends)} is for moves, which have {QUANTITY}: its rows are {sheet.value}. Leave it out."
        )


def _require_terms(sheet: Sheet, columns: Collection[str], terms: Terms) -> None:
    for column, expected in ((COUNT, EXPECTED), (COUNTED, EXPECTED_COUNTED)):
        if expected in columns and (column not in columns or terms.overwrite):
            raise UnusableImport(
                problem=f"{expected} is for counts that must not overwrite anything else, by {column}: leave one out."
            )
    if sheet is not Sheet.COUNTS and terms.overwrite:
        raise UnusableImport(problem=f"only counts can overwrite, and its rows are {sheet.value}.")
    if sheet is not Sheet.MOVES and terms.strict:
        raise UnusableImport(problem=f"only moves can be strict, and its rows are {sheet.value}.")
    has_reference = terms.reference is not None or "reference" in columns
    if sheet is not Sheet.COUNTS and (terms.reason is None or not has_reference):
        raise UnusableImport(problem=f"its rows are {sheet.value}: a reason and a reference must be named for them.")
    known = [reason.value for reason in sheet.reasons]
    if terms.reason not in {None, *known}:
        raise UnusableImport(
            problem=f"its rows are {sheet.value}, and {terms.reason} is no reason for them. Use one of {', '.join(known)}."
        )
