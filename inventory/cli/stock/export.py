"""`inventory stock export`: all stock as a count sheet for `stock import`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import click
from sqlalchemy.orm import Session

from inventory.boundary.printable import printable, printable_lines
from inventory.cli.terminal import output
from inventory.cli.terminal.connection import connected
from inventory.cli.terminal.files import STANDARD_STREAM, replacing
from inventory.cli.terminal.output import json_option
from inventory.cli.terminal.progress_bar import progress
from inventory.database.tables import Stock
from inventory.domain.representation import moment_json
from inventory.importing.cells import SheetWriter
from inventory.importing.columns import COUNTED, EXPECTED_COUNTED
from inventory.reading import queries
from inventory.reading.stock_json import stock_json

EXPORT_PAGE = 1_000
EXPORTED = (
    "sku",
    "location",
    "quantity_on_hand",
    "expected_quantity_on_hand",
    "quantity_reserved",
    "quantity_available",
    "quantity_shortfall",
    "quantity_to_ship",
    "quantity_on_shelf",
    "low_stock_threshold",
    "product_id",
    "last_updated_at",
)
"""A count sheet: change `quantity_on_hand`, leave `expected_quantity_on_hand`, and import it."""
_OF_SHELF = {"quantity_on_hand": COUNTED, "expected_quantity_on_hand": EXPECTED_COUNTED}
"""Columns of a sheet for counting the shelf, in the place of those of units on hand."""


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
            writer.write([_OF_SHELF.get(name, name) if shelf else name for name in EXPORTED])
        for rows in _all_stock(session):
            if lines:
                file.write(output.as_json(stock_json(rows)) + "\n")
            else:
                for row in rows:
                    writer.write(_exported(row, row.quantity_on_shelf if shelf else row.quantity_on_hand))
            advance(1)
            skus += 1
    return skus


class _Shown:
    """Write to a terminal as printable text, without anything that steers it."""

    def __init__(self, terminal: IO[str]) -> None:
        self._terminal = terminal

    def write(self, text: str) -> int:
        return self._terminal.write(printable_lines(text))


def _all_stock(session: Session) -> Iterator[Sequence[Stock]]:
    """Yield the rows of one SKU after the other."""
    after: str | None = None
    while True:
        page = queries.stock_page(session, after=after, limit=EXPORT_PAGE)
        yield from page.entries
        session.expunge_all()
        if page.last is None:
            return
        after = page.last


def _exported(row: Stock, quantity: int) -> list[str | int | None]:
    return [
        row.sku,
        row.location,
        quantity,
        quantity,
        row.quantity_reserved,
        row.quantity_available,
        row.quantity_shortfall,
        row.quantity_to_ship,
        row.quantity_on_shelf,
        row.low_stock_threshold,
        row.product_id,
        moment_json(row.last_updated_at),
    ]
