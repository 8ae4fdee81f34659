"""`inventory events gaps`: events that Kafka deleted before they were read."""

from __future__ import annotations

import click

from inventory.cli.terminal.connection import connected
from inventory.cli.terminal.output import json_option, print_json, print_table
from inventory.partitions.gaps import gap_json
from inventory.partitions.gaps import gaps as found_gaps


@click.command()
@json_option
def gaps(*, as_json: bool) -> None:
    """List offsets that Kafka deleted before they were read. The newest gap comes first. Have the
    events published again.
    """
    with connected() as database, database.transaction() as session:
        found = found_gaps(session)
    if as_json:
        print_json({"items": [gap_json(one) for one in found]})
        return
    print_table(
        ("topic", "partition", "from offset", "to offset", "events at most", "found at"),
        [
            (
                one.gap.topic,
                str(one.gap.partition),
                str(one.gap.first_offset),
                str(one.gap.next_offset - 1),
                one.gap.offsets,
                one.found_at,
            )
            for one in found
        ],
    )
