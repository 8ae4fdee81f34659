"""`inventory events set-aside|discard`: events that the bridge has left in Kafka, and their end."""

from __future__ import annotations

import click

from inventory.boundary.printable import printable
from inventory.cli.terminal.connection import certain_transaction, connected
from inventory.cli.terminal.output import json_option, print_json, print_table
from inventory.cli.terminal.parameters import PARTITION, TEXT
from inventory.partitions import set_aside
from inventory.partitions.set_aside import SetAsideRange


@click.command(name="set-aside")
@json_option
def list_set_aside(*, as_json: bool) -> None:
    """List sources with too many unusable events. The service leaves such events in Kafka.

    Everything else is read. Kafka deletes such events after the topic's retention. Have them read
    again with `resume`, or give them up with `discard`.
    """
    with connected() as database, database.transaction() as session:
        found = set_aside.left(session)
    if as_json:
        print_json({"items": [set_aside.left_json(one) for one in found]})
        return
    print_table(
        ("topic", "partition", "source", "from offset", "to offset", "messages", "since", "for", "state"),
        [
            (
                one.overrun.at.topic,
                str(one.overrun.at.partition),
                named(one),
                str(one.overrun.at.offset),
                str(one.last_offset),
                one.messages,
                one.since,
                one.overrun.reasons,
                "set aside" if one.resumed_at is None else "read again",
            )
            for one in found
        ],
    )


@click.command()
@click.argument("topic")
@click.argument("partition", type=PARTITION)
@click.option("--source", type=TEXT, help="Only events of this source.")
@json_option
def discard(topic: str, partition: int, *, source: str | None, as_json: bool) -> None:
    """Give up the set-aside events of a partition. They are never read again. Later unusable events
    are counted from zero.
    """
    with connected() as database, certain_transaction(database) as session:
        found = set_aside.discard(session, (topic, partition), source)
    if as_json:
        print_json({"discarded": [set_aside.left_json(one) for one in found]})
        return
    for one in found:
        click.echo(
            f"{one.messages:,} messages of {printable(named(one))} in {printable(topic)}/{partition} are given up, from offset "
            f"{one.overrun.at.offset} to {one.last_offset}."
        )


def named(one: SetAsideRange) -> str:
    """Return the source, in words for people."""
    return one.overrun.source or "(any source)"
