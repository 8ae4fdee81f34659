"""`inventory stock export`: all stock as a count sheet, which `stock import` takes back."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import click
import orjson
from sqlalchemy.orm import Session

from inventory import queries
from inventory.cli.connection import connected
from inventory.cli.files import replacing
from inventory.cli.output import json_option
from inventory.cli.progress import progress
from inventory.models import Stock
from inventory.representation import moment_json, stock_json

EXPORT_PAGE = 1_000
EXPORTED = (
    "sku",
    "location",
    "quantity_on_hand",
    "expected_quantity_on_hand",
    "quantity_reserved",
    "quantity_available",
    "quantity_shortfall",
    "low_stock_threshold",
    "product_id",
    "last_updated_at",
)
"""A count sheet: change `quantity_on_hand`, leave `expected_quantity_on_hand`, and import it."""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@json_option
def export(file: Path | None, *, as_json: bool) -> None:
    """Write all stock, as of one moment, as CSV to FILE (or the terminal); with --json one JSON document a line."""
    if file is None:
        _export(sys.stdout, as_json=as_json)
        return
    with replacing(file) as written:
        skus = _export(written, as_json=as_json)
    click.echo(f"{skus:,} SKUs were written to {file}.", err=True)


def _export(file: IO[str], *, as_json: bool) -> int:
    """Write all stock and return the number of SKUs."""
    writer = csv.writer(file, lineterminator="\n")
    skus = 0
    with (
        connected() as database,
        database.snapshot() as session,
        progress("Exporting", hidden=file.isatty()) as advance,
    ):
        if not as_json:
            writer.writerow(EXPORTED)
        for rows in _all_stock(session):
            if as_json:
                file.write(orjson.dumps(stock_json(rows)).decode() + "\n")
            else:
                writer.writerows(_exported(row) for row in rows)
            advance(1)
            skus += 1
    return skus


def _all_stock(session: Session) -> Iterator[Sequence[Stock]]:
    """The rows of one SKU after the other."""
    after: str | None = None
    while True:
        page = queries.stock_page(session, after=after, limit=EXPORT_PAGE)
        yield from page.entries
        session.expunge_all()
        if page.last is None:
            return
        after = page.last


def _exported(row: Stock) -> list[Any]:
    return [
        row.sku,
        row.location,
        row.quantity_on_hand,
        row.quantity_on_hand,
        row.quantity_reserved,
        row.quantity_available,
        row.quantity_shortfall,
        row.low_stock_threshold,
        row.product_id,
        moment_json(row.last_updated_at),
    ]
