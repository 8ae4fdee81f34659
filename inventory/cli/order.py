"""`inventory order`: all that happened to an order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import click

from inventory.cli.order_shown import print_refusals, print_timeline
from inventory.cli.terminal.connection import connected
from inventory.cli.terminal.output import json_option, print_json
from inventory.cli.terminal.parameters import ORDER, PAGE, ROW_ID, SKU
from inventory.database.transactions import now
from inventory.timeline.entries import KINDS, Position
from inventory.timeline.page import timeline
from inventory.timeline.refused_json import refused_json
from inventory.timeline.sources import refusals

_TIMES = ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")
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
    """Show what happened to an order, oldest first: events heard and their effects, movements,
    outcomes with the time at which Kafka had them, and refused calls.
    """
    with connected() as database, database.transaction() as session:
        page = timeline(session, order_id, now=now(session), after=after, limit=limit)
        print_timeline(page, next_after=position_text(page.last), as_json=as_json)


@order.command()
@click.option("--sku", type=SKU, help="Only calls that were refused for this SKU.")
@click.option("--since", type=click.DateTime(_TIMES), help="Only calls from this time on, in UTC.")
@click.option("--until", type=click.DateTime(_TIMES), help="Only calls before this time, in UTC.")
@click.option("--limit", type=PAGE, default=50, show_default=True, help="Maximum number of records.")
@click.option("--before", type=ROW_ID, help="Only records older than the one of this id: the next page.")
@json_option
def refused(
    *, sku: str | None, since: datetime | None, until: datetime | None, limit: int, before: int | None, as_json: bool
) -> None:
    """List refused calls of the last hours, newest first: the units that were wanted, and those
    that were there.
    """
    with connected() as database, database.transaction() as session:
        found = refusals(session, sku=sku, since=_utc(since), until=_utc(until), before=before, limit=limit + 1)
    last = found[limit - 1].id if len(found) > limit else None
    found = found[:limit]
    if as_json:
        print_json({"items": [refused_json(one) for one in found], "next_before": last})
        return
    print_refusals(found)
    if last is not None:
        click.echo(f"Older ones: --before {last}", err=True)


def _utc(given: datetime | None) -> datetime | None:
    return None if given is None else given.replace(tzinfo=UTC)
