"""`inventory stock`: show stock, explain it, and put it right."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click
from sqlalchemy.orm import Session

from inventory.boundary.printable import printable
from inventory.cli.stock.export import export
from inventory.cli.stock.importing import import_
from inventory.cli.stock.listing import list_
from inventory.cli.stock.moving import move
from inventory.cli.stock.reversing import reverse
from inventory.cli.stock.rows import MOVEMENT_COLUMNS, STOCK_COLUMNS, movement_cells, stock_cells
from inventory.cli.stock.warned import tell_warnings
from inventory.cli.terminal.connection import cause, certain_transaction, connected, hold_times
from inventory.cli.terminal.failures import ExitCode
from inventory.cli.terminal.output import json_option, print_json, print_table
from inventory.cli.terminal.parameters import LOCATION, ORDER, PAGE, QUANTITY, REFERENCE, ROW_ID, SKU, TEXT
from inventory.database.tables import Movement
from inventory.database.transactions import now
from inventory.domain.adjustments import Adjustment, AdjustmentReason, Change, Count, ShelfCount
from inventory.domain.commands import DEFAULT_LOCATION, MAX_QUANTITY, AdjustStock
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.errors import UnknownSku
from inventory.importing.cells import is_rounded
from inventory.reading import movements as ledger_reads
from inventory.reading import queries
from inventory.reading.movements import MovementFilter
from inventory.reading.near_locations import with_near_names
from inventory.reading.near_skus import near_skus
from inventory.reading.stock_json import movement_json, stock_json
from inventory.reading.warnings_json import warned_json, warnings_json
from inventory.write_path.apply import apply

REASONS = [reason.value for reason in AdjustmentReason]


@click.group()
def stock() -> None:
    """Show and list stock and its movements, adjust, import and export it."""


stock.add_command(export)
stock.add_command(import_)
stock.add_command(list_)
stock.add_command(move)
stock.add_command(reverse)


@stock.command()
@click.argument("skus", metavar="SKU...", nargs=-1, required=True, type=SKU)
@json_option
def show(skus: tuple[str, ...], *, as_json: bool) -> None:
    """Show the counters of one or more SKUs, by location. Exits 1 if any of them is unknown."""
    wanted = list(dict.fromkeys(skus))
    with connected() as database, database.transaction() as session:
        found = queries.stock(session, wanted)
        unknown = [sku for sku in wanted if sku not in found]
        known = [sku for sku in wanted if sku in found]
        if as_json:
            print_json({"items": [stock_json(found[sku]) for sku in known], "unknown": unknown})
        elif known:
            print_table(
                STOCK_COLUMNS,
                [stock_cells(row) for sku in known for row in found[sku]],
            )
    if unknown and as_json:
        sys.exit(ExitCode.REFUSED)
    if unknown:
        raise UnknownSku(skus=unknown)


@stock.command()
@click.argument("sku", metavar="SKU", type=SKU)
@click.option("--delta", type=click.IntRange(-MAX_QUANTITY, MAX_QUANTITY), help="Change on hand by this many units.")
@click.option("--count", type=QUANTITY, help="Set on hand to this count. Needs --expected or --overwrite.")
@click.option(
    "--expected",
    type=click.IntRange(0),
    help="Number on hand before the --count. The count is refused if that has changed.",
)
@click.option("--overwrite", is_flag=True, help="Apply the --count whatever is on hand now.")
@click.option(
    "--on-shelf",
    is_flag=True,
    help="The --count and --expected are of all units that lie there, also of those that are sold and not shipped yet.",
)
@click.option("--reason", type=click.Choice(REASONS), required=True, help="Reason of the adjustment.")
@click.option("--reference", type=REFERENCE, required=True, help="Id of your document. The same one again is a replay.")
@click.option("--location", type=LOCATION, default=DEFAULT_LOCATION, show_default=True, help="Location of the stock.")
@click.option("--note", type=TEXT, help="Note in words. Required with the reason other.")
@json_option
def adjust(
    sku: str,
    *,
    delta: int | None,
    count: int | None,
    expected: int | None,
    overwrite: bool,
    on_shelf: bool,
    reason: str,
    reference: str,
    location: str,
    note: str | None,
    as_json: bool,
) -> None:
    """Move or count the stock of SKU. The same REFERENCE again for the same SKU and location
    changes nothing.
    """
    command = AdjustStock(
        sku=sku,
        adjustment=_adjustment(delta, count, expected, overwrite=overwrite, on_shelf=on_shelf),
        reason=_noted(AdjustmentReason(reason), note),
        reference=reference,
        cause=cause(),
        location=location,
        note=note,
    )
    with connected() as database, certain_transaction(database) as session:
        known = sorted(row.location for row in queries.stock(session, [sku]).get(sku, ()))
        near = [] if known else near_skus(session, sku)
        (outcome,) = apply(session, [command], now=now(session), holds=hold_times())
        if outcome.error is not None:
            raise with_near_names(session, [outcome.error])[0]
        made = _made(session, command)
        movement = movement_json(made, ledger_reads.links(session, [made]))
    if outcome.created and is_rounded(sku):
        _warn_of_rounded(sku)
    if as_json:
        more = {**({"near": near} if outcome.created else {}), **warned_json(outcome)}
        print_json({"changed": outcome.changed, "new": outcome.created, **more, "movement": movement})
        return
    before, after = movement["before"]["quantity_on_hand"], movement["after"]["quantity_on_hand"]
    new = " (new)" if outcome.created else ""
    done = "" if outcome.changed else f" This was done before, at {movement['occurred_at']}; nothing was changed now."
    click.echo(f"{printable(sku)} at {printable(location)}: {before:,} -> {after:,} on hand{new}.{done}")
    tell_warnings(sku, warnings_json(outcome))
    if outcome.created:
        _tell_new(known, near)


def _warn_of_rounded(sku: str) -> None:
    """Warn that the new row may be a mistake. A known row is no reason to warn."""
    click.echo(
        f"Warning: {printable(sku)} looks like a long number which a spreadsheet has shortened. Compare with the original.",
        err=True,
    )


def _tell_new(known: Sequence[str], near: Sequence[str]) -> None:
    """Name known rows that may have been meant instead of the new one."""
    if not known and not near:
        return
    said = f"The SKU was known only at {_listed(known)}" if known else f"The SKU is new, and similar to {_listed(near)}"
    click.echo(f"{said}. If you meant that, take the units back under another --reference.", err=True)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(printable(name) for name in names)


def _adjustment(
    delta: int | None, count: int | None, expected: int | None, *, overwrite: bool, on_shelf: bool
) -> Adjustment:
    if (delta is None) == (count is None):
        raise click.UsageError("Give either --delta or --count.")
    if delta is not None:
        if expected is not None or overwrite or on_shelf:
            raise click.UsageError("--expected, --overwrite and --on-shelf go with --count, not with --delta.")
        if delta == 0:
            raise click.UsageError("--delta must not be 0.")
        return Change(delta)
    assert count is not None
    if (expected is None) != overwrite:
        raise click.UsageError("A --count needs either --expected N (what was there before) or --overwrite.")
    return ShelfCount(count, expected) if on_shelf else Count(count, expected)


def _noted(reason: AdjustmentReason, note: str | None) -> AdjustmentReason:
    if reason.needs_note and not (note or "").strip():
        raise click.UsageError(f"--reason {reason} needs a --note.")
    return reason


def _made(session: Session, command: AdjustStock) -> Movement:
    """Return the ledger row of an adjustment, made now or before."""
    made = ledger_reads.adjustment(session, command.sku, command.location, command.reference)
    assert made is not None  # an adjustment that is not refused has one
    return made


@stock.command()
@click.argument("sku", metavar="SKU", type=SKU)
@click.option("--location", type=LOCATION, help="Only movements at this location.")
@click.option("--kind", type=click.Choice([kind.value for kind in MovementKind]), help="Only movements of this kind.")
@click.option("--reason", type=TEXT, help="Only movements for this reason.")
@click.option("--reference", type=REFERENCE, help="Only movements for this document or event.")
@click.option("--order", type=ORDER, help="Only movements for this order.")
@click.option("--limit", type=PAGE, default=20, show_default=True, help="Maximum number of movements.")
@click.option("--before", type=ROW_ID, help="Only movements older than the one of this id: the next page.")
@json_option
def movements(
    sku: str,
    *,
    location: str | None,
    kind: str | None,
    reason: str | None,
    reference: str | None,
    order: str | None,
    limit: int,
    before: int | None,
    as_json: bool,
) -> None:
    """Show the ledger of SKU, newest first: it explains the numbers."""
    where = MovementFilter(location, kind, reason, reference, order)
    with connected() as database, database.transaction() as session:
        page = ledger_reads.movements(session, sku, where=where, before=before, limit=limit)
        if not page.entries and not queries.stock(session, [sku]):
            raise UnknownSku(skus=[sku])
        links = ledger_reads.links(session, page.entries)
        items = [movement_json(entry, links) for entry in page.entries]
        rows = [movement_cells(entry, links) for entry in page.entries]
    if as_json:
        print_json({"items": items, "next_before": page.last})
        return
    print_table(MOVEMENT_COLUMNS, rows)
    if page.last is not None:
        click.echo(f"Older movements: --before {page.last}", err=True)
