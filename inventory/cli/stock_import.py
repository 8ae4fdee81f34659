"""`inventory stock import`: a file of counts or changes, checked whole, then applied batch by batch as adjustments."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from inventory.cli.connection import cause, certain_transaction, connected, hold_times
from inventory.cli.failures import ExitCode
from inventory.cli.files import replacing
from inventory.cli.output import json_option, print_json, printable
from inventory.cli.parameters import REFERENCE, TEXT
from inventory.cli.progress import progress
from inventory.commands import AdjustmentReason
from inventory.database import Database, now
from inventory.operations import apply
from inventory.outcome import Outcome
from inventory.preview import Preview, preview
from inventory.stock_import import ImportFile, RejectedRow, Terms, UnusableImport, UsableRow, read_import, rejected_csv

BATCH = 250
"""Rows that share a transaction: few enough that nobody waits long for their locks."""
MAX_BYTES = 256 * 1_048_576


@dataclass(slots=True)
class Tally:
    """What became of the rows so far: `changed` now, `replayed` (imported before), and those that were rejected."""

    changed: int = 0
    replayed: int = 0
    rejected: list[RejectedRow] = field(default_factory=list)

    def add(self, row: UsableRow, outcome: Outcome) -> None:
        if outcome.error is not None:
            self.rejected.append(row.rejected(f"{outcome.error.code}: {outcome.error}"))
        elif outcome.changed:
            self.changed += 1
        else:
            self.replayed += 1


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change, row by row, and change nothing.")
@click.option("--overwrite", is_flag=True, help="Counts hold, whatever is on hand now.")
@click.option("--skip-invalid", is_flag=True, help="Import the good rows of a file that has bad ones.")
@click.option(
    "--reason",
    type=click.Choice([reason.value for reason in AdjustmentReason]),
    help="Why; required for changes. Default for counts: cycle_count.",
)
@click.option(
    "--reference",
    type=REFERENCE,
    help="The document it is for; required for changes. Default for counts: made from the file's content.",
)
@click.option("--note", type=TEXT, help="In your words, for every row; required with the reason other.")
@json_option
def import_(
    file: Path,
    *,
    dry_run: bool,
    overwrite: bool,
    skip_invalid: bool,
    reason: str | None,
    reference: str | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Import counts or changes from FILE.csv.

    Its first line names the columns: sku, and either quantity_on_hand (counts) or delta (changes); location, reference
    and expected_quantity_on_hand (for counts) if you like. A count without an expectation is a first count: it is rejected
    where anything is on hand, unless --overwrite says that overwriting is meant. Changes need --reason and --reference.

    Rows that are rejected go to FILE.rejected.csv with their reasons. To run it again is safe, also after it was killed:
    what was imported is not imported twice.
    """
    why = None if reason is None else AdjustmentReason(reason)
    if why is not None and why.needs_note and not (note or "").strip():
        raise click.UsageError(f"--reason {why} needs a --note.")
    terms = Terms(cause(), why, reference, note, overwrite)
    read = read_import(_content(file), terms)
    if dry_run:
        _dry_run(read, as_json=as_json)
        return
    began = time.monotonic()
    if read.rejected and not skip_invalid:
        tally = Tally(rejected=read.rejected)
    else:
        with connected() as database:
            tally = _apply(database, read.usable)
        tally.rejected = sorted([*tally.rejected, *read.rejected], key=lambda row: row.line)
    rejected_file = _write_rejected(file, read, tally.rejected)
    _report(read, tally, rejected_file, seconds=time.monotonic() - began, as_json=as_json)


def _content(file: Path) -> bytes:
    if file.stat().st_size > MAX_BYTES:
        raise UnusableImport(problem=f"it is larger than {MAX_BYTES:,} bytes. Split it.")
    return file.read_bytes()


def _apply(database: Database, rows: Sequence[UsableRow]) -> Tally:
    """Apply the rows, each batch in its own transaction. What ends this half-way leaves whole batches behind."""
    tally, done = Tally(), 0
    try:
        with progress("Importing", total=len(rows)) as advance:
            for first in range(0, len(rows), BATCH):
                batch = rows[first : first + BATCH]
                with certain_transaction(database) as session:
                    outcomes = apply(session, [row.command for row in batch], now=now(session), holds=hold_times())
                for row, outcome in zip(batch, outcomes, strict=True):
                    tally.add(row, outcome)
                done += len(batch)
                advance(len(batch))
    except BaseException as error:
        error.add_note(
            f"Stopped after {done:,} of {len(rows):,} rows. Run the same command again: what is imported already is not "
            "imported twice."
        )
        raise
    return tally


def _write_rejected(file: Path, read: ImportFile, rejected: Sequence[RejectedRow]) -> Path | None:
    if not rejected:
        return None
    target = file.with_name(f"{file.name.removesuffix('.csv')}.rejected.csv")
    with replacing(target) as written:
        written.write(rejected_csv(read.columns, rejected))
    return target


def _report(read: ImportFile, tally: Tally, rejected_file: Path | None, *, seconds: float, as_json: bool) -> None:
    rows = len(read.usable) + len(read.rejected)
    if as_json:
        print_json(
            {
                "reference": read.reference,
                "rows": rows,
                "changed": tally.changed,
                "replayed": tally.replayed,
                "rejected": len(tally.rejected),
                "rejected_file": None if rejected_file is None else str(rejected_file),
                "seconds": round(seconds, 3),
            }
        )
    else:
        click.echo(
            f"Of {rows:,} rows {tally.changed:,} were imported, {tally.replayed:,} had been imported before, and "
            f"{len(tally.rejected):,} were rejected. Reference {printable(read.reference)}, {seconds:.1f} s."
        )
        if tally.replayed == rows > 0:
            click.echo("If this is another count or delivery, name it with --reference.", err=True)
        if rejected_file is not None:
            _tell_rejected(tally, rows, rejected_file)
    if tally.rejected:
        sys.exit(ExitCode.REFUSED)


def _tell_rejected(tally: Tally, rows: int, rejected_file: Path) -> None:
    first = tally.rejected[0]
    click.echo(f"Rejected rows with their reasons: {rejected_file}", err=True)
    click.echo(f"The first is line {first.line}: {printable(first.problem)}", err=True)
    if rows > len(tally.rejected) and not tally.changed and not tally.replayed:
        click.echo("Nothing was imported: correct the file, or import its good rows with --skip-invalid.", err=True)


def _dry_run(read: ImportFile, *, as_json: bool) -> None:
    with connected() as database, database.snapshot() as session:
        previews = preview(session, [row.command for row in read.usable], now=now(session))
    tally = Tally()
    for row, one in zip(read.usable, previews, strict=True):
        tally.add(row, one.outcome)
    rejected = sorted([*read.rejected, *tally.rejected], key=lambda row: row.line)
    changes = [(row, one) for row, one in zip(read.usable, previews, strict=True) if one.outcome.changed]
    if as_json:
        print_json(
            {
                "reference": read.reference,
                "changes": [_change_json(row, one) for row, one in changes],
                "replayed": tally.replayed,
                "rejected": [{"line": row.line, "problem": row.problem} for row in rejected],
            }
        )
    else:
        for row, one in changes:
            click.echo(_change(row, one))
        for refusal in rejected:
            click.echo(f"line {refusal.line}: rejected, {printable(refusal.problem)}")
        click.echo(
            f"{len(changes):,} rows would be imported ({sum(one.new for _, one in changes):,} of them new), "
            f"{tally.replayed:,} were imported before, {len(rejected):,} would be rejected. Nothing was changed."
        )
    if rejected:
        sys.exit(ExitCode.REFUSED)


def _before_and_after(one: Preview) -> tuple[int, int]:
    assert one.entry is not None
    return one.entry.on_hand_after - one.entry.on_hand_delta, one.entry.on_hand_after


def _change(row: UsableRow, one: Preview) -> str:
    before, after = _before_and_after(one)
    place = f"{printable(row.command.sku)} at {printable(row.command.location)}"
    return f"line {row.line}: {place}: {before:,} -> {after:,} ({after - before:+,}{', new' if one.new else ''})"


def _change_json(row: UsableRow, one: Preview) -> dict[str, object]:
    before, after = _before_and_after(one)
    return {
        "line": row.line,
        "sku": row.command.sku,
        "location": row.command.location,
        "before": before,
        "after": after,
        "new": one.new,
    }
