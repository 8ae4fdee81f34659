"""`inventory restored`: declare that the database was set back, and list acknowledged outcomes that
are gone (docs/backup.md).

Neither the announced outcomes nor the lost ones have a bound. So Kafka is read as often as it
takes, each time for as many orders and SKUs as memory allows. Their losses are printed before the
next orders and SKUs are looked for (ADR 0040).
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from textwrap import indent
from typing import Any

import click
import orjson
from confluent_kafka import KafkaException

from bridge.relay.outcomes import outcomes
from inventory.cli.terminal import output
from inventory.cli.terminal.connection import connected
from inventory.cli.terminal.failures import CommandLine, ExitCode
from inventory.cli.terminal.output import json_option, print_table
from inventory.database import lineage
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import Database
from inventory.recovery import histories, losses
from inventory.settings import settings

PAGE = 1_000
"""Losses that are printed in one table, or made into JSON, at a time."""


@click.command()
@click.option("--list-only", is_flag=True, help="Begin no new epoch: only list the outcomes that are gone.")
@json_option
def restored(*, list_only: bool, as_json: bool) -> None:
    """Declare that the database was restored to an earlier state, and list announced outcomes that
    are gone.

    From now on outcomes and ETags are newer than all before. Run it after the bridge has read Kafka
    again.
    """
    with connected() as database:
        with database.transaction() as session:
            epoch = lineage.epoch(session) if list_only else lineage.rise(session, why="an operator says so")
        report: _Report = _Document(epoch) if as_json else _Tables(epoch)
        for history in histories.histories(_announced):
            report.add(_find(database, history, epoch), subjects=len(history))
            del history  # The loop would hold it while the next one is read: both have no room.
        report.end()


def _announced() -> Iterator[Mapping[str, Any]]:
    return (announced.event for announced in outcomes(settings()))


@retried_on_stale_plan
def _find(database: Database, history: histories.History, epoch: int) -> losses.LossReport:
    with database.transaction() as session:
        return losses.find(session, history, epoch)


class _Report(ABC):
    """A report that is printed while it is found, with its totals at the end."""

    def __init__(self, epoch: int) -> None:
        self._epoch = epoch
        self._subjects = self._recovered = self._gone = 0

    def add(self, found: losses.LossReport, *, subjects: int) -> None:
        for start in range(0, len(found.gone), PAGE):
            page = found.gone[start : start + PAGE]
            self._print(page)
            self._gone += len(page)
        self._subjects += subjects
        self._recovered += found.recovered

    @abstractmethod
    def _print(self, page: Sequence[losses.Loss]) -> None: ...

    @abstractmethod
    def end(self) -> None: ...


class _Document(_Report):
    """One JSON document. It is complete only with its end, and has none if Kafka goes away in
    between.
    """

    def _print(self, page: Sequence[losses.Loss]) -> None:
        self._begin()
        each = (output.as_json(loss.as_json(), option=orjson.OPT_INDENT_2) for loss in page)
        click.echo((",\n" if self._gone else "\n") + indent(",\n".join(each), "    "), nl=False)

    def _begin(self) -> None:
        if not self._gone:
            click.echo(f'{{\n  "epoch": {self._epoch},\n  "gone": [', nl=False)

    def end(self) -> None:
        self._begin()
        click.echo(f'\n  ],\n  "subjects": {self._subjects},\n  "recovered": {self._recovered}\n}}')


class _Tables(_Report):
    """Tables for people, and sentences below them."""

    def _print(self, page: Sequence[losses.Loss]) -> None:
        rows = (
            (
                loss.told.subject.kind,
                loss.told.subject.key,
                loss.told.type,
                loss.told.time,
                str(loss.told.state),
                loss.now or "nothing",
            )
            for loss in page
        )
        print_table(("kind", "key", "announced", "at", "state then", "state now"), rows)

    def end(self) -> None:
        click.echo(f"{self._gone:,} announced states are gone.")
        click.echo(
            f"Epoch {self._epoch}. {self._subjects:,} orders and SKUs were announced. {self._recovered:,} of them lost "
            "the announced state and are in it again."
        )


def main() -> None:
    """Run the command as `inventory` runs its own. Exit code 3 if Kafka is away."""
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
