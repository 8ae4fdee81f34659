"""Warnings of counts, told to people."""

from __future__ import annotations

from collections.abc import Sequence

import click

from inventory.boundary.printable import printable
from inventory.bulk.warned import RowWarnings
from inventory.reading.warnings_json import WarningJson

MAX_TOLD = 10
"""Maximum number of rows that people are told of, unless they ask for JSON."""


def tell_row_warnings(warnings: RowWarnings) -> None:
    """Warn of the first rows of an import."""
    for one in warnings.first[:MAX_TOLD]:
        click.echo(f"Warning: line {one['line']}: {warning_text(one['sku'], one)}", err=True)
    if warnings.rows > MAX_TOLD:
        click.echo(f"{warnings.rows - MAX_TOLD:,} more rows have such a warning. --json lists them.", err=True)


def tell_warnings(sku: str, warnings: Sequence[WarningJson]) -> None:
    """Warn of a count that may include units which are sold already."""
    for one in warnings:
        click.echo(f"Warning: {warning_text(sku, one)}", err=True)


def warning_text(sku: str, warning: WarningJson) -> str:
    return f"{printable(sku)}: {printable(warning['detail'])}"
