"""Warnings of counts among the rows of an import, gathered for its report."""

from __future__ import annotations

from dataclasses import dataclass, field

from inventory.domain.outcome import Outcome
from inventory.importing.rows import UsableRow
from inventory.reading.warnings_json import WarningJson, warnings_json

MAX_LISTED = 100
"""Maximum number of rows whose warnings a report has. The dry run has them all."""


class RowWarningJson(WarningJson):
    line: int
    sku: str


@dataclass(slots=True)
class RowWarnings:
    """Warnings of the rows of an import: the number of such rows, and the first of them."""

    rows: int = 0
    first: list[RowWarningJson] = field(default_factory=list)

    def add(self, row: UsableRow, outcome: Outcome) -> None:
        warnings = warnings_json(outcome)
        self.rows += bool(warnings)
        if self.rows <= MAX_LISTED:
            self.first += ({"line": row.line, "sku": row.command.sku, **one} for one in warnings)
