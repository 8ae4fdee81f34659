"""The cells of one row of a sheet, read as identifiers, whole numbers and an adjustment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pydantic import TypeAdapter, ValidationError

from inventory.boundary.fields import Identifier
from inventory.domain.adjustments import Adjustment, Change, Count, ShelfCount
from inventory.domain.commands import MAX_QUANTITY
from inventory.importing.columns import COUNT, COUNTED, DELTA, EXPECTED, EXPECTED_COUNTED

INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)


@dataclass(slots=True)
class RowCells:
    """The cells of one row by column. All problems are collected, to be told at once."""

    by_column: dict[str, str]
    problems: list[str] = field(default_factory=list)

    def identifier(self, column: str, default: str = "") -> str:
        text = self.by_column.get(column, "") or default
        try:
            return _IDENTIFIER.validate_python(text)
        except ValidationError as error:
            self._refuse(column, "is missing" if not text else error.errors()[0]["msg"].removeprefix("Value error, "))
            return text

    def other_identifier(self, column: str, one: str) -> str:
        """Return the identifier of a column that must differ from column `one`."""
        text = self.identifier(column)
        if text and text == self.by_column.get(one):
            self._refuse(column, f"must not be the same as {one}")
        return text

    def integer(self, column: str, *, least: int) -> int:
        text = self.by_column[column].strip()
        if not text:
            self._refuse(column, "is missing")
        elif not INTEGER.fullmatch(text):
            self._refuse(column, f"must be a whole number written in digits, not {text[:40]!r}")
        elif not least <= int(text) <= MAX_QUANTITY:
            self._refuse(column, f"must be from {least:,} to {MAX_QUANTITY:,}, not {int(text):,}")
        else:
            return int(text)
        return 0

    def adjustment(self, *, overwrite: bool) -> Adjustment:
        """Return the change, or the count. A count without an expectation expects 0 units, unless
        it may overwrite.
        """
        if DELTA in self.by_column:
            known = len(self.problems)
            delta = self.integer(DELTA, least=-MAX_QUANTITY)
            if delta == 0 and len(self.problems) == known:
                self._refuse(DELTA, "must not be 0")
            return Change(delta)
        if COUNTED in self.by_column:
            return ShelfCount(*self._count(COUNTED, EXPECTED_COUNTED, overwrite=overwrite))
        return Count(*self._count(COUNT, EXPECTED, overwrite=overwrite))

    def _count(self, column: str, expected: str, *, overwrite: bool) -> tuple[int, int | None]:
        quantity = self.integer(column, least=0)
        if expected in self.by_column:
            return quantity, self.integer(expected, least=0)
        return quantity, None if overwrite else 0

    def _refuse(self, column: str, problem: str) -> None:
        self.problems.append(f"{column}: {problem}")
