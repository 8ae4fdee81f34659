"""A job of beat: take paid units for gone whose time to be reported is over (ADR 0058).

It selects by state, as the other sweeps do. So a missed beat or a crash loses nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from time import monotonic

from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import now
from inventory.domain.commands import AssumeDispatched, Cause
from inventory.logs.fields import Fields
from inventory.logs.outcomes import counted, subjects
from inventory.settings import settings
from inventory.write_path import apply as operations
from inventory.write_path import overdue
from tasks.failures import DispatchesFailed, describe, frames, without_secrets
from tasks.one_by_one import settle
from tasks.stock import hold_times
from tasks.worker import metrics
from tasks.worker.process import database

logger = logging.getLogger(__name__)

ACTOR = "assume_dispatched"
"""The actor of such a movement in the ledger."""
SHARE = 0.5
"""The part of its interval that this job may use. It shares a process with the expiry of holds."""


def assume_dispatched() -> None:
    """Take the units of all orders that are due for gone, batch by batch, until none is due or the
    time is used.

    An order that fails is left out for the rest of the run, so that it never blocks the orders
    behind it. Raises `DispatchesFailed` in the end if any failed.
    """
    deadline = monotonic() + SHARE * settings().sweep_interval_seconds
    failures: dict[str, Exception] = {}
    with without_secrets():
        while monotonic() < deadline:
            due = due_orders(beside=failures)
            failures |= settle(due, assume)
            if len(due) < settings().sweep_batch:
                break
    for order_id, error in failures.items():
        logger.error(
            "units of order %r can't be taken for gone: %s\n%s",
            *(order_id, describe(error), frames(error)),
            extra=Fields(order_id=order_id),
        )
    if failures:
        raise DispatchesFailed({order_id: describe(error) for order_id, error in failures.items()})


@retried_on_stale_plan
def due_orders(*, beside: Collection[str]) -> list[str]:
    """Return the ids of orders that are due, but not those in `beside`: at most one batch. None of
    them stays locked.
    """
    with database().transaction() as session:
        return overdue.due_dispatches(session, now=now(session), limit=settings().sweep_batch, skipping=beside)


@retried_on_stale_plan
def assume(order_ids: Sequence[str]) -> None:
    """Take the units of these orders for gone in one transaction, if they are due under their
    locks.
    """
    with database().transaction() as session:
        commands = [AssumeDispatched(order_id, Cause(actor=ACTOR)) for order_id in order_ids]
        outcomes = operations.apply(
            session, commands, now=now(session), holds=hold_times(), divisible=len(order_ids) > 1
        )
    metrics.count_sweep(outcomes)
    done = [outcome.command for outcome in outcomes if outcome.changed]
    if done:
        told = Fields(outcomes=counted(outcomes), **subjects(done))
        logger.info("orders whose units are taken for gone: %d", len(done), extra=told)
