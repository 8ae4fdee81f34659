"""All commands of `inventory`."""

from __future__ import annotations

import click

from inventory.cli.audit import audit
from inventory.cli.events.group import events
from inventory.cli.location import location
from inventory.cli.migrate import migrate
from inventory.cli.order import order
from inventory.cli.reservation import reservation
from inventory.cli.restored import restored
from inventory.cli.roles import roles
from inventory.cli.settings import settings
from inventory.cli.sku import sku
from inventory.cli.stock.group import stock
from inventory.cli.terminal.failures import CommandLine
from inventory.cli.token import token


@click.group(name="inventory", cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="inventory-service")
def commands() -> None:
    """The single source of truth for stock in a shop made of services.

    Exit codes: 0 done, 1 refused, 2 wrong arguments or settings, 3 the database is away or busy:
    try again.
    """


commands.add_command(audit)
commands.add_command(events)
commands.add_command(location)
commands.add_command(migrate)
commands.add_command(order)
commands.add_command(reservation)
commands.add_command(restored)
commands.add_command(roles)
commands.add_command(settings)
commands.add_command(sku)
commands.add_command(stock)
commands.add_command(token)
