"""The day on one screen: stock, reservations, announcements, and the verdict."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from tools.demo.checks import Evidence
from tools.demo.flash_sale import SKU as FLASH_SKU
from tools.demo.script import Script
from tools.demo.warehouse import MENDED, MISSING, PALLET, WRITTEN_OFF
from tools.shop.catalogue import DAMAGED, LOCATIONS, TO_INSPECT
from tools.shop.verdict import RIGHT, WRONG, Check, new_table

TOP = 10


def show(console: Console, evidence: Evidence, checks: Sequence[Check], seconds: float) -> None:
    """Print the tables and the verdict."""
    outcomes = Table.grid(padding=(0, 4))
    outcomes.add_row(_reservations(evidence), _announcements(evidence))
    for part in (_stock(evidence), outcomes, _checks(checks), _verdict(evidence, checks, seconds)):
        console.print()
        console.print(part)


def _stock(evidence: Evidence) -> Table:
    script, found = evidence.script, evidence.found
    table = new_table("Stock")
    table.add_column("", min_width=18, no_wrap=True)
    for heading in ("supplied", "sold", "lost", "back", "on hand", "reserved", "on shelf", ""):
        table.add_column(heading, justify="right")
    fell = script.warehouse.dropped.sku
    most_sold = sorted(script.supplied.keys() - {FLASH_SKU, fell}, key=lambda sku: (-script.gone[sku], sku))
    for sku in [*most_sold[:TOP], fell, FLASH_SKU]:
        style = "bold yellow" if sku == FLASH_SKU else ""
        table.add_row(sku, *_figures(evidence, [sku]), style=style)
    table.add_section()
    levels = [level for levels in found.stock.values() for level in levels]
    for location in (*LOCATIONS, DAMAGED, TO_INSPECT):
        here = [level for level in levels if level.location == location]
        on_hand, reserved = sum(level.on_hand for level in here), sum(level.reserved for level in here)
        table.add_row(
            location,
            *[""] * 4,
            f"{on_hand:,}",
            f"{reserved:,}",
            f"{sum(level.on_shelf for level in here):,}",
            "",
        )
    table.add_section()
    table.add_row(f"all {len(found.stock):,} SKUs", *_figures(evidence, [*found.stock]), style="bold")
    return table


def _figures(evidence: Evidence, skus: Sequence[str]) -> list[RenderableType]:
    """Return the figures of these SKUs together, from supplied to the shelf. The mark tells if the
    stock follows from supply and sales.
    """
    script, found = evidence.script, evidence.found
    supplied, sold = sum(script.supplied[sku] for sku in skus), sum(script.gone[sku] for sku in skus)
    on_hand, reserved = sum(map(found.on_hand, skus)), sum(map(found.reserved, skus))
    lost, back = (sum(units[sku] for sku in skus) for units in (script.warehouse.lost, script.returns.back))
    on_shelf = sum(level.on_shelf for sku in skus for level in found.stock.get(sku, ()))
    right = on_hand == supplied - sold - lost + back and reserved == sum(script.open_holds[sku] for sku in skus)
    return [
        *(f"{count:,}" for count in (supplied, sold, lost, back, on_hand, reserved, on_shelf)),
        _mark(right=right),
    ]


def _reservations(evidence: Evidence) -> Table:
    expected = Counter(ending.status for ending in evidence.endings.values() if ending.status is not None)
    found = Counter(one.status for one in evidence.found.reservations.values())
    table = new_table("Reservations")
    table.add_column("status", no_wrap=True)
    for heading in ("expected", "found", ""):
        table.add_column(heading, justify="right")
    for status in sorted(expected.keys() | found.keys(), key=lambda status: (-expected[status], status)):
        right = expected[status] == found[status]
        table.add_row(status, f"{expected[status]:,}", f"{found[status]:,}", _mark(right=right))
    table.add_section()
    right = expected.total() == found.total()
    table.add_row("in all", f"{expected.total():,}", f"{found.total():,}", _mark(right=right))
    return table


def _announcements(evidence: Evidence) -> Table:
    heard = evidence.played.heard
    table = new_table("Announced on inventory.events")
    table.add_column("type", no_wrap=True)
    table.add_column("events", justify="right")
    for type_, count in heard.by_type.most_common():
        table.add_row(type_, f"{count:,}")
    return table


def _checks(checks: Sequence[Check]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    table.add_column()
    table.add_column(no_wrap=True)
    table.add_column(style="dim", overflow="fold")
    for check in checks:
        table.add_row(_mark(right=not check.problems), check.title, Text(check.figures))
    return table


def _verdict(evidence: Evidence, checks: Sequence[Check], seconds: float) -> RenderableType:
    played = evidence.played
    events = played.published.events.total() + played.published.redelivered
    calls = played.answers.by_status.total()
    day = (
        f"{events:,} events and {calls:,} HTTP calls in {seconds:.0f} s; "
        f"a worker was killed with {played.recovery.waiting:,} events waiting, and replaced after "
        f"{played.recovery.seconds:.1f} s. {_warehouse(evidence)} Seed {evidence.script.seed}."
    )
    wrong = sum(bool(check.problems) for check in checks)
    if wrong:
        return Panel(f"[bold]{wrong} of {len(checks)} checks failed.[/bold]\n{day}", style="red", expand=False)
    return Panel(f"[bold]Everything adds up.[/bold]\n{day}", style="green", expand=False)


def _warehouse(evidence: Evidence) -> str:
    """Return the warehouse's day in words."""
    script, moved = evidence.script, evidence.script.warehouse.relocated
    counted = script.warehouse.counted
    left = script.warehouse.unsellable.total()
    return (
        f"A pallet of {PALLET} was damaged: {WRITTEN_OFF} units are written off, {MENDED} for sale again, {left} still "
        f"aside. {moved.units} units moved from {moved.source} to {moved.destination}. {script.gift_cards:,} gift cards "
        f"were sold, which need no stock. At noon somebody counted {counted.sku} in {counted.location}, sold units and "
        f"all: {MISSING} of {counted.units} were missing. {_returned(script)}"
    )


def _returned(script: Script) -> str:
    """Return the day of the returns desk in words."""
    desk = script.returns
    return (
        f"{desk.units:,} units came back: {desk.damaged.total():,} are written off, {desk.back.total():,} for sale "
        f"again, {desk.left.total():,} still to be inspected. Of {script.reduced:,} orders some units were cancelled."
    )


def _mark(*, right: bool) -> Text:
    return RIGHT if right else WRONG
