"""`inventory migrate`."""

from __future__ import annotations

import click

from inventory.migrate import migrate as bring_to_newest
from inventory.settings import settings


@click.command()
def migrate() -> None:
    """Bring the database's schema to the newest version (safe to run twice, and by several at once)."""
    before, after = bring_to_newest(settings().database_url)
    click.echo(
        f"The schema is at {after}." if before == after else f"The schema went from {before or 'nothing'} to {after}."
    )
