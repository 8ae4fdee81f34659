"""`inventory stock reverse`: take a movement back by another one."""

from __future__ import annotations

import click

from inventory.boundary.printable import printable
from inventory.cli.stock.moving import warn_of_shortfall
from inventory.cli.terminal.connection import cause, certain_transaction, connected, hold_times
from inventory.cli.terminal.output import json_option, print_json
from inventory.cli.terminal.parameters import REFERENCE, ROW_ID, TEXT
from inventory.database.transactions import now
from inventory.domain.outcome import MoveOutcome, StockOutcome
from inventory.reading.stock_json import level_json
from inventory.write_path import reversals
from inventory.write_path.apply import apply


@click.command()
@click.argument("movement", metavar="MOVEMENT", type=ROW_ID)
@click.option("--reference", type=REFERENCE, required=True, help="Id of your document. The same one again is a replay.")
@click.option("--note", type=TEXT, help="Note in words.")
@json_option
def reverse(movement: int, *, reference: str, note: str | None, as_json: bool) -> None:
    """Take MOVEMENT back, by its id in `inventory stock movements`: an adjustment, or both sides of
    a move. A new movement with the opposite units is made, once. Nothing is deleted. Count again to
    correct a count, and cancel an order to give its units back.
    """
    with connected() as database, certain_transaction(database) as session:
        command = reversals.taking_back(session, movement, reference=reference, cause=cause(), note=note)
        (outcome,) = apply(session, [command], now=now(session), holds=hold_times())
        if outcome.error is not None:
            raise outcome.error
    assert isinstance(outcome, StockOutcome | MoveOutcome)
    rows = [outcome.stock] if isinstance(outcome, StockOutcome) else [outcome.source, outcome.destination]
    if as_json:
        print_json(
            {
                "changed": outcome.changed,
                "sku": command.sku,
                "reverses": list(command.reverses),
                "locations": [level_json(row) for row in rows],
            }
        )
        return
    done = "" if outcome.changed else " This was done before; nothing was changed now."
    for row in rows:
        click.echo(f"{printable(row.sku)} at {printable(row.location)}: {row.quantity_on_hand:,} on hand.{done}")
        if outcome.changed:
            warn_of_shortfall(row)
