"""`inventory restored`: say that the database was set back, and hear what was acknowledged and is gone (docs/backup.md).

Neither what was announced nor what is gone has a bound. So Kafka is read as often as it takes, each time for as many orders and
SKUs as memory allows, and what is gone of them is printed before the next ones are looked for (ADR 0040).
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
from inventory.database.fresh_plans import retried_on_stale_plan
from inventory.database.transactions import Database
from inventory.recovery import histories, losses
from inventory.settings import settings

PAGE = 1_000
"""The number of losses that are a table, or are made into JSON, at a time."""


@click.command()
@click.option("--list-only", is_flag=True, help="Begin no new epoch: only list what is gone.")
@json_option
def restored(*, list_only: bool, as_json: bool) -> None:
    """Say that the database was restored to an earlier state, and list what was announced and is gone.

    Outcomes and ETags are newer from now on than all there were. Run it once the bridge has read again what Kafka has.
    """
    with connected() as database:
        with database.transaction() as session:
            epoch = lineage.epoch(session) if list_only else lineage.rise(session, why="an operator says so")
        report: _Report = _Document(epoch) if as_json else _Tables(epoch)
        for history in histories.histories(_announced):
            report.add(_find(database, history, epoch), subjects=len(history))
        report.end()


def _announced() -> Iterator[Mapping[str, Any]]:
    return (announced.event for announced in outcomes(settings()))


@retried_on_stale_plan
def _find(database: Database, history: histories.History, epoch: int) -> losses.LossReport:
    with database.transaction() as session:
        return losses.find(session, history, epoch)


class _Report(ABC):
    """What is printed while it is found, and at the end how much it was."""

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
    """One JSON document. It is complete with the end alone: where Kafka goes away in between, it
    has none.
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
        print_table(("of", "key", "announced", "at", "as", "now"), rows)

    def end(self) -> None:
        click.echo(f"{self._gone:,} were announced and are not so any more.")
        click.echo(
            f"Epoch {self._epoch}. Of {self._subjects:,} orders and SKUs that were announced, {self._recovered:,} lost something that is so again."
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
