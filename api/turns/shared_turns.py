"""Many threads ask, one thread serves them, all that wait at once.

While a turn is in flight, arriving requests wait, and the next turn takes them all. So a request
that comes alone is served at once, and under load the turns grow by themselves: no timer, no delay.
"""

from __future__ import annotations

import logging
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Generic, TypeVar

from api import metrics
from api.contract.errors import DeadlineExceeded, Overloaded, ShuttingDown

log = logging.getLogger(__name__)

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class WaitingRequest(Generic[Asked, Answer]):
    """A request of some `size` whose caller waits for its `answer`. It is not begun after
    `deadline` on the monotonic clock.
    """

    request: Asked
    size: int
    deadline: float
    answer: Future[Answer] = field(default_factory=Future)

    def in_time(self) -> bool:
        """Return True if it may still be begun. Its caller is told if not."""
        if time.monotonic() < self.deadline:
            return True
        self.answer.set_exception(DeadlineExceeded())
        return False


class SharedTurns(ABC, Generic[Asked, Answer]):
    """One per process. The serving thread starts with the first request, so after any fork."""

    def __init__(self, name: str, *, turn: int, queue: int, deadline_seconds: float) -> None:
        """A turn takes requests of at most `turn` in all, and at least one. None is taken while
        `queue` wait, each for at most `deadline_seconds`.
        """
        self._name = name
        self._turn = turn
        self._queue = queue
        self._deadline_seconds = deadline_seconds
        self._waiting: deque[WaitingRequest[Asked, Answer]] = deque()
        self._waiting_size = 0
        self._changed = Condition()
        self._thread: Thread | None = None
        self._began: float | None = None
        """The time of the begin of the turn in hand."""
        self._closed = False
        self._waits = metrics.TURN_WAIT.labels(name)

    @property
    def busy_seconds(self) -> float:
        """Return the seconds since the turn in hand was begun, 0 if there is none."""
        began = self._began
        return 0.0 if began is None else time.monotonic() - began

    @abstractmethod
    def _serve(self, batch: Sequence[WaitingRequest[Asked, Answer]]) -> None:
        """See that each request of the turn has its answer."""

    def ask(self, request: Asked, *, size: int) -> Answer:
        """Return the answer to `request` within twice the deadline.

        Raises `Overloaded`, `DeadlineExceeded` or `ShuttingDown` if it was not begun,
        `TimeoutError` if it was and did not end, and the error that `_serve` has for it.
        """
        waiting = self._enqueue(request, size)
        try:
            return waiting.answer.result(self._deadline_seconds)
        except TimeoutError:
            if waiting.answer.cancel():
                raise DeadlineExceeded from None
        return waiting.answer.result(self._deadline_seconds)

    def close(self) -> None:
        """Take no more requests and finish the waiting ones."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join(self._deadline_seconds)

    def _enqueue(self, request: Asked, size: int) -> WaitingRequest[Asked, Answer]:
        waiting: WaitingRequest[Asked, Answer] = WaitingRequest(
            request, size, time.monotonic() + self._deadline_seconds
        )
        with self._changed:
            if self._closed:
                raise ShuttingDown
            if self._waiting_size >= self._queue:
                raise Overloaded
            # Not only the first time: a fork copies no threads, and one that died must not leave
            # its callers waiting.
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._waiting.append(waiting)
            self._waiting_size += size
            self._changed.notify()
        return waiting

    def _run(self) -> None:
        while batch := self._take():
            self._began = time.monotonic()
            try:
                self._serve(batch)
            except Exception as error:  # the turn after one that fails must find this thread alive
                log.exception("A turn of %d requests failed unexpectedly", len(batch))
                for waiting in batch:
                    if not waiting.answer.done():
                        waiting.answer.set_exception(error)
            finally:
                self._began = None

    def _take(self) -> list[WaitingRequest[Asked, Answer]]:
        """Return the requests for the next turn, as soon as there are any. None are left when it is
        closed and all are done.

        From here on a caller can't withdraw its request any more.
        """
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return []
                taken = self._take_whole()
            if batch := [one for one in taken if one.answer.set_running_or_notify_cancel() and one.in_time()]:
                self._observe(batch)
                return batch

    def _observe(self, batch: Sequence[WaitingRequest[Asked, Answer]]) -> None:
        began = time.monotonic() + self._deadline_seconds
        for one in batch:
            self._waits.observe(began - one.deadline)

    def _take_whole(self) -> list[WaitingRequest[Asked, Answer]]:
        """Take requests from the front of the queue: as many as fit into a turn, at least one."""
        taken: list[WaitingRequest[Asked, Answer]] = []
        size = 0
        while self._waiting and (not taken or size + self._waiting[0].size <= self._turn):
            taken.append(self._waiting.popleft())
            size += taken[-1].size
        self._waiting_size -= size
        return taken
