"""`inventory reservation return`: report goods of an order that came back."""

from __future__ import annotations

import re
from typing import Any

import click

from inventory.boundary.printable import printable
from inventory.cli.terminal.connection import cause, certain_transaction, connected, hold_times
from inventory.cli.terminal.output import json_option, print_json, print_table
from inventory.cli.terminal.parameters import LOCATION, ORDER, REFERENCE, SKU
from inventory.database.transactions import now
from inventory.domain.commands import MAX_LINES, MAX_QUANTITY, Return
from inventory.domain.lines import Disposition, ReturnLine, merge_return_lines
from inventory.domain.orders.requests.return_errors import OrderOfReturnUnknown
from inventory.domain.outcome import OrderOutcome
from inventory.errors import UnknownReservation
from inventory.reading.near_locations import with_near_names
from inventory.reading.reservation_json import reservation_json
from inventory.write_path.apply import apply

_ITEM = re.compile(
    r"(?P<sku>.+?)=(?P<quantity>\d{1,18}):(?P<disposition>[^@]+)(?:@(?P<location>.+))?", re.DOTALL | re.ASCII
)
_DISPOSITIONS = ", ".join(Disposition)


class ReturningItem(click.ParamType[ReturnLine]):
    """Units of a SKU that came back, their state, and the location if it is named."""

    name = "item"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ReturnLine:
        told = _ITEM.fullmatch(value)
        if told is None:
            self.fail(
                f"{value!r} is no item: write SKU=QUANTITY:DISPOSITION or SKU=QUANTITY:DISPOSITION@LOCATION, such as "
                "tea=2:sellable@main",
                param,
                ctx,
            )
        quantity = int(told["quantity"])
        if not 0 < quantity <= MAX_QUANTITY:
            self.fail(f"{quantity} units can't come back: name from 1 to {MAX_QUANTITY}", param, ctx)
        if told["disposition"] not in list(Disposition):
            self.fail(f"{told['disposition']!r} is no disposition: name one of {_DISPOSITIONS}", param, ctx)
        location = None if told["location"] is None else LOCATION.convert(told["location"], param, ctx)
        return ReturnLine(SKU.convert(told["sku"], param, ctx), quantity, Disposition(told["disposition"]), location)


@click.command("return")
@click.argument("order", metavar="ORDER", type=ORDER)
@click.option(
    "--id", "return_id", type=REFERENCE, required=True, help="Id of the return. The same one again is a replay."
)
@click.option(
    "--item",
    "items",
    metavar="SKU=QUANTITY:DISPOSITION[@LOCATION]",
    type=ReturningItem(),
    required=True,
    multiple=True,
    help=f"Units that came back, {_DISPOSITIONS}. May be given several times.",
)
@json_option
def take_back(order: str, *, return_id: str, items: tuple[ReturnLine, ...], as_json: bool) -> None:
    """Report goods of ORDER that came back. Only sellable ones are for sale again.

    Sellable units without a LOCATION lie where they left. Others lie where nothing is sold.
    """
    if len(items) > MAX_LINES:
        raise click.UsageError(
            f"At most {MAX_LINES} items come back together, not {len(items)}. Report another return."
        )
    command = Return(order, return_id, merge_return_lines(items), cause())
    with connected() as database, certain_transaction(database) as session:
        (outcome,) = apply(session, [command], now=now(session), holds=hold_times())
        if isinstance(outcome.error, UnknownReservation):
            raise OrderOfReturnUnknown(order_id=order)
        if outcome.error is not None:
            (error,) = with_near_names(session, [outcome.error])
            raise error
    assert isinstance(outcome, OrderOutcome)  # a return is about an order
    shown = reservation_json(outcome.reservation)
    if as_json:
        print_json(shown)
        return
    told = "is reported" if outcome.changed else "was reported before"
    click.echo(f"Return {printable(return_id)} of {printable(order)} {told}.")
    print_table(
        ("SKU", "location", "disposition", "returned"),
        [(one["sku"], one["location"], one["disposition"], one["quantity"]) for one in shown.get("returned", [])],
    )
