"""Warnings of counts, told to people and gathered for the report of an import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import click

from inventory.boundary.printable import printable
from inventory.domain.outcome import Outcome
from inventory.importing.rows import UsableRow
from inventory.reading.warnings_json import WarningJson, warnings_json

MAX_LISTED = 100
"""Maximum number of rows whose warnings a report has. The dry run has them all."""
MAX_TOLD = 10
"""Maximum number of rows that people are told of, unless they ask for JSON."""


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

    def tell(self) -> None:
        for one in self.first[:MAX_TOLD]:
            click.echo(f"Warning: line {one['line']}: {warning_text(one['sku'], one)}", err=True)
        if self.rows > MAX_TOLD:
            click.echo(f"{self.rows - MAX_TOLD:,} more rows have such a warning. --json lists them.", err=True)


def tell_warnings(sku: str, warnings: Sequence[WarningJson]) -> None:
    """Warn of a count that may include units which are sold already."""
    for one in warnings:
        click.echo(f"Warning: {warning_text(sku, one)}", err=True)


def warning_text(sku: str, warning: WarningJson) -> str:
    return f"{printable(sku)}: {printable(warning['detail'])}"
