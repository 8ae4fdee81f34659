"""`inventory stock move`: take units from one location to another."""

from __future__ import annotations

import click

from inventory.boundary.printable import printable
from inventory.cli.terminal.connection import cause, certain_transaction, connected, hold_times
from inventory.cli.terminal.output import json_option, print_json
from inventory.cli.terminal.parameters import LOCATION, REFERENCE, SKU, TEXT
from inventory.database.transactions import now
from inventory.domain.commands import MAX_QUANTITY, Move
from inventory.domain.moves import MoveReason
from inventory.domain.outcome import MoveOutcome
from inventory.domain.stock.row import StockRow
from inventory.reading.move_json import moved_stock_json
from inventory.reading.near_locations import with_near_names
from inventory.write_path.apply import apply


@click.command()
@click.argument("sku", metavar="SKU", type=SKU)
@click.option("--from", "from_location", type=LOCATION, required=True, help="Location that the units leave.")
@click.option("--to", "to_location", type=LOCATION, required=True, help="Location that the units come to.")
@click.option("--quantity", type=click.IntRange(1, MAX_QUANTITY), required=True, help="Number of units.")
@click.option(
    "--reason", type=click.Choice([reason.value for reason in MoveReason]), required=True, help="Reason of the move."
)
@click.option("--reference", type=REFERENCE, required=True, help="Id of your document. The same one again is a replay.")
@click.option("--note", type=TEXT, help="Note in words. Required with the reason other.")
@click.option("--strict", is_flag=True, help="Refuse to move units that are promised to orders.")
@json_option
def move(
    sku: str,
    *,
    from_location: str,
    to_location: str,
    quantity: int,
    reason: str,
    reference: str,
    note: str | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Move units of SKU from one location to another, in one act. The same REFERENCE again for the
    same SKU and --from changes nothing.

    Units that are promised to orders move, too: the orders fall short then. --strict refuses that.
    """
    if MoveReason(reason).needs_note and not (note or "").strip():
        raise click.UsageError(f"--reason {reason} needs a --note.")
    command = Move(
        sku=sku,
        from_location=from_location,
        to_location=to_location,
        quantity=quantity,
        reason=MoveReason(reason),
        reference=reference,
        cause=cause(),
        note=note,
        strict=strict,
    )
    with connected() as database, certain_transaction(database) as session:
        (outcome,) = apply(session, [command], now=now(session), holds=hold_times())
        if outcome.error is not None:
            raise with_near_names(session, [outcome.error])[0]
    assert isinstance(outcome, MoveOutcome)  # a move that is not refused has one
    if as_json:
        asked = {"sku": sku, "from": from_location, "to": to_location, "quantity": quantity, "reference": reference}
        flags = {"changed": outcome.changed, "new": outcome.created}
        print_json({**asked, **flags, "stock": moved_stock_json(outcome)})
        return
    _tell(outcome)


def _tell(outcome: MoveOutcome) -> None:
    command, source, destination = outcome.command, outcome.source, outcome.destination
    new = " (new)" if outcome.created else ""
    done = "went" if outcome.changed else "went before, and nothing was changed now,"
    click.echo(
        f"{command.quantity:,} of {printable(command.sku)} {done} from {printable(source.location)} to "
        f"{printable(destination.location)}: {source.quantity_on_hand:,} and {destination.quantity_on_hand:,}{new} "
        "are on hand there."
    )
    if outcome.changed:
        warn_of_shortfall(source)


def warn_of_shortfall(row: StockRow) -> None:
    """Warn of promised units that are missing after a change by hand."""
    if row.quantity_shortfall:
        click.echo(
            f"At {printable(row.location)} {row.quantity_shortfall:,} units are promised to orders and missing. "
            "Bring units there, or see `inventory stock movements` for the orders.",
            err=True,
        )
