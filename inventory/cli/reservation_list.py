"""`inventory reservation list`: the running holds of a SKU or a location, and their age."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import click
from sqlalchemy.orm import Session

from inventory.cli.terminal.connection import connected
from inventory.cli.terminal.output import json_option, print_json, print_table
from inventory.cli.terminal.parameters import LOCATION, PAGE, SKU
from inventory.database.transactions import now
from inventory.domain.orders.reservation import Reservation
from inventory.domain.representation import moment_json
from inventory.reading import queries
from inventory.reading.near_locations import require_known
from inventory.reading.queries import HoldPosition, ReservationFilter
from inventory.reading.reservation_json import reservation_json

MINUTES = click.IntRange(0, 60 * 24 * 366)


@click.command("list")
@click.option("--sku", type=SKU, help="Only holds of this SKU.")
@click.option("--location", type=LOCATION, help="Only holds with units at this location.")
@click.option("--older-than", type=MINUTES, metavar="MINUTES", help="Only holds that began longer ago.")
@click.option("--ending-within", type=MINUTES, metavar="MINUTES", help="Only holds that end sooner.")
@click.option("--limit", type=PAGE, default=50, show_default=True, help="Maximum number of holds.")
@json_option
def list_(
    *,
    sku: str | None,
    location: str | None,
    older_than: int | None,
    ending_within: int | None,
    limit: int,
    as_json: bool,
) -> None:
    """List the running holds with their units, sorted by their end. Of holds of one length the
    oldest is first.
    """
    with connected() as database, database.transaction() as session:
        if location is not None:
            require_known(session, location)
        moment = now(session)
        held_before = None if older_than is None else moment - timedelta(minutes=older_than)
        ends_before = None if ending_within is None else moment + timedelta(minutes=ending_within)
        where = ReservationFilter(sku, location, held_before=held_before)
        found, more = _read(session, where, ends_before, limit)
    if as_json:
        print_json({"items": [_json(one) for one in found], "more": more})
        return
    print_table(
        ("order", "held since", "ends", "SKU", "from", "held"), [row for one in found for row in _rows(one, where)]
    )
    if more:
        click.echo("There are more holds: raise --limit, or ask for fewer.", err=True)


def _read(
    session: Session, where: ReservationFilter, ends_before: datetime | None, limit: int
) -> tuple[list[Reservation], bool]:
    """Return the first holds, and True if there are more. A page of few that fit ends early."""
    found: list[Reservation] = []
    after: HoldPosition | None = None
    while True:
        page = queries.holds(session, where, expires_before=ends_before, after=after, limit=limit - len(found))
        found += page.entries
        after = page.last
        if after is None or len(found) == limit:
            return found, after is not None


def _json(hold: Reservation) -> dict[str, object]:
    since = None if hold.held_since is None else moment_json(hold.held_since)
    return {**reservation_json(hold), "held_since": since}


def _rows(hold: Reservation, where: ReservationFilter) -> Iterator[tuple[object, ...]]:
    """Yield a row for each allocation that was asked for."""
    for line in hold.lines:
        for each in line.allocations:
            if where.sku in {None, line.sku} and where.location in {None, each.location}:
                yield hold.order_id, hold.held_since, hold.expires_at, line.sku, each.location, each.held
