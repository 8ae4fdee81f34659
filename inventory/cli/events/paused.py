"""`inventory events paused|resume`: partitions that the bridge has stopped reading, and the word to
go on.
"""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from inventory.boundary.printable import printable
from inventory.cli.events.set_aside import named
from inventory.cli.terminal.connection import certain_transaction, connected
from inventory.cli.terminal.output import json_option, print_json, print_table
from inventory.cli.terminal.parameters import MAX_ROW_ID, PARTITION, TEXT
from inventory.database.transactions import now
from inventory.inbox.decoded import PartitionKey
from inventory.partitions import pauses, set_aside
from inventory.partitions.errors import NothingSetAside, PartitionNotPaused
from inventory.partitions.pauses import Pause
from inventory.partitions.set_aside import SetAsideRange

OFFSET = click.IntRange(0, MAX_ROW_ID)


@click.command()
@json_option
def paused(*, as_json: bool) -> None:
    """List partitions that the bridge of an earlier version paused. They had too many unusable
    events. `resume` lets them go on.
    """
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
@click.option("--through", type=OFFSET, help="Accept dead letters up to this offset without counting them.")
@click.option("--source", type=TEXT, help="Only events of this source that were set aside.")
@json_option
def resume(topic: str, partition: int, *, through: int | None, source: str | None, as_json: bool) -> None:
    """Have set-aside events read again, or resume a paused partition. The bridge begins within
    seconds.

    Counting starts afresh: if too many events still can't be used, they are set aside again. With
    --through, unusable events up to that offset become dead letters.
    """
    with connected() as database, certain_transaction(database) as session:
        place = topic, partition
        paused = None if source is not None else _resumed(session, place, through)
        again = _read_again(session, place, source, through, required=paused is None)
    if as_json:
        of_pause = {} if paused is None else pauses.pause_json(paused)
        print_json(of_pause | ({"set_aside": [set_aside.left_json(one) for one in again]} if again else {}))
        return
    if paused is not None:
        click.echo(
            f"{printable(topic)}/{partition} goes on from offset {paused.excess.at.offset}; "
            f"dead letters up to offset {paused.accepted_through} are accepted."
        )
    for one in again:
        click.echo(
            f"{printable(topic)}/{partition} is read again from offset {one.overrun.at.offset} for {printable(named(one))}; "
            f"dead letters up to offset {one.accepted_through} are accepted."
        )


def _resumed(session: Session, place: PartitionKey, through: int | None) -> Pause | None:
    try:
        return pauses.resume(session, place, through=through)
    except PartitionNotPaused:
        return None


def _read_again(
    session: Session, place: PartitionKey, source: str | None, through: int | None, *, required: bool
) -> list[SetAsideRange]:
    try:
        return set_aside.resume(session, place, source, through=through, now=now(session))
    except NothingSetAside:
        if not required:
            return []
        if source is None:
            raise PartitionNotPaused(topic=place[0], partition=place[1]) from None
        raise
