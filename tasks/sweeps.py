"""Jobs of beat: end overdue holds, and send pending events again.

Both select by state ("all that is due"), never by the time since the last run. Under the lock they
see the work that another run has done meanwhile. So a missed beat loses nothing, and two beats do
no harm.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta
from random import shuffle
from time import monotonic

from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import now
from inventory.domain.commands import Cause, Expire
from inventory.inbox import parking, retries
from inventory.inbox.events import Operation
from inventory.inbox.insertion import PendingEvent
from inventory.logs.fields import Fields, listed
from inventory.logs.outcomes import counted, subjects
from inventory.settings import settings
from inventory.write_path import apply as operations
from inventory.write_path import overdue as sweep
from tasks import broker, stock_queue
from tasks.dispatch import chunks, send
from tasks.failures import HoldsFailed, describe, frames, without_secrets
from tasks.one_by_one import settle
from tasks.stock import backoff, hold_times, patience
from tasks.worker import metrics
from tasks.worker.process import database

logger = logging.getLogger(__name__)

ACTOR = "expire_holds"
"""The actor of an expiry in the ledger."""
EXPIRY_SHARE = 0.9
"""The part of its interval that the expiry of holds may use: nearly all, so that a pile of holds is
soon gone, and yet redispatch has its turn before it expires.
"""
BATCHES = 10
"""Batches that are looked for at once. The more holds there are to choose neighbours from, the
fewer SKUs each transaction locks.
"""
REDISPATCH_SHARE = 0.5
"""The part of its interval that redispatch may use. It shares a process with the expiry."""
ROUND = 1_000
"""Maximum number of events that redispatch takes before it looks at the queue again."""
SECOND_CHUNK = 20
"""Maximum number of events that share a task on their second attempt. Later they travel alone."""


def expire_holds() -> None:
    """Give back the units of overdue holds, batch by batch, until none is due or the time is used.

    A hold that fails is left out for the rest of the run, so that it never blocks the holds behind
    it. Raises `HoldsFailed` in the end if any failed.
    """
    deadline = monotonic() + EXPIRY_SHARE * settings().sweep_interval_seconds
    failures: dict[str, Exception] = {}
    with without_secrets():
        while monotonic() < deadline:
            overdue = overdue_orders(beside=failures)
            size = settings().sweep_batch
            batches = [overdue[start : start + size] for start in range(0, len(overdue), size)]
            # When time is short, no SKU may always come last. And two sweeps that found the same
            # holds seldom meet.
            shuffle(batches)
            for batch in batches:
                if monotonic() < deadline:
                    failures |= settle(batch, expire)
            if len(overdue) < BATCHES * settings().sweep_batch:
                break
    for order_id, error in failures.items():
        logger.error(
            "the hold of order %r can't be ended: %s\n%s",
            *(order_id, describe(error), frames(error)),
            extra=Fields(order_id=order_id),
        )
    if failures:
        raise HoldsFailed({order_id: describe(error) for order_id, error in failures.items()})


@retried_on_stale_plan
def overdue_orders(*, beside: Collection[str]) -> list[str]:
    """Return the ids of orders whose hold is over, but not those in `beside`: at most `BATCHES`
    batches. None of them stays locked.
    """
    limit = BATCHES * settings().sweep_batch
    with database().transaction() as session:
        return sweep.due_orders(session, now=now(session), limit=limit, skipping=beside)


@retried_on_stale_plan
def expire(order_ids: Sequence[str]) -> None:
    """End the holds of these orders in one transaction, if they are overdue under their locks."""
    with database().transaction() as session:
        commands = [Expire(order_id, Cause(actor=ACTOR)) for order_id in order_ids]
        outcomes = operations.apply(
            session, commands, now=now(session), holds=hold_times(), divisible=len(order_ids) > 1
        )
    metrics.count_sweep(outcomes)
    ended = [outcome.command for outcome in outcomes if outcome.changed]
    if ended:
        logger.info("overdue holds ended: %d", len(ended), extra=Fields(outcomes=counted(outcomes), **subjects(ended)))


def redispatch() -> None:
    """Send the inbox events again whose back-off is over, round by round, until none is due or the
    queue is long. Orders that wait for the catalogue are looked at first.

    An event may merely be waiting in a queue that is not short, or that no worker takes from. Then
    only old events are sent, in one small round that does not count as an attempt. Nothing is sent
    while `long_queue` tasks wait (ADR 0016).

    Nothing is sent to a broker that can't tell the length of its queue, and a first send that the
    broker does not take is uncounted. The worker that begins with a later send counts it: no event
    may die without having been tried.
    """
    deadline = monotonic() + REDISPATCH_SHARE * settings().redispatch_interval_seconds
    with without_secrets():
        release_waiting()
        while monotonic() < deadline:
            try:
                waiting = stock_queue.waiting_tasks()
                short = stock_queue.is_short(waiting)
            except broker.ERRORS as error:
                logger.warning("the broker does not answer, nothing is sent again: %s", error)
                break
            if stock_queue.is_long(waiting):
                break
            due = take_due(short=short)
            unsent = send_again(due, isolate=short)
            if unsent and short:
                left = {event.id for event in unsent}
                uncount([event.id for event in due if event.counted and event.id in left])
            if unsent or not short or len(due) < ROUND:
                break


@retried_on_stale_plan
def take_due(*, short: bool) -> list[retries.Due]:
    """Take the events that are to be sent now, in one transaction. With a `short` queue, also bury
    the events whose attempts are used up.

    The transaction ends before anything is sent: an event that kills its process must have been
    counted by then.
    """
    with database().transaction() as session:
        moment = now(session)
        if short and (buried := retries.bury_exhausted(session, now=moment, backoff=backoff())):
            logger.error("%d events are dead letters now: their attempts are used up", buried)
        return retries.take_due(
            session,
            now=moment,
            backoff=backoff(),
            limit=ROUND if short else settings().chunk_size,
            counted=short,
            older_than=timedelta(0) if short else timedelta(seconds=settings().old_after_seconds),
        )


@retried_on_stale_plan
def release_waiting() -> None:
    """Make the orders due that need not wait for the catalogue any longer, in one transaction."""
    with database().transaction() as session:
        served, vain = parking.release(
            session, catalogue=settings().topic_products, now=now(session), patience=patience()
        )
    if served:
        logger.info("%d orders go on: the catalogue has named the SKUs that they waited for", served)
    if vain:
        logger.warning("%d orders have waited enough for SKUs that the catalogue does not name", vain)


def send_again(events: Sequence[retries.Due], *, isolate: bool) -> Sequence[PendingEvent]:
    """Send these events, to `isolate` them in chunks that shrink with their attempts. Returns the
    events that the broker did not take.
    """
    alike: dict[tuple[int, bool], dict[Operation, list[retries.Due]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        alike[event.attempts, event.counted][event.operation].append(event)
    sent = send(
        [
            chunk._replace(attempt=0 if counts else attempt)
            for (attempt, counts), work in sorted(alike.items())
            for chunk in chunks(work, chunk_size(attempt) if isolate else settings().chunk_size)
        ]
    )
    if sent.tasks:
        number = len(events) - len(sent.unsent)
        keys = listed(event.key for event in events)
        logger.info("events sent again: %d, in tasks: %d", number, sent.tasks, extra=Fields(events=number, keys=keys))
    return sent.unsent


def chunk_size(attempts: int) -> int:
    """Return the number of events that share a task on this attempt. An event that kills its
    process is soon alone, and found.
    """
    if attempts <= 1:
        return settings().chunk_size
    return SECOND_CHUNK if attempts == 2 else 1  # noqa: PLR2004 - the second


def uncount(inbox_ids: list[int]) -> None:
    """Take back the count of a first send of these events: it was no attempt. Redispatch calls
    this, and a worker that can't reach PostgreSQL asks for it as a task.
    """
    with without_secrets():
        uncounted(inbox_ids)


@retried_on_stale_plan
def uncounted(inbox_ids: Sequence[int]) -> None:
    """Take back the count, in one transaction."""
    with database().transaction() as session:
        retries.uncount(session, inbox_ids)
