"""`inventory roles`."""

from __future__ import annotations

import click

from inventory.cli.terminal.connection import connected
from inventory.cli.terminal.output import json_option, print_json
from inventory.roles.errors import RolesUnfit
from inventory.roles.grants import findings, grant


@click.command()
@click.option("--service", required=True, metavar="ROLE", help="Role that the processes connect as.")
@click.option("--reader", required=True, metavar="ROLE", help="Role for reading only.")
@json_option
def roles(*, service: str, reader: str, as_json: bool) -> None:
    """Give two PostgreSQL roles the rights they need and no more. Run it as the tables' owner,
    after each migration.

    Then PostgreSQL is asked for the real rights of both and of the owner. Each right too many or
    too few is named with the statement that mends it, and the exit code is 1. Granted rights stay
    granted.
    """
    with connected() as database:
        with database.transaction() as session:
            grant(session.connection(), service=service, reader=reader)
        with database.transaction() as session:
            found = findings(session.connection(), service=service, reader=reader)
    if found:
        raise RolesUnfit(findings=[finding._asdict() for finding in found], said="\n  ".join(map(str, found)))
    if as_json:
        print_json({"service": service, "reader": reader})
        return
    click.echo(f"{service} may do what the service does; {reader} may read.")
