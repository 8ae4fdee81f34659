"""`inventory stock import --dry-run`: the changes that an import would make, row by row."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace

import click
from sqlalchemy.orm import Session

from inventory.boundary.printable import printable
from inventory.bulk.rows import Tally, previewed
from inventory.cli.stock.warned import warning_text
from inventory.cli.terminal import output
from inventory.cli.terminal.connection import PATIENT, connected, hold_times
from inventory.cli.terminal.failures import ExitCode
from inventory.domain.stock.movements import Entry
from inventory.importing.file import ImportFile
from inventory.importing.rows import UsableRow
from inventory.reading.warnings_json import warned_json, warnings_json
from inventory.write_path.previews.stock import Preview

HOUR = 3_600_000
"""Milliseconds that the reader of a pager may look at a page: the snapshot waits for them."""


def dry_run(read: ImportFile, *, as_json: bool) -> None:
    """Print the changes, then the rejected rows. Exits 1 if there are any of these."""
    limits = replace(PATIENT, idle_in_transaction_session_timeout=HOUR)
    with connected(limits) as database, database.snapshot() as session:
        tally = _print_json(session, read) if as_json else _print_text(session, read)
    if tally.rejected:
        sys.exit(ExitCode.REFUSED)


def _print_text(session: Session, read: ImportFile) -> Tally:
    tally = Tally()
    for row, one in _changes(session, read, tally):
        click.echo(_change(row, one))
        for warning in warnings_json(one.outcome):
            click.echo(f"line {row.line}: warning, {warning_text(row.command.sku, warning)}")
    for refusal in _rejections(session, read, tally):
        click.echo(f"line {refusal['line']}: rejected, {printable(str(refusal['problem']))}")
    click.echo(
        f"{tally.changed:,} rows would be imported ({tally.new:,} of them new), {tally.replayed:,} were imported before, "
        f"{tally.rejected:,} would be rejected. Nothing was changed."
    )
    return tally


def _print_json(session: Session, read: ImportFile) -> Tally:
    """Print one object, as its lists come: they are as long as the file."""
    tally = Tally()
    click.echo(f'{{\n  "reference": {_json(read.reference)},\n  "changes": ', nl=False)
    _print_list(_change_json(row, one) for row, one in _changes(session, read, tally))
    click.echo(
        f',\n  "new": {tally.new},\n  "rounded": {read.rounded},\n  "replayed": {tally.replayed},\n  "rejected": ',
        nl=False,
    )
    _print_list(_rejections(session, read, tally))
    click.echo("\n}")
    return tally


def _print_list(items: Iterable[object]) -> None:
    separator = "["
    for item in items:
        click.echo(f"{separator}\n    {_json(item)}", nl=False)
        separator = ","
    click.echo("[]" if separator == "[" else "\n  ]", nl=False)


def _changes(session: Session, read: ImportFile, tally: Tally) -> Iterator[tuple[UsableRow, Preview]]:
    for row, one in previewed(session, read, hold_times()):
        tally.add(row, None if one is None else one.outcome)
        if isinstance(row, UsableRow) and one is not None and one.outcome.changed:
            yield row, one


def _rejections(session: Session, read: ImportFile, tally: Tally) -> Iterator[dict[str, object]]:
    """Yield the rejected rows. They were counted before and are found a second time, since all of
    them may be too many to remember.
    """
    if not tally.rejected:
        return
    again = Tally()
    for row, one in previewed(session, read, hold_times()):
        rejected = again.add(row, None if one is None else one.outcome)
        if rejected is not None:
            yield {"line": rejected.line, "problem": rejected.problem}


def _json(value: object) -> str:
    return output.as_json(value)


def _change(row: UsableRow, one: Preview) -> str:
    sku, new = printable(row.command.sku), ", new" if one.new else ""
    match one.entries:
        case [entry]:
            place, before, after = printable(entry.location), *_before_and_after(entry)
            return f"line {row.line}: {sku} at {place}: {before:,} -> {after:,} ({after - before:+,}{new})"
        case [source, destination]:
            left = "{:,} -> {:,}".format(*_before_and_after(source))
            reached = "{:,} -> {:,}".format(*_before_and_after(destination))
            ends = f"from {printable(source.location)} ({left}) to {printable(destination.location)} ({reached}{new})"
            return f"line {row.line}: {sku}: {_units(destination):,} {ends}"
    raise AssertionError("a row has one end, or two")


def _change_json(row: UsableRow, one: Preview) -> dict[str, object]:
    told = {"line": row.line, "sku": row.command.sku, "new": one.new, **warned_json(one.outcome)}
    match one.entries:
        case [entry]:
            return {**told, **_end_json(entry)}
        case [source, destination]:
            return {
                **told,
                "quantity": _units(destination),
                "from": _end_json(source),
                "to": _end_json(destination),
            }
    raise AssertionError("a row has one end, or two")


def _end_json(entry: Entry) -> dict[str, object]:
    before, after = _before_and_after(entry)
    return {"location": entry.location, "before": before, "after": after}


def _before_and_after(entry: Entry) -> tuple[int, int]:
    return entry.on_hand_after - entry.on_hand_delta, entry.on_hand_after


def _units(entry: Entry) -> int:
    """Return the units that came: a part of them may have settled a shortfall."""
    return entry.on_hand_delta - entry.shortfall_delta
