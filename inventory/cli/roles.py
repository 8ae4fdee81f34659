"""`inventory roles`."""

from __future__ import annotations

import click

from inventory.cli.connection import connected
from inventory.cli.output import json_option, print_json
from inventory.roles import grant


@click.command()
@click.option("--service", required=True, metavar="ROLE", help="The role that the processes connect as.")
@click.option("--reader", required=True, metavar="ROLE", help="The role of those who only read.")
@json_option
def roles(*, service: str, reader: str, as_json: bool) -> None:
    """Give two PostgreSQL roles the rights they need and no more; run it as the tables' owner, after each migration."""
    with connected() as database, database.transaction() as session:
        grant(session.connection(), service=service, reader=reader)
    if as_json:
        print_json({"service": service, "reader": reader})
        return
    click.echo(f"{service} may do what the service does; {reader} may read.")
