"""`inventory reservation`: show an order, list the running holds, report goods that leave, reassign
units, and cancel by hand.
"""

from __future__ import annotations

from datetime import datetime

import click

from inventory.boundary.printable import printable
from inventory.cli.reservation_dispatch import dispatch
from inventory.cli.reservation_list import list_
from inventory.cli.reservation_reassign import reassign
from inventory.cli.terminal.connection import cause, certain_transaction, connected, hold_times
from inventory.cli.terminal.output import json_option, print_fields, print_json, print_table
from inventory.cli.terminal.parameters import ORDER, TEXT
from inventory.database.transactions import now
from inventory.domain.commands import Cancel
from inventory.domain.orders.reservation import AllocatedLine, Reservation
from inventory.domain.orders.shipping import Shipping
from inventory.domain.outcome import OrderOutcome
from inventory.domain.representation import moment_json
from inventory.errors import UnknownReservation
from inventory.reading import queries
from inventory.reading.reservation_json import reservation_json
from inventory.write_path.apply import apply

FACTS = ("ordered_at", "reserved_at", "failed_at", "paid_at", "refused_at", "cancelled_at")
"""Facts of an order beside its completion, each with its time. The status follows from them."""


@click.group()
def reservation() -> None:
    """Show an order, list the running holds, report a dispatch, have units come from another
    location, or cancel an order by hand.
    """


@reservation.command()
@click.argument("order", metavar="ORDER", type=ORDER)
@json_option
def show(order: str, *, as_json: bool) -> None:
    """Show an order: its status, its units by location, and the facts behind its status."""
    with connected() as database, database.transaction() as session:
        found = queries.reservation(session, order)
    if found is None:
        raise UnknownReservation(order_id=order)
    _print(found, as_json=as_json)


reservation.add_command(list_)
reservation.add_command(dispatch)
reservation.add_command(reassign)


@reservation.command()
@click.argument("order", metavar="ORDER", type=ORDER)
@click.option("--reason", type=TEXT, required=True, help="Reason, announced and kept in the ledger.")
@click.option("--no-restock", is_flag=True, help="Keep taken units off the shelf.")
@json_option
def cancel(order: str, *, reason: str, no_restock: bool, as_json: bool) -> None:
    """End an order for good and give its units back. A second time changes nothing."""
    command = Cancel(order, reason, cause(), restock=not no_restock)
    with connected() as database, certain_transaction(database) as session:
        (outcome,) = apply(session, [command], now=now(session), holds=hold_times())
    if outcome.error is not None:
        raise outcome.error
    assert isinstance(outcome, OrderOutcome)  # a cancel is about an order
    if not as_json:
        click.echo(
            f"{printable(order)} is cancelled." if outcome.changed else f"{printable(order)} was cancelled before."
        )
    _print(outcome.reservation, as_json=as_json)


def _facts(found: Reservation) -> dict[str, datetime]:
    known = {name: moment for name, moment in found._asdict().items() if name in FACTS and moment is not None}
    if found.shipping is not None and found.shipping.completed_at is not None:
        known["completed_at"] = found.shipping.completed_at
    return known


def _print(found: Reservation, *, as_json: bool) -> None:
    shown = reservation_json(found)
    if as_json:
        print_json({**shown, "facts": {name: moment_json(moment) for name, moment in _facts(found).items()}})
        return
    print_fields(
        [
            ("order", found.order_id),
            ("status", found.status),
            ("expires at", found.expires_at if shown["expires_at"] is not None else None),
            *((name.replace("_", " "), moment) for name, moment in _facts(found).items()),
            ("restock", None if found.cancelled_at is None else "yes" if found.restock else "no"),
            ("version", found.version),
        ]
    )
    print_table(
        ("SKU", "quantity", "from", "held", "taken"),
        [row for line in found.lines for row in _rows(line)],
    )
    if found.shipping is not None and found.shipping.dispatches:
        print_table(("dispatch", "at", "SKU", "quantity", "from"), _parcels(found.shipping))


def _parcels(shipping: Shipping) -> list[tuple[object, ...]]:
    """Return a row for each item of each dispatch."""
    return [
        (one.dispatch_id, one.at, item.sku, item.quantity, item.location)
        for one in shipping.dispatches
        for item in one.lines
    ]


def _rows(line: AllocatedLine) -> list[tuple[object, ...]]:
    """Return a row for each allocation, or one for a line without any."""
    if not line.allocations:
        return [(line.sku, line.quantity, line.location if line.tracked else "untracked", 0, 0)]
    return [(line.sku, line.quantity, each.location, each.held, each.taken) for each in line.allocations]
