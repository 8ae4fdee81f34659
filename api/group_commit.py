"""Group commit: concurrent requests share transactions (design section 5, ADR 0001).

One thread commits. While its transaction is in flight, arriving requests wait; the next transaction takes them all. So a
request that comes alone is applied at once, and under load the batches grow by themselves: no timer, no delay.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from threading import Condition, Thread
from typing import Protocol

from sqlalchemy.orm import Session

from api import metrics
from api.database_errors import as_unavailable, connection_was_lost
from api.errors import (
    Busy,
    DatabaseUnavailable,
    DeadlineExceeded,
    OutcomeUnknown,
    Overloaded,
    ShuttingDown,
    Unavailable,
)
from inventory import idempotency
from inventory.commands import AdjustStock, Amend, Reserve
from inventory.database import Database, now
from inventory.idempotency import Request
from inventory.operations import HoldTimes, Outcome

log = logging.getLogger(__name__)


class Apply(Protocol):
    """The write path: `inventory.idempotency.apply_once`."""

    def __call__(
        self, session: Session, requests: Sequence[Request], *, now: datetime, holds: HoldTimes
    ) -> list[list[Outcome]]: ...


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A request whose caller waits for its `outcomes`; not to be begun after `deadline` on the monotonic clock."""

    request: Request
    deadline: float
    outcomes: Future[list[Outcome]] = field(default_factory=Future)

    @property
    def size(self) -> int:
        return len(self.request.commands)


class GroupCommit:
    """Applies the requests of many threads in shared transactions. One per process; the committing thread starts with
    the first request, so after any fork.
    """

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
        """At most `batch` commands share a transaction, unless they are one request, which stays whole. No more requests
        are taken while `queue` commands wait, each for at most `deadline_seconds`.
        """
        self._database = database
        self._holds = holds
        self._batch = batch
        self._queue = queue
        self._deadline_seconds = deadline_seconds
        self._apply = apply
        self._waiting: deque[_Waiting] = deque()
        self._commands = 0
        """How many commands the waiting requests have."""
        self._changed = Condition()
        self._thread: Thread | None = None
        self._began: float | None = None
        """When the batch in hand was begun."""
        self._closed = False

    @property
    def busy_seconds(self) -> float:
        """For how long the batch in hand has been in hand; 0 when there is none."""
        began = self._began
        return 0.0 if began is None else time.monotonic() - began

    def submit(self, request: Request) -> list[Outcome]:
        """Apply the request and return the outcomes of its commands, committed. Returns or raises within twice the deadline.

        Raises `Overloaded`, `DeadlineExceeded`, `ShuttingDown`, `DatabaseUnavailable` or `Busy`, after which nothing has
        changed; `OutcomeUnknown` if that can't be known; and any other error that this request alone brought about.
        """
        waiting = self._enqueue(request)
        try:
            return waiting.outcomes.result(self._deadline_seconds)
        except TimeoutError:
            if waiting.outcomes.cancel():
                raise DeadlineExceeded from None
        try:
            return waiting.outcomes.result(self._deadline_seconds)
        except TimeoutError:
            raise OutcomeUnknown from None

    def close(self) -> None:
        """Take no more commands and finish those that wait."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join(self._deadline_seconds)

    def _enqueue(self, request: Request) -> _Waiting:
        waiting = _Waiting(request, time.monotonic() + self._deadline_seconds)
        with self._changed:
            if self._closed:
                raise ShuttingDown
            if self._commands >= self._queue:
                raise Overloaded
            # Not only the first time: a fork copies no threads, and one that died must not leave its callers waiting.
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="group-commit", daemon=True)
                self._thread.start()
            self._waiting.append(waiting)
            self._commands += waiting.size
            self._changed.notify()
        return waiting

    def _run(self) -> None:
        while batch := self._take():
            self._began = time.monotonic()
            try:
                self._commit(batch)
            except Exception as error:  # whatever happens to one batch, the next one must find this thread alive
                log.exception("A batch of %d requests failed unexpectedly", len(batch))
                for waiting in batch:
                    if not waiting.outcomes.done():
                        waiting.outcomes.set_exception(error)
            finally:
                self._began = None

    def _take(self) -> list[_Waiting]:
        """The requests for the next transaction, as soon as there are any; none when closed and all are done.

        From here on a caller can't withdraw its request any more.
        """
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return []
                taken = self._take_whole()
            if batch := [one for one in taken if one.outcomes.set_running_or_notify_cancel() and _in_time(one)]:
                return batch

    def _take_whole(self) -> list[_Waiting]:
        """Requests from the front of the queue, as many as fit into a batch, and at least one."""
        taken: list[_Waiting] = []
        size = 0
        while self._waiting and (not taken or size + self._waiting[0].size <= self._batch):
            taken.append(self._waiting.popleft())
            size += taken[-1].size
        self._commands -= size
        return taken

    def _commit(self, batch: Sequence[_Waiting]) -> None:
        """Apply the batch in one transaction; if that fails, each request in its own, so that only the culprit fails.
        Every request has its answer then.
        """
        try:
            outcomes = self._transaction([waiting.request for waiting in batch])
        except Exception as error:  # noqa: BLE001 - each request's caller hears of it
            reason = as_unavailable(error)
            if isinstance(reason, DatabaseUnavailable | OutcomeUnknown):
                log.warning("%s: %d requests, %s", reason.code, len(batch), type(error.__cause__ or error).__name__)
                _refuse(batch, type(reason))
            elif len(batch) > 1:
                log.warning("A batch of %d requests failed (%s); each is tried alone", len(batch), type(error).__name__)
                self._commit_each(batch)
            else:
                batch[0].outcomes.set_exception(reason or error)
        else:
            for waiting, results in zip(batch, outcomes, strict=True):
                waiting.outcomes.set_result(results)

    def _commit_each(self, batch: Sequence[_Waiting]) -> None:
        """Each request in a transaction of its own. One that is busy answers for those behind it that name the same order
        or SKU: a lock timeout for each of them would keep everybody else waiting.
        """
        busy: set[tuple[str, str]] = set()
        for waiting in batch:
            named = _named(waiting.request)
            if named & busy:
                _refuse([waiting], Busy)
            elif _in_time(waiting):
                self._commit([waiting])
                if isinstance(waiting.outcomes.exception(), Busy):
                    busy |= named

    def _transaction(self, requests: Sequence[Request]) -> list[list[Outcome]]:
        """Apply and commit. When the connection breaks during the commit, everything is done again, once: commands are
        idempotent, so those that were committed are replays now. Raises `OutcomeUnknown` if that fails too.
        """
        try:
            return self._attempt(requests)
        except OutcomeUnknown as unknown:
            try:
                return self._attempt(requests)
            except Exception as error:
                if as_unavailable(error) is not None:
                    raise OutcomeUnknown from unknown.__cause__
                raise

    def _attempt(self, requests: Sequence[Request]) -> list[list[Outcome]]:
        committing = False
        try:
            with self._database.transaction() as session:
                outcomes = self._apply(session, requests, now=now(session), holds=self._holds)
                committing = True
        except Exception as error:
            if committing and connection_was_lost(error):
                raise OutcomeUnknown from error
            raise
        metrics.BATCH.observe(sum(len(request.commands) for request in requests))
        return outcomes


def _in_time(waiting: _Waiting) -> bool:
    """Whether the request may still be begun; its caller is told if not."""
    if time.monotonic() < waiting.deadline:
        return True
    waiting.outcomes.set_exception(DeadlineExceeded())
    return False


def _refuse(batch: Sequence[_Waiting], reason: type[Unavailable]) -> None:
    for waiting in batch:
        # One each: an exception that many threads raise mixes their tracebacks.
        waiting.outcomes.set_exception(reason())


def _named(request: Request) -> set[tuple[str, str]]:
    """The orders and SKUs that the request itself names; what else its orders hold only the database knows."""
    named: set[tuple[str, str]] = set()
    for command in request.commands:
        if isinstance(command, AdjustStock):
            named.add(("sku", command.sku))
        else:
            named.add(("order", command.order_id))
        if isinstance(command, Reserve | Amend):
            named.update(("sku", line.sku) for line in command.lines)
    return named
