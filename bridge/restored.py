"""`inventory restored`: say that the database was set back, and hear what was acknowledged and is gone (docs/backup.md)."""

from __future__ import annotations

import sys

import click
from confluent_kafka import KafkaException

from bridge.outcomes import outcomes
from inventory import lineage, losses
from inventory.cli.connection import connected
from inventory.cli.failures import CommandLine, ExitCode
from inventory.cli.output import json_option, print_json, print_table
from inventory.settings import settings


@click.command()
@click.option("--list-only", is_flag=True, help="Begin no new epoch: only list what is gone.")
@json_option
def restored(*, list_only: bool, as_json: bool) -> None:
    """Say that the database was restored to an earlier state, and list what was announced and is gone.

    Outcomes and ETags are newer from now on than all there were. Run it once the bridge has read again what Kafka has.
    """
    options = settings()
    with connected() as database:
        with database.transaction() as session:
            epoch = lineage.epoch(session) if list_only else lineage.rise(session, why="an operator says so")
        history = losses.History()
        for announced in outcomes(options):
            outcome = losses.read(announced.event)
            if outcome is not None:
                history.add(outcome)
        with database.transaction() as session:
            found = losses.find(session, history, epoch)
    _show(epoch, found, len(history), as_json=as_json)


def _show(epoch: int, found: losses.Found, subjects: int, *, as_json: bool) -> None:
    if as_json:
        gone = [loss.as_json() for loss in found.gone]
        print_json({"epoch": epoch, "subjects": subjects, "recovered": found.recovered, "gone": gone})
        return
    click.echo(
        f"Epoch {epoch}. Of {subjects:,} orders and SKUs that were announced, {found.recovered:,} lost something that is so again."
    )
    print_table(
        ("of", "key", "announced", "at", "as", "now"),
        [
            (
                loss.told.subject.kind,
                loss.told.subject.key,
                loss.told.type,
                loss.told.time,
                str(loss.told.state),
                loss.now or "nothing",
            )
            for loss in found.gone
        ],
        title=f"{len(found.gone):,} were announced and are not so any more",
    )


def main() -> None:
    """Run the command as `inventory` runs its own. Exit code 3 where Kafka is away."""
    group = CommandLine(name="inventory", commands={"restored": restored})
    try:
        group(["restored", *sys.argv[1:]], prog_name="inventory")
    except KafkaException as error:
        click.echo(
            f"Error: Kafka can't be read: {error.args[0].str()}. A new epoch may have begun; run it again.", err=True
        )
        sys.exit(ExitCode.UNAVAILABLE)


if __name__ == "__main__":
    main()
