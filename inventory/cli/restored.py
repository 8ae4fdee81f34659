"""`inventory restored`: it reads Kafka, of which the core knows nothing, so this hands over to the bridge."""

from __future__ import annotations

import click

from inventory.cli.terminal import interrupts


@click.command()
@click.option("--list-only", is_flag=True, help="Begin no new epoch: only list what is gone.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, errors included.")
def restored(*, list_only: bool, as_json: bool) -> None:
    """Say that the database was restored to an earlier state, and list what was announced and is gone."""
    options = [*(["--list-only"] if list_only else []), *(["--json"] if as_json else [])]
    interrupts.become("bridge.relay.restored", options)
