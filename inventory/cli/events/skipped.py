"""`inventory events skipped`: other people's events that the bridge has passed over."""

from __future__ import annotations

import click

from inventory.cli.terminal.connection import connected
from inventory.cli.terminal.output import json_option, print_json, print_table
from inventory.partitions.skipped_types import skipped as skipped_types
from inventory.partitions.skipped_types import skipped_json


@click.command()
@json_option
def skipped(*, as_json: bool) -> None:
    """List event types that the service does not know. It passed over their events, and counted
    them.

    Look here when an event has no effect and is not in `inventory events list`: a badly misspelt
    type counts as the type of another service. Messages without a value and a type count as "(no
    value)".
    """
    with connected() as database, database.transaction() as session:
        found = skipped_types(session)
    if as_json:
        print_json({"items": [skipped_json(one) for one in found]})
        return
    print_table(
        ("topic", "type", "count", "first seen", "last seen"),
        [(one.topic, one.type, one.skips, one.first_at, one.last_at) for one in found],
    )
