"""`inventory stock list`: the SKUs of a product, a level or a location."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from inventory.boundary.printable import printable
from inventory.cli.stock.rows import STOCK_COLUMNS, stock_cells
from inventory.cli.terminal.connection import connected
from inventory.cli.terminal.output import json_option, print_json, print_table
from inventory.cli.terminal.parameters import LOCATION, PAGE, PRODUCT, SKU
from inventory.database.tables import Stock
from inventory.domain.stock.levels import StockLevel
from inventory.reading.near_locations import require_known
from inventory.reading.queries import Page
from inventory.reading.stock_json import stock_json
from inventory.reading.stock_lists import StockFilter, stock_list


@click.command("list")
@click.option("--product", type=PRODUCT, help="Only SKUs of this product.")
@click.option(
    "--level",
    type=click.Choice([level.value for level in StockLevel]),
    help="Only SKUs of this level, at --location if it is given.",
)
@click.option("--location", type=LOCATION, help="Only SKUs with a row at this location, and their numbers there.")
@click.option("--limit", type=PAGE, default=50, show_default=True, help="Maximum number of SKUs.")
@click.option("--after", type=SKU, help="Only SKUs behind this one in the sequence: the next page.")
@json_option
def list_(
    *, product: str | None, level: str | None, location: str | None, limit: int, after: str | None, as_json: bool
) -> None:
    """List SKUs of a product, a level or a location, in the sequence of their names."""
    where = StockFilter(product, None if level is None else StockLevel(level), location)
    with connected() as database, database.transaction() as session:
        if location is not None:
            require_known(session, location)
        page = _read(session, where, after, limit)
        items = [stock_json(rows) for rows in page.entries]
        cells = [stock_cells(row) for rows in page.entries for row in rows]
    if as_json:
        print_json({"items": items, "next_after": page.last})
        return
    print_table(STOCK_COLUMNS, cells)
    if page.last is not None:
        click.echo(f"More SKUs: --after {printable(page.last)}", err=True)


def _read(session: Session, where: StockFilter, after: str | None, limit: int) -> Page[list[Stock], str]:
    """Return a page that is full or the last. A page of few that fit ends early."""
    found: list[list[Stock]] = []
    while True:
        page = stock_list(session, where, after=after, limit=limit - len(found))
        found += page.entries
        after = page.last
        if after is None or len(found) == limit:
            return Page(found, after)
