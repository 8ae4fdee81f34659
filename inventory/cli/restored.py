"""`inventory restored`: hands over to the bridge, because the core knows nothing of Kafka."""

from __future__ import annotations

import click

from inventory.cli.terminal import interrupts


@click.command()
@click.option("--list-only", is_flag=True, help="Only list the changes that are gone. Begin no new epoch.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, errors included.")
def restored(*, list_only: bool, as_json: bool) -> None:
    """Declare that the database was restored to an earlier state. Begins a new epoch, and lists
    announced changes that are gone.

    From then on outcomes and ETags are newer than all before. Run it after the bridge has read
    Kafka again.
    """
    options = [*(["--list-only"] if list_only else []), *(["--json"] if as_json else [])]
    interrupts.become("bridge.relay.restored", options)
