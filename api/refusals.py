"""Refused calls on their way to PostgreSQL, beside the calls: nobody waits for them (ADR 0066).

A thread writes them, at most once a second, on a connection of its own. What may wait and what may
be stored is bounded, whatever callers do. Calls beyond that are counted by SKU alone. Records that
can't be written are dropped: nothing is decided by them.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from threading import Condition, Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import Database, now
from inventory.refused_calls import Counted, RefusedCall, add

log = logging.getLogger(__name__)

BURST = 600
"""Records of their own that a process makes at once."""
PER_SECOND = 2
"""Further records of their own, after that."""
MAX_COUNTED = 100
"""SKUs whose further calls are told apart, in a minute."""
INTERVAL_SECONDS = 1.0
MINUTE = 60.0


@dataclass(slots=True)
class _Waiting:
    call: RefusedCall
    first: float
    last: float
    calls: int = 1


class Refusals:
    """One per process. The writing thread starts with the first refusal, so after any fork."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._waiting: dict[bytes, _Waiting] = {}
        self._left = float(BURST)
        self._refilled = clock()
        self._counted: set[tuple[tuple[str, ...], str, str]] = set()
        self._counted_since = clock()
        self._changed = Condition()
        self._thread: Thread | None = None
        self._closed = Event()

    def note(self, call: RefusedCall) -> None:
        """Take a refused call. It is stored within a second or so."""
        at = self._clock()
        with self._changed:
            if self._closed.is_set():
                return
            told = self._as_told(call, at)
            identity = told.identity
            waiting = self._waiting.get(identity)
            if waiting is not None:
                waiting.calls, waiting.last = waiting.calls + 1, at
            else:
                if not self._waiting:
                    self._changed.notify()  # the thread finds the later ones, too
                self._waiting[identity] = _Waiting(told, at, at)
            self._require_thread()

    def close(self) -> None:
        """Write what waits, and take no more."""
        with self._changed:
            self._closed.set()
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join(2 * INTERVAL_SECONDS)
        self._database.dispose()

    def _require_thread(self) -> None:
        # One may have ended by an unforeseen error while others waited.
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, name="refusals", daemon=True)
            self._thread.start()

    def _as_told(self, call: RefusedCall, at: float) -> RefusedCall:
        """Return the call, or the one of its SKU alone where no more may have their own record."""
        if call.identity in self._waiting or self._may_have_its_own(at):
            return call
        if at - self._counted_since >= MINUTE:
            self._counted, self._counted_since = set(), at
        skus, action, code = counted = call.skus[:1], call.action, call.code
        if counted not in self._counted and len(self._counted) >= MAX_COUNTED:
            skus = ()
        else:
            self._counted.add(counted)
        return RefusedCall(None, skus, action, code, (), None, None)

    def _may_have_its_own(self, at: float) -> bool:
        self._left = min(self._left + (at - self._refilled) * PER_SECOND, BURST)
        self._refilled = at
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed.is_set())
                taken, self._waiting = self._waiting, {}
            if not taken:
                return
            self._write(taken)
            self._closed.wait(INTERVAL_SECONDS)

    def _write(self, taken: Mapping[bytes, _Waiting]) -> None:
        try:
            self._store(taken)
        except SQLAlchemyError as error:
            told = sum(one.calls for one in taken.values())
            log.warning("%d refused calls could not be recorded: %s", told, type(error).__name__)

    @retried_on_stale_plan
    def _store(self, taken: Mapping[bytes, _Waiting]) -> None:
        with self._database.transaction() as session:
            moment, clock = now(session), self._clock()
            add(
                session,
                [
                    Counted(
                        one.call,
                        one.calls,
                        moment - timedelta(seconds=clock - one.first),
                        moment - timedelta(seconds=clock - one.last),
                    )
                    for one in taken.values()
                ],
            )
