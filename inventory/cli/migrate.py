"""`inventory migrate`."""

from __future__ import annotations

import click

from inventory.cli.terminal.output import json_option, print_json
from inventory.settings import settings


@click.command()
@json_option
def migrate(*, as_json: bool) -> None:
    """Bring the database's schema to the newest version. Safe to run twice, and by several at
    once.
    """
    from inventory.database.migrate import migrate as bring_to_newest  # noqa: PLC0415 - with Alembic, a tenth of all
    from inventory.logs.set_up import set_up  # noqa: PLC0415

    set_up(settings().log_level, settings().log_format)
    before, after = bring_to_newest(settings().database_url)
    if as_json:
        print_json({"before": before, "after": after})
        return
    click.echo(
        f"The schema is at {after}." if before == after else f"The schema went from {before or 'nothing'} to {after}."
    )
