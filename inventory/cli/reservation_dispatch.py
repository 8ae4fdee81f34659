"""`inventory reservation dispatch`: report goods of an order that leave."""

from __future__ import annotations

import re
from typing import Any

import click

from inventory.boundary.printable import printable
from inventory.cli.terminal.connection import cause, certain_transaction, connected, hold_times
from inventory.cli.terminal.output import json_option, print_json, print_table
from inventory.cli.terminal.parameters import LOCATION, ORDER, REFERENCE, SKU
from inventory.database.transactions import now
from inventory.domain.announcing.dispatches import remaining
from inventory.domain.commands import MAX_LINES, MAX_QUANTITY, Dispatch, Line, merge_lines
from inventory.domain.outcome import OrderOutcome
from inventory.reading.near_locations import with_near_names
from inventory.reading.reservation_json import reservation_json
from inventory.write_path.apply import apply

_ITEM = re.compile(r"(?P<sku>.+?)=(?P<quantity>\d{1,18})(?:@(?P<location>.+))?", re.DOTALL | re.ASCII)


class OrderedUnits(click.ParamType[Line]):
    """Units of a SKU of an order, and their location if it is named."""

    name = "item"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Line:
        told = _ITEM.fullmatch(value)
        if told is None:
            self.fail(
                f"{value!r} is no item: write SKU=QUANTITY or SKU=QUANTITY@LOCATION, such as tea=2@main", param, ctx
            )
        quantity = int(told["quantity"])
        if not 0 < quantity <= MAX_QUANTITY:
            self.fail(f"{quantity} units are none: name from 1 to {MAX_QUANTITY}", param, ctx)
        location = None if told["location"] is None else LOCATION.convert(told["location"], param, ctx)
        return Line(SKU.convert(told["sku"], param, ctx), quantity, location)


@click.command()
@click.argument("order", metavar="ORDER", type=ORDER)
@click.option(
    "--id", "dispatch_id", type=REFERENCE, required=True, help="Id of the parcel. The same one again is a replay."
)
@click.option(
    "--item",
    "items",
    metavar="SKU=QUANTITY[@LOCATION]",
    type=OrderedUnits(),
    required=True,
    multiple=True,
    help="Units that leave. May be given several times.",
)
@json_option
def dispatch(order: str, *, dispatch_id: str, items: tuple[Line, ...], as_json: bool) -> None:
    """Report goods of ORDER that leave. They are not restocked when the order is cancelled.

    Units without a LOCATION leave where the order has them.
    """
    if len(items) > MAX_LINES:
        raise click.UsageError(f"At most {MAX_LINES} items leave together, not {len(items)}. Report another dispatch.")
    command = Dispatch(order, dispatch_id, merge_lines(items), cause())
    with connected() as database, certain_transaction(database) as session:
        (outcome,) = apply(session, [command], now=now(session), holds=hold_times())
        if outcome.error is not None:
            (error,) = with_near_names(session, [outcome.error])
            raise error
    assert isinstance(outcome, OrderOutcome)  # a dispatch is about an order
    if as_json:
        print_json(reservation_json(outcome.reservation))
        return
    told = "is reported" if outcome.changed else "was reported before"
    click.echo(f"Dispatch {printable(dispatch_id)} of {printable(order)} {told}.")
    if rest := remaining(outcome.reservation):
        print_table(("SKU", "remaining"), sorted(rest.items()))
    else:
        click.echo("Nothing remains to be dispatched.")
