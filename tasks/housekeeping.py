"""Jobs of beat that may take minutes. They have a worker of their own, so they delay no event."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from functools import cache, partial
from time import monotonic

from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import AUDIT_LIMITS, Database, now
from inventory.settings import settings
from inventory.upkeep import retention
from inventory.upkeep import scheduled_audit as audit_runs
from inventory.upkeep.periods import Periods
from inventory.upkeep.stock_figures import StockFigures, stock_figures
from tasks.failures import DiscrepanciesFound, PruningFailed, describe, frames, without_secrets
from tasks.one_by_one import settle
from tasks.worker import metrics
from tasks.worker.process import database

logger = logging.getLogger(__name__)

SHARE = 0.5
"""The part of its interval that pruning may use, so that an audit's turn comes."""


def audit() -> None:
    """Audit all that is open, and the new movements. Raises `DiscrepanciesFound`, in each run until
    they are mended.
    """
    with without_secrets():
        run, figures = run_audit()
        record(run)
        if figures is not None:
            metrics.tell_stock(figures)
        discrepancies = [str(one) for one in run.report.discrepancies]
    for one in discrepancies:
        logger.error("the books do not balance: %s", one)
    if discrepancies:
        raise DiscrepanciesFound(discrepancies)
    movements = run.report.counts["new movements"]
    logger.log(logging.INFO if movements else logging.DEBUG, "audited %d new movements", movements)


def run_audit() -> tuple[audit_runs.Run, StockFigures | None]:
    """Return the audit of one snapshot, and the figures of the stock, None where no metrics are
    exported. It has a connection of its own, because it may take longer than any other work.
    """
    patient = Database(settings().database_url, limits=AUDIT_LIMITS, pool_size=1, name="inventory-audit")
    try:
        with patient.snapshot() as session:
            sweep_every = timedelta(seconds=settings().sweep_interval_seconds)
            run = audit_runs.audit_what_is_new(session, now=now(session), sweep_every=sweep_every)
            return run, stock_figures(session) if metrics.measured() else None
    finally:
        patient.dispose()


@retried_on_stale_plan
def record(run: audit_runs.Run) -> None:
    """Store a run of the audit, in one transaction. The next run goes on from there."""
    with database().transaction() as session:
        audit_runs.record(session, run)


def prune() -> None:
    """Remove rows that are older than their retention, piece by piece and all kinds in turn, until
    none is left or the time is used.

    A kind that fails holds up none of the others. Raises `PruningFailed` in the end if any failed.
    """
    deadline = monotonic() + SHARE * settings().prune_interval_seconds
    left = [kind.value for kind in retention.Kind]
    failures: dict[str, Exception] = {}
    with without_secrets():
        while left and monotonic() < deadline:
            unfinished: list[str] = []
            for kind in left:
                failures |= settle([kind], partial(prune_piece, unfinished))
            left = unfinished
    for kind, error in failures.items():
        logger.error("old %s can't be removed: %s\n%s", kind, describe(error), frames(error))
    if failures:
        raise PruningFailed({kind: describe(error) for kind, error in failures.items()})


@retried_on_stale_plan
def prune_piece(unfinished: list[str], kinds: Sequence[str]) -> None:
    """Remove the next piece of each kind in one transaction. Kinds with more go to `unfinished`."""
    with database().transaction() as session:
        moment = now(session)
        more = [kind for kind in kinds if retention.prune(session, retention.Kind(kind), now=moment, periods=periods())]
    unfinished += more


@cache
def periods() -> Periods:
    """Return the retention of each kind, by the settings."""
    return Periods.of(settings())
