"""The `inventory` command."""

from __future__ import annotations

import sys

import click

from inventory.cli.audit import audit
from inventory.cli.migrate import migrate
from inventory.cli.settings import settings
from inventory.cli.stack import demo, up
from inventory.errors import InvalidSettings

__all__ = ["commands", "main"]


@click.group(name="inventory", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="inventory-service")
def commands() -> None:
    """The single source of truth for stock in a shop made of services."""


commands.add_command(audit)
commands.add_command(demo)
commands.add_command(migrate)
commands.add_command(settings)
commands.add_command(up)


def main() -> None:
    """Run the command line; settings that are wrong end with their message and exit code 2."""
    try:
        commands()
    except InvalidSettings as error:
        click.echo(str(error), err=True)
        sys.exit(2)
