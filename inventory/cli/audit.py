"""`inventory audit`."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click
import orjson
from rich.console import Console
from rich.table import Table

from inventory.audit import Report
from inventory.audit import audit as run_audit
from inventory.database import Database, Limits, now
from inventory.settings import settings

# It reads whole tables, under one snapshot and behind nobody's lock.
_LIMITS = Limits(statement_timeout=600_000)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def audit(*, as_json: bool) -> None:
    """Check that stock, reservations and ledger add up; exit 1 and name each discrepancy if they do not."""
    database = Database(settings().database_url, limits=_LIMITS, pool_size=1, name="inventory-audit")
    with database.snapshot() as session:
        report = run_audit(session, now=now(session))
    database.dispose()
    if as_json:
        click.echo(orjson.dumps(asdict(report), option=orjson.OPT_INDENT_2))
    else:
        _show(report)
    sys.exit(0 if report.clean else 1)


def _show(report: Report) -> None:
    console = Console()
    console.print(", ".join(f"{count:,} {name}" for name, count in report.counts.items()))
    if report.clean:
        console.print("Everything adds up.", style="green")
        return
    table = Table("check", "of", "found", "expected", title=f"{len(report.discrepancies)} discrepancies")
    for one in report.discrepancies:
        table.add_row(one.check, one.subject, one.found, one.expected)
    console.print(table)
