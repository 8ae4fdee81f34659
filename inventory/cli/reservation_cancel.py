"""`inventory reservation cancel`: end an order by hand, or cancel some of its units."""

from __future__ import annotations

import click

from inventory.boundary.printable import printable
from inventory.cli.reservation_dispatch import OrderedUnits
from inventory.cli.reservation_shown import print_reservation
from inventory.cli.terminal.connection import cause, certain_transaction, connected, hold_times
from inventory.cli.terminal.output import json_option
from inventory.cli.terminal.parameters import ORDER, REFERENCE, TEXT
from inventory.database.transactions import now
from inventory.domain.commands import MAX_LINES, Cancel, CancelLines, Line, merge_lines
from inventory.domain.outcome import OrderOutcome
from inventory.write_path.apply import apply


@click.command()
@click.argument("order", metavar="ORDER", type=ORDER)
@click.option("--reason", type=TEXT, help="Reason for the whole order, announced and kept in the ledger.")
@click.option("--no-restock", is_flag=True, help="Keep taken units of the whole order off the shelf.")
@click.option(
    "--item",
    "items",
    metavar="SKU=QUANTITY[@LOCATION]",
    type=OrderedUnits(),
    multiple=True,
    help="Units to cancel. May be given several times. Without it the order ends.",
)
@click.option("--id", "cancel_id", type=REFERENCE, help="Id of a cancel of units. The same one again is a replay.")
@json_option
def cancel(
    order: str, *, reason: str | None, no_restock: bool, items: tuple[Line, ...], cancel_id: str | None, as_json: bool
) -> None:
    """End an order for good and give its units back, or cancel the units of each --item. A second
    time changes nothing.
    """
    command = _command(order, reason, items, cancel_id, restock=not no_restock)
    with connected() as database, certain_transaction(database) as session:
        (outcome,) = apply(session, [command], now=now(session), holds=hold_times())
    if outcome.error is not None:
        raise outcome.error
    assert isinstance(outcome, OrderOutcome)  # a cancel is about an order
    if not as_json:
        subject = printable(order) if cancel_id is None else f"Cancel {printable(cancel_id)} of {printable(order)}"
        done = ("is cancelled", "was cancelled before") if cancel_id is None else ("is made", "was made before")
        click.echo(f"{subject} {done[0] if outcome.changed else done[1]}.")
    print_reservation(outcome.reservation, as_json=as_json)


def _command(
    order: str, reason: str | None, items: tuple[Line, ...], cancel_id: str | None, *, restock: bool
) -> Cancel | CancelLines:
    """Return the command that the options mean. Raises `UsageError` where they mean none."""
    if not items and cancel_id is None:
        if reason is None:
            raise click.UsageError("Missing option '--reason'. Give it to end the order, or --item and --id.")
        return Cancel(order, reason, cause(), restock=restock)
    if not items or cancel_id is None:
        raise click.UsageError("--item and --id go together: give both to cancel units, none to end the order.")
    if reason is not None or not restock:
        raise click.UsageError("--reason and --no-restock are for a whole order: leave them out with --item.")
    if len(items) > MAX_LINES:
        raise click.UsageError(f"At most {MAX_LINES} items are cancelled together, not {len(items)}.")
    return CancelLines(order, cancel_id, merge_lines(items), cause())
