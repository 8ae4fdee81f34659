"""`inventory restored`: hands over to the bridge, because the core knows nothing of Kafka."""

from __future__ import annotations

import click

from inventory.cli.terminal import interrupts


@click.command()
@click.option("--list-only", is_flag=True, help="Only list what is gone. Begin no new epoch.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, errors included.")
def restored(*, list_only: bool, as_json: bool) -> None:
    """Say that the database was restored to an earlier state, and list the announced changes that
    are gone.
    """
    options = [*(["--list-only"] if list_only else []), *(["--json"] if as_json else [])]
    interrupts.become("bridge.relay.restored", options)
