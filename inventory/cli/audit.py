"""`inventory audit`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import timedelta

import click

from inventory.cli.terminal.connection import connected
from inventory.cli.terminal.failures import ExitCode
from inventory.cli.terminal.output import json_option, print_json, print_table
from inventory.cli.terminal.progress_bar import progress
from inventory.database.transactions import AUDIT_LIMITS, now
from inventory.settings import settings
from inventory.upkeep.audit import Report
from inventory.upkeep.audit import audit as run_audit


@click.command()
@json_option
def audit(*, as_json: bool) -> None:
    """Check that stock, reservations and ledger add up. Exits 1 and names each discrepancy if they
    do not.
    """
    sweep_every = timedelta(seconds=settings().sweep_interval_seconds)
    with connected(AUDIT_LIMITS) as database, database.snapshot() as session, progress("Auditing"):
        report = run_audit(session, now=now(session), sweep_every=sweep_every)
    if as_json:
        print_json(asdict(report))
    else:
        _show(report)
    if not report.clean:
        sys.exit(ExitCode.REFUSED)


def _show(report: Report) -> None:
    click.echo(", ".join(f"{count:,} {name}" for name, count in report.counts.items()))
    if report.clean:
        click.secho("Everything adds up.", fg="green")
        return
    print_table(
        ("check", "subject", "found", "expected"),
        [(one.check, one.subject, one.found, one.expected) for one in report.discrepancies],
        title=f"{len(report.discrepancies)} discrepancies",
    )
