"""`inventory roles`."""

from __future__ import annotations

import click

from inventory.cli.connection import connected
from inventory.roles import grant


@click.command()
@click.option("--service", required=True, metavar="ROLE", help="The role that the processes connect as.")
@click.option("--reader", required=True, metavar="ROLE", help="The role of those who only read.")
def roles(*, service: str, reader: str) -> None:
    """Give two PostgreSQL roles the rights they need and no more; run it as the tables' owner, after each migration."""
    with connected() as database, database.transaction() as session:
        grant(session.connection(), service=service, reader=reader)
    click.echo(f"{service} may do what the service does; {reader} may read.")
