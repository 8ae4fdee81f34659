"""Group commit: concurrent requests share transactions (ADR 0001).

A transaction that fails is tried again by five rules, each around the next:

1. `_serve`, then `_each_alone`: requests that fail together are tried each alone, so that only the
   culprit fails. One that meets somebody's locks answers for all behind it that name the same rows.
2. `_once_more_if_busy`: several that meet somebody's locks are tried together once more.
3. `_again_if_not_committed`: changes that were lost with their COMMIT are done again while the
   callers wait. `Commits` finds out if a COMMIT without an answer was made.
4. `transact` is `retried_on_stale_plan`: a transaction that met a plan from before a migration is
   done again on a new connection. It is `again_if_void` as well: one that met a row that somebody
   else has made is done again.
5. `Commits` asks again while it can't find out. After that the outcome is unknown, and nothing is
   tried any more.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from api import metrics
from api.contract.database_errors import as_unavailable
from api.contract.errors import Busy, DatabaseUnavailable, OutcomeUnknown, Unavailable
from api.turns.shared_turns import SharedTurns, WaitingRequest
from api.turns.transaction_spans import traced
from inventory.database.begun_again import again_if_void, retried_on_stale_plan
from inventory.database.commits import Commits
from inventory.database.errors import CommitUnknown, NothingCommitted
from inventory.database.transactions import Database, now
from inventory.domain.commands import AdjustStock, Move, SetPolicy
from inventory.domain.told_apart import named_lines
from inventory.write_path import idempotency
from inventory.write_path.apply import HoldTimes, Outcome
from inventory.write_path.idempotency import CallerRequest

log = logging.getLogger(__name__)

WaitingCommands = WaitingRequest[CallerRequest, list[Outcome]]


class Apply(Protocol):
    """The write path: `inventory.write_path.idempotency.apply_once`."""

    def __call__(
        self, session: Session, requests: Sequence[CallerRequest], *, now: datetime, holds: HoldTimes
    ) -> list[list[Outcome]]: ...


class GroupCommit(SharedTurns[CallerRequest, list[Outcome]]):
    """Applies the requests of many threads in shared transactions."""

    def __init__(
        self,
        database: Database,
        holds: HoldTimes,
        *,
        batch: int,
        queue: int,
        deadline_seconds: float,
        apply: Apply = idempotency.apply_once,
    ) -> None:
        """At most `batch` commands share a transaction, unless they are one request: that stays
        whole. No more requests are taken while `queue` commands wait, each for at most
        `deadline_seconds`.
        """
        super().__init__("group-commit", turn=batch, queue=queue, deadline_seconds=deadline_seconds)
        self._commits = Commits(database)
        self._holds = holds
        self._apply = apply
        self._traced = traced()

    def submit(self, request: CallerRequest) -> list[Outcome]:
        """Apply the request and return the outcomes of its commands, committed. Returns or raises
        within twice the deadline.

        Raises `Overloaded`, `DeadlineExceeded`, `ShuttingDown`, `DatabaseUnavailable` or `Busy`,
        after which nothing has changed. Raises `OutcomeUnknown` if that can't be known, and any
        other error that this request alone caused.
        """
        try:
            return self.ask(request, size=len(request.commands))
        except TimeoutError:
            raise OutcomeUnknown from None

    def _serve(self, batch: Sequence[WaitingCommands]) -> None:
        """Apply the batch in one transaction, or each request in its own if that fails. Every
        request has its answer then.

        Only the culprit fails, and where nobody's request is to blame (the database is away), all
        fail at once.
        """
        try:
            outcomes = self._once_more_if_busy([waiting.request for waiting in batch])
        except Exception as error:  # noqa: BLE001 - each request's caller hears of it
            reason = as_unavailable(error)
            if isinstance(reason, DatabaseUnavailable | OutcomeUnknown):
                log.warning("%s: %d requests, %s", reason.code, len(batch), type(error.__cause__ or error).__name__)
                _refuse(batch, type(reason))
            elif len(batch) > 1:
                log.warning("A batch of %d requests failed (%s); each is tried alone", len(batch), type(error).__name__)
                self._each_alone(batch)
            else:
                batch[0].answer.set_exception(reason or error)
        else:
            for waiting, results in zip(batch, outcomes, strict=True):
                waiting.answer.set_result(results)

    def _each_alone(self, batch: Sequence[WaitingCommands]) -> None:
        """Apply each request in a transaction of its own. One that meets somebody's locks answers
        for those behind it that name the same order or SKU: a lock timeout for each of them would
        keep everybody else waiting.
        """
        busy: set[tuple[str, str]] = set()
        for waiting in batch:
            named = _named(waiting.request)
            if named & busy:
                _refuse([waiting], Busy)
            elif waiting.in_time():
                self._serve([waiting])
                if isinstance(waiting.answer.exception(), Busy):
                    busy |= named

    def _once_more_if_busy(self, requests: Sequence[CallerRequest]) -> list[list[Outcome]]:
        """Apply and commit. Several that meet somebody's locks get one more try together. The locks
        are mostly gone by then, and the callers have no time for one wait for each of a hundred
        requests.
        """
        try:
            return self._again_if_not_committed(requests)
        except Exception as error:
            if len(requests) == 1 or not isinstance(as_unavailable(error), Busy):
                raise
        return self._again_if_not_committed(requests)

    def _again_if_not_committed(self, requests: Sequence[CallerRequest]) -> list[list[Outcome]]:
        """Apply and commit. Changes that were lost with their commit are done again, for as long as
        the callers wait.

        Raises `OutcomeUnknown` if it can't be found out in time that they were committed.
        """
        until = time.monotonic() + self._deadline_seconds
        while True:
            try:
                return self._transact(requests, until)
            except NothingCommitted as error:
                if time.monotonic() >= until:
                    raise DatabaseUnavailable from error
            except CommitUnknown as error:
                raise OutcomeUnknown from error

    def _transact(self, requests: Sequence[CallerRequest], until: float) -> list[list[Outcome]]:
        with self._traced(requests):
            outcomes = transact(self._commits, requests, holds=self._holds, until=until, apply=self._apply)
        metrics.BATCH.observe(sum(len(request.commands) for request in requests))
        return outcomes


@retried_on_stale_plan
@again_if_void
def transact(
    commits: Commits,
    requests: Sequence[CallerRequest],
    *,
    holds: HoldTimes,
    until: float,
    apply: Apply = idempotency.apply_once,
) -> list[list[Outcome]]:
    """Apply the requests in one transaction, in few round trips. Returns the outcomes of each,
    committed. A lost answer to its COMMIT is looked for until `until` on the monotonic clock.
    """
    first = idempotency.first_calls(requests)
    with commits.transaction(patience_seconds=until - time.monotonic(), first=first, writes_last=True) as session:
        return apply(session, requests, now=now(session), holds=holds)


def _refuse(batch: Sequence[WaitingCommands], reason: type[Unavailable]) -> None:
    for waiting in batch:
        # One each: an exception that many threads raise mixes their tracebacks.
        waiting.answer.set_exception(reason())


def _named(request: CallerRequest) -> set[tuple[str, str]]:
    """Return the orders and SKUs that the request itself names. Only the database knows what else
    its orders hold.
    """
    named: set[tuple[str, str]] = set()
    for command in request.commands:
        if isinstance(command, (AdjustStock, Move, SetPolicy)):
            named.add(("sku", command.sku))
        else:
            named.add(("order", command.order_id))
            named.update(("sku", line.sku) for line in named_lines(command))
    return named
