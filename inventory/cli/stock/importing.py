"""`inventory stock import`: a file of counts, changes or moves, checked whole, then applied in
batches.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import SEEK_END, BytesIO
from pathlib import Path

import click

from inventory.boundary.printable import printable
from inventory.bulk.known import KnownKeys
from inventory.bulk.rows import Tally, reject
from inventory.cli.stock.import_preview import dry_run as show_dry_run
from inventory.cli.stock.import_rows import RejectedFile, apply_rows
from inventory.cli.stock.warned import tell_row_warnings
from inventory.cli.terminal.connection import cause, connected
from inventory.cli.terminal.failures import ExitCode
from inventory.cli.terminal.files import STANDARD_STREAM, WatchedFile
from inventory.cli.terminal.output import json_option, print_json
from inventory.cli.terminal.parameters import DELIMITER, REFERENCE, TEXT
from inventory.cli.terminal.progress_bar import progress
from inventory.domain.adjustments import AdjustmentReason
from inventory.domain.moves import MoveReason
from inventory.importing.columns import Terms
from inventory.importing.file import ImportFile, read_import
from inventory.importing.records import UnusableImport
from inventory.importing.rows import RejectedRow

REASONS = {reason.value: reason for reason in (*AdjustmentReason, *MoveReason)}
"""Reasons of rows of every kind. The file tells the kind, and then the ones that it may have."""
MAX_BYTES = 256 * 1_048_576
LARGE = 1_048_576
"""A file of so many bytes takes long enough to check that a bar says how far it is."""


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Show what would change, row by row, and change nothing.")
@click.option("--overwrite", is_flag=True, help="Apply counts whatever is on hand now.")
@click.option("--skip-invalid", is_flag=True, help="Import the good rows of a file that has bad ones.")
@click.option("--create", is_flag=True, help="Let a count sheet create new SKUs and locations.")
@click.option("--strict", is_flag=True, help="Refuse moves of units that are promised to orders.")
@click.option("--delimiter", type=DELIMITER, default=",", help="Separator of columns: one character, or tab.")
@click.option(
    "--ignore-column",
    "ignored",
    metavar="NAME",
    multiple=True,
    help="Pass over this column. Give the option once for each column.",
)
@click.option(
    "--reason",
    type=click.Choice(list(REASONS)),
    help="Reason of the rows. Required for changes and moves. Default for counts: cycle_count.",
)
@click.option(
    "--reference",
    type=REFERENCE,
    help="Id of your document. Required for changes and moves. Default for counts: made from the file's content.",
)
@click.option("--note", type=TEXT, help="Note in words, for every row. Required with the reason other.")
@json_option
def import_(
    file: str,
    *,
    dry_run: bool,
    overwrite: bool,
    skip_invalid: bool,
    create: bool,
    strict: bool,
    delimiter: str,
    ignored: tuple[str, ...],
    reason: str | None,
    reference: str | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Import counts, changes or moves from FILE.csv. If FILE is -, from the standard input.

    Its first line names the columns: sku, and one of quantity_on_hand (counts), delta (changes),
    and quantity with from and to (moves). Optional are reference, for counts and changes location
    and product_id, and for counts expected_quantity_on_hand. A count without an expectation is a
    first count: it is rejected if any units are on hand, unless --overwrite is given. A count with
    an expectation is a row of a count sheet: it is rejected if its SKU or location is new, unless
    --create is given. Changes and moves need --reason and --reference.

    Rejected rows go to FILE.rejected.csv with their reasons. The command may be run again, also
    after it was killed: no row is imported twice.
    """
    if reason is not None and REASONS[reason].needs_note and not (note or "").strip():
        raise click.UsageError(f"--reason {reason} needs a --note.")
    terms = Terms(cause(), reason, reference, note, overwrite, create, strict, delimiter, frozenset(ignored))
    with _opened(file) as content, KnownKeys(connected) as known:
        with progress("Checking", total=content.size, hidden=content.size < LARGE) as content.advance:
            read = read_import(content, terms, known)
        if read.rounded and not as_json:
            _warn_of_rounded(read)
        if dry_run:
            show_dry_run(read, as_json=as_json)
            return
        began = time.monotonic()
        target = _rejected_file(file)
        with RejectedFile(target, read.names) as rejected_file:
            if read.rejected and not skip_invalid:
                tally = reject(read, rejected_file.write)
            else:
                with connected() as database:
                    tally = apply_rows(database, read, rejected_file)
    _report(read, tally, target, seconds=time.monotonic() - began, as_json=as_json)


@contextmanager
def _opened(file: str) -> Iterator[WatchedFile]:
    """Yield the content as often as needed: a pipe can be read only once, and is kept in memory."""
    with click.open_file(file, "rb") as opened:
        content = opened if opened.seekable() else BytesIO(opened.read(MAX_BYTES + 1))
        size = content.seek(0, SEEK_END)
        if size > MAX_BYTES:
            raise UnusableImport(problem=f"it is larger than {MAX_BYTES:,} bytes. Split it.")
        yield WatchedFile(content, size)


def _rejected_file(file: str) -> Path:
    """Return the path beside the file, for the standard input in the directory where the command
    runs.
    """
    path = Path("stdin" if file == STANDARD_STREAM else file)
    return path.with_name(f"{path.name.removesuffix('.csv')}.rejected.csv")


def _warn_of_rounded(read: ImportFile) -> None:
    click.echo(
        f"Warning: {read.rounded:,} rows have a key that looks like a long number which a spreadsheet has shortened "
        f"({printable(read.first_rounded)}). Compare with the original; format such columns as text.",
        err=True,
    )


def _report(read: ImportFile, tally: Tally, rejected_file: Path, *, seconds: float, as_json: bool) -> None:
    rows = read.usable + read.rejected
    if as_json:
        print_json(
            {
                "reference": read.reference,
                "rows": rows,
                "changed": tally.changed,
                "new": tally.new,
                "replayed": tally.replayed,
                "rejected": tally.rejected,
                "rejected_file": str(rejected_file) if tally.rejected else None,
                "rounded": read.rounded,
                "warned": tally.warnings.rows,
                "warnings": tally.warnings.first,
                "seconds": round(seconds, 3),
            }
        )
    else:
        click.echo(
            f"Of {rows:,} rows {tally.changed:,} were imported ({tally.new:,} of them new), {tally.replayed:,} had been imported before, and "
            f"{tally.rejected:,} were rejected. Reference {printable(read.reference)}, {seconds:.1f} s."
        )
        tell_row_warnings(tally.warnings)
        if tally.replayed == rows > 0:
            click.echo("If this is another count or delivery, name it with --reference.", err=True)
        if tally.first_rejected is not None:
            _tell_rejected(tally, tally.first_rejected, rows, rejected_file)
    if tally.rejected:
        sys.exit(ExitCode.REFUSED)


def _tell_rejected(tally: Tally, first: RejectedRow, rows: int, rejected_file: Path) -> None:
    click.echo(f"Rejected rows with their reasons: {printable(str(rejected_file))}", err=True)
    click.echo(f"The first is line {first.line}: {printable(first.problem)}", err=True)
    if rows > tally.rejected and not tally.changed and not tally.replayed:
        click.echo("Nothing was imported: correct the file, or import its good rows with --skip-invalid.", err=True)
