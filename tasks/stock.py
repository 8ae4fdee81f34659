"""The four stock operations as Celery tasks: from inbox ids to stock, in batches.

Each takes the ids of inbox events. People look for the names in Flower. The events themselves
decide the effect, so a chunk that travels under the wrong name does no harm.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache, partial
from itertools import chain, islice
from time import monotonic
from typing import assert_never

from celery import current_task
from sqlalchemy.exc import DBAPIError

from inventory.database.begun_again import again_if_void, retried_on_stale_plan
from inventory.database.pipelining import RELEASE_SAVEPOINT
from inventory.database.tables import InboxEvent
from inventory.database.transactions import now
from inventory.domain.commands import Command
from inventory.domain.orders.requests.cancel_errors import TooManyCancels
from inventory.domain.orders.requests.dispatch_errors import TooManyDispatches
from inventory.domain.orders.requests.return_errors import TooManyReturns
from inventory.domain.outcome import Outcome
from inventory.domain.stock.return_places import ReturnsSell
from inventory.errors import UnknownSku
from inventory.inbox import claiming, parking, retries
from inventory.inbox.events import Operation, commands_of
from inventory.logs.fields import Fields, listed
from inventory.settings import settings
from inventory.upkeep import mirrors
from inventory.write_path import apply as operations
from tasks import batch_log
from tasks.app import task
from tasks.dispatch import ATTEMPT, ask_to_uncount
from tasks.failures import EventsFailed, database_unavailable, describe, frames, without_secrets
from tasks.one_by_one import settle
from tasks.worker import metrics
from tasks.worker.batch_spans import batch_spans
from tasks.worker.process import database

logger = logging.getLogger(__name__)


@task(Operation.INITIALIZE_STOCK.value)
def initialize_stock(inbox_ids: list[int]) -> None:
    """ProductCreated, ProductUpdated, ProductDeleted: record the supply and the rules that the
    catalogue states.
    """
    process(inbox_ids, attempt=attempt_sent())


@task(Operation.RESERVE_STOCK.value)
def reserve_stock(inbox_ids: list[int]) -> None:
    """OrderCreated: hold the order's lines, or reject it."""
    process(inbox_ids, attempt=attempt_sent())


@task(Operation.CONFIRM_STOCK.value)
def confirm_stock(inbox_ids: list[int]) -> None:
    """PaymentSucceeded, OrderDispatched, OrderCompleted: take units off the shelf, or refuse a
    payment.
    """
    process(inbox_ids, attempt=attempt_sent())


@task(Operation.RELEASE_STOCK.value)
def release_stock(inbox_ids: list[int]) -> None:
    """PaymentFailed, OrderCancelled, OrderFailed, OrderLinesCancelled, ItemsReturned: give back the
    units that were held or taken, or that came back.
    """
    process(inbox_ids, attempt=attempt_sent())


def _task(operation: Operation) -> Callable[[list[int]], None]:
    match operation:
        case Operation.INITIALIZE_STOCK:
            return initialize_stock
        case Operation.RESERVE_STOCK:
            return reserve_stock
        case Operation.CONFIRM_STOCK:
            return confirm_stock
        case Operation.RELEASE_STOCK:
            return release_stock
        case _:
            assert_never(operation)


TASKS = {operation: _task(operation) for operation in Operation}
"""The task of each operation. None is missing: a worker throws away a message without a task."""


def attempt_sent() -> int:
    """Return the attempt that the running task counts when it begins. 0 for a first send."""
    return int((current_task and current_task.request.get(ATTEMPT)) or 0)


def process(inbox_ids: Sequence[int], *, attempt: int = 0) -> None:
    """Apply these inbox events as far as they are pending: together, or one by one if that raises.
    Unusually large events are divided among several transactions, so that they fit into memory.

    An `attempt` is counted first, in a transaction of its own. Events that another delivery of the
    same attempt has begun are left out.

    Raises `EventsFailed` if some failed alone. The inbox has the reasons, and retries the events.
    Raises `DatabaseUnavailable` if PostgreSQL does not answer. Uncommitted events are still in the
    inbox then, and a first send of events that were not begun is uncounted.
    """
    begun: set[int] = set()
    with without_secrets():
        try:
            if attempt:
                inbox_ids = count(inbox_ids, attempt)
            failures: dict[int, Exception] = {}
            for portion in divide(inbox_ids):
                failures |= settle(portion, partial(apply_events, begun=begun))
        except DBAPIError as error:
            unbegun = [inbox_id for inbox_id in inbox_ids if inbox_id not in begun]
            if database_unavailable(error) and unbegun and not attempt:
                ask_to_uncount(unbegun)
            raise
        unrecorded = settle(sorted(failures), partial(record_failures, failures))
    for inbox_id, why in unrecorded.items():
        logger.error(
            "inbox event %d failed: %s\n%s\nThe inbox could not store this reason, and shows none for this attempt: %s",
            *(inbox_id, describe(failures[inbox_id]), frames(failures[inbox_id]), describe(why)),
        )
    if failures:
        raise EventsFailed({inbox_id: describe(error) for inbox_id, error in failures.items()})


@retried_on_stale_plan
def count(inbox_ids: Sequence[int], attempt: int) -> list[int]:
    """Count this attempt of these events, in one transaction. Returns the events left to try."""
    with database().transaction() as session:
        return retries.begin(session, inbox_ids, attempt, now=now(session), backoff=backoff())


@retried_on_stale_plan
def divide(inbox_ids: Sequence[int]) -> list[list[int]]:
    """Divide these events into portions that fit into memory. At most `FEW` need no transaction."""
    if len(inbox_ids) <= claiming.FEW:
        return [list(inbox_ids)]
    with database().transaction() as session:
        return claiming.portions(session, inbox_ids)


@retried_on_stale_plan
@again_if_void
def apply_events(inbox_ids: Sequence[int], *, begun: set[int]) -> None:
    """Claim these events, apply them and complete them in one transaction, all or nothing. Their
    ids are added to `begun` as soon as the transaction is open.

    Orders of SKUs that the catalogue has not named stay pending, and wait.
    """
    began_at = monotonic()
    first = claiming.first_calls(inbox_ids)
    with batch_spans() as spans, database().transaction(first=first, writes_last=True) as session:
        begun.update(inbox_ids)
        claimed = spans.claimed(claiming.claim(session, inbox_ids))
        means = [
            commands_of(
                row.event,
                patient=orders_wait() and not row.waited,
                counts=settings().catalogue_quantity_of(row.event.source),
            )
            for row in claimed
        ]
        commands, divisible = list(chain(*means)), len(claimed) > 1
        outcomes = operations.apply(session, commands, now=now(session), holds=hold_times(), divisible=divisible)
        spans.decided(means, outcomes)
        told = iter(outcomes)
        waiting = {row.id: skus for row, its in zip(claimed, means, strict=True) if (skus := _unknown(told, its))}
        mirroring = mirrors.note(session, mirrors.seen(outcomes), now=now(session))
        parking.park(session, waiting, now=now(session), patience=patience())
        claiming.complete(session, [row.id for row in claimed if row.id not in waiting], first=[RELEASE_SAVEPOINT])
    metrics.count_batch(len(claimed), outcomes)
    batch_log.tell(claimed, outcomes, waiting, monotonic() - began_at)
    mirrors.tell(mirroring)


def _unknown(outcomes: Iterator[Outcome], commands: Sequence[Command]) -> list[str]:
    """Take the outcomes of these commands. Returns the SKUs that they wait for.

    Raises `TooManyDispatches`, `TooManyCancels`, `TooManyReturns` and `ReturnsSell`: such an event
    fails, and is a dead letter in the end.
    """
    errors = [outcome.error for outcome in islice(outcomes, len(commands)) if outcome.error is not None]
    for error in errors:
        if isinstance(error, _FAILING):
            raise error
    return [sku for error in errors if isinstance(error, UnknownSku) for sku in error.skus]


_FAILING = TooManyDispatches | TooManyCancels | TooManyReturns | ReturnsSell


@retried_on_stale_plan
def record_failures(failures: Mapping[int, Exception], inbox_ids: Sequence[int]) -> None:
    """Store the errors of events that failed alone, in one transaction. Each event is sent again
    after its back-off, and is a dead letter after its last attempt.
    """
    with database().transaction() as session:
        for inbox_id in inbox_ids:
            error = failures[inbox_id]
            retries.record_failure(session, inbox_id, describe(error), now=now(session), backoff=backoff())
            event = session.get_one(InboxEvent, inbox_id)
            logger.error(
                "inbox event %d (%s %r from %r, about %r) failed: %s\n%s",
                *(inbox_id, event.type, event.event_id, event.source, event.key, describe(error), frames(error)),
                extra=Fields(event_id=event.event_id, source=event.source, keys=listed([event.key])),
            )


@cache
def hold_times() -> operations.HoldTimes:
    """Return the lifetimes of a hold, and the time to report a dispatch, by the settings."""
    return operations.HoldTimes(
        default_seconds=settings().hold_seconds,
        maximum_seconds=settings().hold_seconds_max,
        dispatched_after_seconds=settings().dispatched_after_seconds,
    )


@cache
def patience() -> parking.Patience:
    """Return the least and the longest wait of orders for the catalogue, by the settings."""
    return parking.Patience(
        least=timedelta(seconds=settings().sku_wait_seconds), longest=timedelta(seconds=settings().sku_wait_seconds_max)
    )


def orders_wait() -> bool:
    """Return True if orders wait for the catalogue at all."""
    return patience().least > timedelta(0)


@cache
def backoff() -> retries.Backoff:
    """Return the back-off and the number of attempts of the inbox, by the settings."""
    return retries.Backoff(
        first=timedelta(seconds=settings().retry_seconds),
        longest=timedelta(seconds=settings().retry_seconds_max),
        max_attempts=settings().max_attempts,
    )
