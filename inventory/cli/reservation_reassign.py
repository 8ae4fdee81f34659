"""`inventory reservation reassign`: have units of an order come from another location."""

from __future__ import annotations

import click

from inventory.boundary.printable import printable
from inventory.cli.terminal.connection import cause, certain_transaction, connected, hold_times
from inventory.cli.terminal.output import json_option, print_json
from inventory.cli.terminal.parameters import LOCATION, ORDER, SKU
from inventory.database.transactions import now
from inventory.domain.commands import MAX_QUANTITY, Reassign
from inventory.domain.outcome import OrderOutcome
from inventory.reading.near_locations import with_near_names
from inventory.reading.reservation_json import reservation_json
from inventory.write_path.apply import apply


@click.command()
@click.argument("order", metavar="ORDER", type=ORDER)
@click.option("--sku", type=SKU, required=True, help="SKU of the units.")
@click.option("--from", "from_location", type=LOCATION, required=True, help="Location that has the units now.")
@click.option("--to", "to_location", type=LOCATION, required=True, help="Location that they are to come from.")
@click.option(
    "--quantity",
    type=click.IntRange(1, MAX_QUANTITY),
    help="Number of units. Without it, all that the order has there.",
)
@json_option
def reassign(
    order: str, *, sku: str, from_location: str, to_location: str, quantity: int | None, as_json: bool
) -> None:
    """Have units of ORDER come from another location: all of them or none.

    Without --quantity the same again changes nothing. Units that have left stay where they are.
    """
    command = Reassign(order, sku, from_location, to_location, quantity, cause())
    with connected() as database, certain_transaction(database) as session:
        (outcome,) = apply(session, [command], now=now(session), holds=hold_times())
        if outcome.error is not None:
            (error,) = with_near_names(session, [outcome.error])
            raise error
    assert isinstance(outcome, OrderOutcome)  # the units are of an order
    if as_json:
        print_json(reservation_json(outcome.reservation))
        return
    units = "Units" if quantity is None else f"{quantity} units"
    again = "." if outcome.changed else " already. Nothing was changed."
    click.echo(f"{units} of {printable(sku)} of {printable(order)} come from {printable(to_location)}{again}")
