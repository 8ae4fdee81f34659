"""`inventory stock export`: all stock as a count sheet for `stock import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

import click

from inventory.boundary.printable import printable, printable_lines
from inventory.bulk import sheet
from inventory.cli.terminal import output
from inventory.cli.terminal.connection import connected
from inventory.cli.terminal.files import STANDARD_STREAM, replacing
from inventory.cli.terminal.output import json_option
from inventory.cli.terminal.progress_bar import progress
from inventory.importing.cells import SheetWriter
from inventory.reading.stock_json import stock_json


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True), default=STANDARD_STREAM)
@click.option("--shelf", is_flag=True, help="Write a sheet for counting all units on the shelf, also the sold ones.")
@json_option
def export(file: str, *, shelf: bool, as_json: bool) -> None:
    """Write all stock, as of one moment, as CSV to FILE. Without FILE it goes to the standard
    output. With --json, each line is one JSON document.
    """
    if file == STANDARD_STREAM:
        _export(sys.stdout, shelf=shelf, lines=as_json)
        sys.stdout.flush()
        return
    with replacing(Path(file)) as written:
        skus = _export(written, shelf=shelf, lines=as_json)
    click.echo(f"{skus:,} SKUs were written to {printable(file)}.", err=True)


def _export(file: IO[str], *, shelf: bool, lines: bool) -> int:
    """Write all stock and return the number of SKUs."""
    writer = SheetWriter(_Shown(file) if file.isatty() else file)
    skus = 0
    with (
        connected() as database,
        database.snapshot() as session,
        progress("Exporting", hidden=file.isatty()) as advance,
    ):
        if not lines:
            writer.write(sheet.columns(shelf=shelf))
        for rows in sheet.all_stock(session):
            if lines:
                file.write(output.as_json(stock_json(rows)) + "\n")
            else:
                for row in rows:
                    writer.write(sheet.cells(row, shelf=shelf))
            advance(1)
            skus += 1
    return skus


class _Shown:
    """Write to a terminal as printable text, without anything that steers it."""

    def __init__(self, terminal: IO[str]) -> None:
        self._terminal = terminal

    def write(self, text: str) -> int:
        return self._terminal.write(printable_lines(text))
