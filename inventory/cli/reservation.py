"""`inventory reservation`: show an order, list the running holds, report goods that leave or come
back, reassign units, and cancel by hand.
"""

from __future__ import annotations

import click

from inventory.cli.reservation_cancel import cancel
from inventory.cli.reservation_dispatch import dispatch
from inventory.cli.reservation_list import list_
from inventory.cli.reservation_reassign import reassign
from inventory.cli.reservation_return import take_back
from inventory.cli.reservation_shown import print_reservation
from inventory.cli.terminal.connection import connected
from inventory.cli.terminal.output import json_option
from inventory.cli.terminal.parameters import ORDER
from inventory.errors import UnknownReservation
from inventory.reading import queries


@click.group()
def reservation() -> None:
    """Show an order, list the running holds, report a dispatch or a return, have units come from
    another location, or cancel by hand.
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
    print_reservation(found, as_json=as_json)


reservation.add_command(list_)
reservation.add_command(dispatch)
reservation.add_command(take_back)
reservation.add_command(cancel)
reservation.add_command(reassign)
