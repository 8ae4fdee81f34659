"""`inventory order`: all that happened to an order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import click

from inventory.cli.order_shown import print_timeline
from inventory.cli.terminal.connection import connected
from inventory.cli.terminal.output import json_option
from inventory.cli.terminal.parameters import ORDER, PAGE
from inventory.database.transactions import now
from inventory.timeline.entries import KINDS, Position
from inventory.timeline.page import timeline

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class AfterEntry(click.ParamType[Position]):
    """The position of an entry, as the last page told it."""

    name = "entry"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Position:
        try:
            microseconds, rank, id_ = map(int, str(value).split("-"))
            position = Position(_EPOCH + timedelta(microseconds=microseconds), rank, id_)
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is no position: pass on the one of the last page as it came", param, ctx)
        if not (0 <= rank < len(KINDS) and 0 <= id_ < 2**63):
            self.fail(f"{value!r} is no position: pass on the one of the last page as it came", param, ctx)
        return position


def position_text(position: Position | None) -> str | None:
    """Return the position as `--after` takes it."""
    if position is None:
        return None
    microseconds = (position.at - _EPOCH) // timedelta(microseconds=1)
    return f"{microseconds}-{position.rank}-{position.id}"


@click.group()
def order() -> None:
    """Show all that happened to an order."""


@order.command()
@click.argument("order_id", metavar="ORDER", type=ORDER)
@click.option("--limit", type=PAGE, default=200, show_default=True, help="Maximum number of entries.")
@click.option("--after", type=AfterEntry(), help="Only entries behind this one: the next page.")
@json_option
def show(order_id: str, *, limit: int, after: Position | None, as_json: bool) -> None:
    """Show what happened to an order, oldest first: events heard and their effects, movements, and
    outcomes with the time at which Kafka had them.
    """
    with connected() as database, database.transaction() as session:
        page = timeline(session, order_id, now=now(session), after=after, limit=limit)
        print_timeline(page, next_after=position_text(page.last), as_json=as_json)
