"""Group commit: concurrent requests share transactions (design section 5, ADR 0001).

One thread commits. While its transaction is in flight, arriving commands wait; the next transaction takes them all. So a
command that comes alone is applied at once, and under load the batches grow by themselves: no timer, no delay.
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
from api.errors import DatabaseUnavailable, DeadlineExceeded, OutcomeUnknown, Overloaded, ShuttingDown, Unavailable
from inventory import operations
from inventory.commands import Command
from inventory.database import Database, now
from inventory.operations import HoldTimes, Outcome

log = logging.getLogger(__name__)


class Apply(Protocol):
    """The write path: `inventory.operations.apply`."""

    def __call__(
        self, session: Session, commands: Sequence[Command], *, now: datetime, holds: HoldTimes
    ) -> list[Outcome]: ...


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A command whose caller waits for its `outcome`; not to be begun after `deadline` on the monotonic clock."""

    command: Command
    deadline: float
    outcome: Future[Outcome] = field(default_factory=Future)


class GroupCommit:
    """Applies the commands of many threads in shared transactions. One per process; the committing thread starts with
    the first command, so after any fork.
    """

    def __init__(
        self,
        database: Database,
        holds: HoldTimes,
        *,
        batch: int,
        queue: int,
        deadline_seconds: float,
        apply: Apply = operations.apply,
    ) -> None:
        """At most `batch` commands share a transaction and `queue` wait for one, each for at most `deadline_seconds`."""
        self._database = database
        self._holds = holds
        self._batch = batch
        self._queue = queue
        self._deadline_seconds = deadline_seconds
        self._apply = apply
        self._waiting: deque[_Waiting] = deque()
        self._changed = Condition()
        self._thread: Thread | None = None
        self._closed = False

    def submit(self, command: Command) -> Outcome:
        """Apply the command and return its outcome, committed. Returns or raises within twice the deadline.

        Raises `Overloaded`, `DeadlineExceeded`, `ShuttingDown`, `DatabaseUnavailable` or `Busy`, after which nothing has
        changed; `OutcomeUnknown` if that can't be known; and any other error that this command alone brought about.
        """
        waiting = self._enqueue(command)
        try:
            return waiting.outcome.result(self._deadline_seconds)
        except TimeoutError:
            if waiting.outcome.cancel():
                raise DeadlineExceeded from None
        try:
            return waiting.outcome.result(self._deadline_seconds)
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

    def _enqueue(self, command: Command) -> _Waiting:
        waiting = _Waiting(command, time.monotonic() + self._deadline_seconds)
        with self._changed:
            if self._closed:
                raise ShuttingDown
            if len(self._waiting) >= self._queue:
                raise Overloaded
            # Not only the first time: a fork copies no threads, and one that died must not leave its callers waiting.
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="group-commit", daemon=True)
                self._thread.start()
            self._waiting.append(waiting)
            self._changed.notify()
        return waiting

    def _run(self) -> None:
        while batch := self._take():
            try:
                self._commit(batch)
            except Exception as error:  # whatever happens to one batch, the next one must find this thread alive
                log.exception("A batch of %d commands failed unexpectedly", len(batch))
                for waiting in batch:
                    if not waiting.outcome.done():
                        waiting.outcome.set_exception(error)

    def _take(self) -> list[_Waiting]:
        """The commands for the next transaction, as soon as there are any; none when closed and all are done.

        From here on a caller can't withdraw its command any more.
        """
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return []
                taken = [self._waiting.popleft() for _ in range(min(self._batch, len(self._waiting)))]
            if batch := [one for one in taken if one.outcome.set_running_or_notify_cancel() and _in_time(one)]:
                return batch

    def _commit(self, batch: Sequence[_Waiting]) -> None:
        """Apply the batch in one transaction; if that fails, each command in its own, so that only the culprit fails."""
        try:
            outcomes = self._transaction([waiting.command for waiting in batch])
        except Exception as error:  # noqa: BLE001 - each command's caller hears of it
            reason = as_unavailable(error)
            if isinstance(reason, DatabaseUnavailable | OutcomeUnknown):
                log.warning("%s: %d commands, %s", reason.code, len(batch), type(error.__cause__ or error).__name__)
                _refuse(batch, type(reason))
            elif len(batch) > 1:
                log.warning("A batch of %d commands failed (%s); each is tried alone", len(batch), type(error).__name__)
                self._commit_each(batch)
            else:
                batch[0].outcome.set_exception(reason or error)
        else:
            for waiting, outcome in zip(batch, outcomes, strict=True):
                waiting.outcome.set_result(outcome)

    def _commit_each(self, batch: Sequence[_Waiting]) -> None:
        for waiting in batch:
            if _in_time(waiting):
                self._commit([waiting])

    def _transaction(self, commands: Sequence[Command]) -> list[Outcome]:
        """Apply and commit. When the connection breaks during the commit, everything is done again, once: commands are
        idempotent, so those that were committed are replays now. Raises `OutcomeUnknown` if that fails too.
        """
        try:
            return self._attempt(commands)
        except OutcomeUnknown as unknown:
            try:
                return self._attempt(commands)
            except Exception as error:
                if as_unavailable(error) is not None:
                    raise OutcomeUnknown from unknown.__cause__
                raise

    def _attempt(self, commands: Sequence[Command]) -> list[Outcome]:
        committing = False
        try:
            with self._database.transaction() as session:
                outcomes = self._apply(session, commands, now=now(session), holds=self._holds)
                committing = True
        except Exception as error:
            if committing and connection_was_lost(error):
                raise OutcomeUnknown from error
            raise
        metrics.BATCH.observe(len(commands))
        return outcomes


def _in_time(waiting: _Waiting) -> bool:
    """Whether the command may still be begun; its caller is told if not."""
    if time.monotonic() < waiting.deadline:
        return True
    waiting.outcome.set_exception(DeadlineExceeded())
    return False


def _refuse(batch: Sequence[_Waiting], reason: type[Unavailable]) -> None:
    for waiting in batch:
        waiting.outcome.set_exception(reason())  # one each: an exception that many threads raise mixes their tracebacks
