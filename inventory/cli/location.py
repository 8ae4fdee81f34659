"""`inventory location`: the places that keep stock, and the order in which they serve."""

from __future__ import annotations

from typing import Any

import click

from inventory.boundary.printable import printable
from inventory.cli.terminal.connection import certain_transaction, connected
from inventory.cli.terminal.output import json_option, print_json, print_table
from inventory.cli.terminal.parameters import LOCATION, TEXT
from inventory.database import lineage
from inventory.database.epochs import sequence
from inventory.domain.locations import MAX_PRIORITY, LocationSettings, StoredLocation
from inventory.errors import InventoryError
from inventory.reading import locations as location_reads
from inventory.reading.location_json import location_json
from inventory.reading.near_locations import near_locations, with_near_names
from inventory.write_path.locations import SetUp, set_up

PAGE = 1_000


@click.group()
def location() -> None:
    """List the places that keep stock, make them, and set their attributes."""


@location.command(name="list")
@json_option
def list_(*, as_json: bool) -> None:
    """List all locations with their attributes, sorted by name."""
    found: list[StoredLocation] = []
    with connected() as database, database.snapshot() as session:
        after: str | None = None
        while True:
            page = location_reads.locations(session, after=after, limit=PAGE)
            found += page.entries
            after = page.last
            if after is None:
                break
    if as_json:
        print_json({"items": [location_json(one) for one in found]})
        return
    print_table(
        ("location", "sells", "priority", "counts as", "parent", "returns to", "active", "version"),
        [
            (
                one.name,
                _word(said=one.settings.sells),
                one.settings.priority,
                one.settings.counts_as,
                one.settings.parent,
                one.settings.returns_to,
                _word(said=one.settings.active),
                one.version,
            )
            for one in found
        ],
    )


class _OrNone(click.ParamType[Any]):
    """A text, or nothing for an attribute that is taken away."""

    def __init__(self, type_: click.ParamType[str]) -> None:
        self._type = type_
        self.name = type_.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return "" if value == "" else self._type.convert(value, param, ctx)


@location.command(name="set")
@click.argument("name", metavar="NAME", type=LOCATION)
@click.option("--sells/--no-sells", default=None, help="Serve orders from it, or count its units apart.")
@click.option(
    "--priority",
    type=click.IntRange(0, MAX_PRIORITY),
    help="The lower, the earlier it serves an order that names no location. New: 100.",
)
@click.option("--counts-as", type=_OrNone(TEXT), help="Word for people about its units, such as damaged.")
@click.option("--parent", type=_OrNone(LOCATION), help="Location that it is a part of.")
@click.option("--returns-to", type=_OrNone(LOCATION), help="Location that its returned units go to.")
@click.option("--active/--inactive", default=None, help="Let it take units and sell them, or neither.")
@json_option
def set_(name: str, *, as_json: bool, **given: Any) -> None:
    """Make the location NAME, or set attributes of a known one. An option that is left out leaves
    the attribute as it is. Give '' to take a text away.
    """
    with connected() as database, certain_transaction(database) as session:
        known = location_reads.location(session, name)
        near = [] if known else near_locations(session, name)
        before = LocationSettings() if known is None else known.settings
        wanted = before._asdict()
        wanted |= {
            name: value or None if isinstance(value, str) else value
            for name, value in given.items()
            if value is not None
        }
        # Somebody else's change of this moment is not overwritten.
        seen = sequence(lineage.epoch(session), 0 if known is None else known.version)
        try:
            made = set_up(session, name, LocationSettings(**wanted), expected_versions={seen})
        except InventoryError as error:
            raise with_near_names(session, [error])[0] from error
    if as_json:
        near_names = {"near": near} if made.created else {}
        print_json({**location_json(made.location), "changed": made.changed, "new": made.created, **near_names})
        return
    click.echo(_told(made))
    if made.created and near:
        names = ", ".join(map(printable, near))
        click.echo(
            f"The location is new, and similar to {names}. If you meant that, set this one --inactive.", err=True
        )


def _told(made: SetUp) -> str:
    settings = made.location.settings
    said = [
        "sells" if settings.sells else "does not sell",
        f"priority {settings.priority}",
        *([f"counts as {printable(settings.counts_as)}"] if settings.counts_as else []),
        *([f"part of {printable(settings.parent)}"] if settings.parent else []),
        *([f"returns go to {printable(settings.returns_to)}"] if settings.returns_to else []),
        *([] if settings.active else ["inactive"]),
    ]
    new = " (new)" if made.created else "" if made.changed else " (as before)"
    return f"{printable(made.location.name)}: {', '.join(said)}{new}."


def _word(*, said: bool) -> str:
    return "yes" if said else "no"
