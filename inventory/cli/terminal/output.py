"""Output of commands: tables for people, JSON for programs, and nothing that steers a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import click
import orjson
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from inventory.boundary.printable import printable

Function = TypeVar("Function", bound=Callable[..., Any])

_JSON = "inventory.cli.json"
SHORT = 24
"""A cell up to this long is not wrapped: a figure, a time, a reason."""
WIDEST = 10_000
WIDE = 200
"""Columns of a table that goes to a file or a pipe, where nobody's window is the measure."""


def _remember(context: click.Context, _parameter: click.Parameter, value: bool) -> bool:  # noqa: FBT001 - click's signature
    context.meta[_JSON] = value
    return value


def json_option(command: Function) -> Function:
    """Give the command `--json`, as `as_json`. Its errors are JSON then, too."""
    return click.option(
        "--json", "as_json", is_flag=True, callback=_remember, is_eager=True, help="Print JSON, errors included."
    )(command)


def json_is_wanted(context: click.Context) -> bool:
    return bool(context.meta.get(_JSON))


def print_json(value: object) -> None:
    click.echo(as_json(value, option=orjson.OPT_INDENT_2))


def as_json(value: object, *, option: int = 0, default: Callable[[Any], Any] | None = None) -> str:
    """Return the JSON of `value`, with escapes for unprintable characters: the same text to
    programs, and harmless to terminals.
    """
    text = orjson.dumps(value, option=option, default=default).decode()
    if text.isascii() and "\x7f" not in text:
        return text
    return "".join(letter if letter.isprintable() or letter == "\n" else json.dumps(letter)[1:-1] for letter in text)


def utc(moment: datetime | None) -> str:
    """Return the moment to the second, in UTC: `2026-01-31 12:00:00Z`."""
    return "" if moment is None else f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%SZ}"


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> None:
    """Print rows under headings: numbers to the right, None empty, nothing cut off. Columns without
    any value are left out.
    """
    given = [list(row) for row in rows]
    shown = [position for position in range(len(columns)) if any(row[position] is not None for row in given)]
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    for position in shown:
        cells = [_cell(row[position]) for row in given]
        table.add_column(
            Text(columns[position], no_wrap=True),
            justify="right" if any(isinstance(row[position], int) for row in given) else "left",
            no_wrap=max(map(len, cells)) <= SHORT,
            overflow="fold",
        )
    for row in given:
        table.add_row(*(_cell(row[position]) for position in shown))
    console = Console()
    wide = console.width if console.is_terminal else WIDE
    needed = Console(width=WIDEST).measure(table).minimum
    # A window that is too narrow breaks the lines; the alternative would be to break words and
    # figures.
    Console(width=max(wide, needed)).print(table if given else "Nothing found.")


def print_fields(fields: Iterable[tuple[str, object]]) -> None:
    """Print names and values, one a line. Values that are None are left out."""
    given = [(name, value) for name, value in fields if value is not None]
    widest = max(len(name) for name, _ in given)
    for name, value in given:
        click.echo(f"{name:<{widest}}  {_cell(value)}")


def _cell(value: object) -> Text:
    if isinstance(value, datetime):
        return Text(utc(value))
    if isinstance(value, int):
        return Text(f"{value:,}")
    return Text("" if value is None else printable(str(value)))
