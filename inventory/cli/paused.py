"""`inventory events paused|resume`: partitions that the bridge has stopped reading, and the word to go on."""

from __future__ import annotations

import click

from inventory import pauses
from inventory.cli.connection import certain_transaction, connected
from inventory.cli.output import json_option, print_json, print_table
from inventory.cli.parameters import MAX_ROW_ID
from inventory.printable import printable

PARTITION = click.IntRange(0, 2**31 - 1)
OFFSET = click.IntRange(0, MAX_ROW_ID)


@click.command()
@json_option
def paused(*, as_json: bool) -> None:
    """List partitions that are read no further, because too much of them can't be used."""
    with connected() as database, database.transaction() as session:
        found = list(pauses.pauses(session).values())
    if as_json:
        print_json({"items": [pauses.pause_json(one) for one in found]})
        return
    print_table(
        ("topic", "partition", "at offset", "since", "dead", "of the last", "for", "accepted through"),
        [
            (
                one.excess.at.topic,
                str(one.excess.at.partition),
                str(one.excess.at.offset),
                one.paused_at,
                one.excess.dead,
                one.excess.among,
                one.excess.reasons,
                None if one.accepted_through is None else str(one.accepted_through),
            )
            for one in found
        ],
    )


@click.command()
@click.argument("topic")
@click.argument("partition", type=PARTITION)
@click.option("--through", type=OFFSET, help="Accept dead letters up to this offset, without pausing again for them.")
@json_option
def resume(topic: str, partition: int, *, through: int | None, as_json: bool) -> None:
    """Let a paused partition go on; whichever bridge reads it does so within seconds.

    Counting starts afresh: if too much still can't be used, it is paused again. With --through, what is known to be broken
    becomes dead letters, and what stands behind it is heard.
    """
    with connected() as database, certain_transaction(database) as session:
        found = pauses.resume(session, (topic, partition), through=through)
    if as_json:
        print_json(pauses.pause_json(found))
        return
    click.echo(
        f"{printable(topic)}/{partition} goes on from offset {found.excess.at.offset}; "
        f"dead letters up to offset {found.accepted_through} are accepted."
    )
