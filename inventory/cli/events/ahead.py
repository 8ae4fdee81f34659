"""`inventory events ahead`: whose clocks are ahead of the database's."""

from __future__ import annotations

import click

from inventory.cli.terminal.connection import connected
from inventory.cli.terminal.output import json_option, print_json, print_table
from inventory.inbox.sources_ahead import source_json, sources_ahead


@click.command()
@json_option
def ahead(*, as_json: bool) -> None:
    """List sources whose events were ahead of PostgreSQL's clock. The source that was furthest
    ahead comes first.

    An event that is ahead when it is received counts as of its receipt. Check the clock and the
    time zone of its producer.
    """
    with connected() as database, database.transaction() as session:
        found = sources_ahead(session)
    if as_json:
        print_json({"items": [source_json(one) for one in found]})
        return
    print_table(
        ("source", "topic", "events", "most ahead (s)", "newest event", "received"),
        [
            (one.source, one.topic, one.events, f"{one.most.total_seconds():.3f}", str(one.newest_id), one.newest_at)
            for one in found
        ],
    )
