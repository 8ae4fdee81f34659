"""Group commit: concurrent requests share transactions (design section 5, ADR "one write path with batches").

One thread commits. While its transaction is in flight, arriving commands wait; the next transaction takes them all. So a
command that comes alone is applied at once, and under load the batches grow by themselves: no timer, no delay.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from threading import Condition, Thread

from sqlalchemy.orm import Session

from api.database_errors import as_unavailable, connection_was_lost
from api.errors import DeadlineExceeded, OutcomeUnknown, Overloaded, ShuttingDown
from inventory.commands import Command
from inventory.database import Database, now
from inventory.operations import Outcome

log = logging.getLogger(__name__)

Apply = Callable[[Session, Sequence[Command], datetime], list[Outcome]]
"""`inventory.operations.apply` with its settings filled in."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A command whose caller waits for `outcome`, until `deadline` on the monotonic clock."""

    command: Command
    deadline: float
    outcome: Future[Outcome] = field(default_factory=Future)

    def overdue(self) -> bool:
        return time.monotonic() >= self.deadline


class GroupCommit:
    """Applies commands of many threads in shared transactions. Make one per process; its thread starts with the first command."""

    def __init__(
        self, database: Database, apply: Apply, *, batch: int, queue: int, deadline_seconds: float, in_flight_seconds: float
    ) -> None:
        """`batch` commands at most share a transaction and `queue` may wait for theirs, each for `deadline_seconds`. A
        caller whose command was taken waits for its transaction, but at most `in_flight_seconds` beyond the deadline."""
        self._database = database
        self._apply = apply
        self._batch = batch
        self._queue = queue
        self._deadline_seconds = deadline_seconds
        self._in_flight_seconds = in_flight_seconds
        self._waiting: deque[_Waiting] = deque()
        self._changed = Condition()
        self._thread: Thread | None = None
        self._closed = False

    def submit(self, command: Command) -> Outcome:
        """Apply the command and return its outcome, committed.

        Raises `Overloaded`, `DeadlineExceeded`, `ShuttingDown`, `DatabaseUnavailable` or `Busy` if nothing was changed,
        `OutcomeUnknown` if that can't be known, and whatever error the command alone brought about.
        """
        waiting = self._enqueue(command)
        try:
            return waiting.outcome.result(self._deadline_seconds)
        except TimeoutError:
            if waiting.outcome.cancel():
                raise DeadlineExceeded from None
        try:
            return waiting.outcome.result(self._in_flight_seconds)
        except TimeoutError:
            raise OutcomeUnknown from None

    def close(self) -> None:
        """Take no more commands, finish those that wait, and return when they are done."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _enqueue(self, command: Command) -> _Waiting:
        waiting = _Waiting(command, time.monotonic() + self._deadline_seconds)
        with self._changed:
            if self._closed:
                raise ShuttingDown
            if len(self._waiting) >= self._queue:
                raise Overloaded
            self._waiting.append(waiting)
            # Not only at the start: a fork copies no threads, and one that died must not leave its callers waiting.
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="group-commit", daemon=True)
                self._thread.start()
            self._changed.notify()
        return waiting

    def _run(self) -> None:
        while batch := self._take():
            try:
                self._commit(batch)
            except Exception as error:  # the thread must outlive whatever happens to one batch
                log.exception("A batch of %d commands failed", len(batch))
                _fail(batch, error)

    def _take(self) -> list[_Waiting]:
        """The commands for the next transaction, as soon as there are any; none when closed and all is done."""
        while True:
            with self._changed:
                while not self._waiting and not self._closed:
                    self._changed.wait()
                if not self._waiting:
                    return []
                taken = [self._waiting.popleft() for _ in range(min(self._batch, len(self._waiting)))]
            # From here on a caller can't withdraw any more: its command may have an effect.
            if batch := _not_overdue([waiting for waiting in taken if waiting.outcome.set_running_or_notify_cancel()]):
                return batch

    def _commit(self, batch: Sequence[_Waiting]) -> None:
        """Apply the batch in one transaction; if that fails, each command in one of its own, so that only the culprit fails."""
        try:
            outcomes = self._transaction(batch)
        except Exception as error:
            reason = as_unavailable(error)
        ...
