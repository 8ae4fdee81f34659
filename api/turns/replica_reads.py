"""Reads that may be a little old: from a replica while it answers and is fresh enough, else from
the primary.

Only for looks that promise nothing, such as an availability check. A caller's own change
is read from the primary, and decisions are taken under locks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event as Flag
from threading import Lock, Thread
from typing import Generic, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api import metrics
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.calls import Call
from inventory.database.transactions import REPLICA_AGE, Database, replica_age

Found = TypeVar("Found")

RETRY_SECONDS = 5.0
"""Seconds until a replica that did not answer is asked again: beside the checks, since one that
hangs takes seconds to be given up, and all checks of a process share a thread.
"""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AgedRead(Generic[Found]):
    """The result of a read, and its maximum age in seconds. None: it is of now."""

    found: Found
    age: float | None = None


class ReplicaReads:
    """Reads of checks. `replica` is None if there is none."""

    def __init__(self, primary: Database, replica: Database | None, *, max_age_seconds: float) -> None:
        """A replica that is more than `max_age_seconds` behind is not read from."""
        self._primary = primary
        self._replica = replica
        self._max_age_seconds = max_age_seconds
        self._answers = True
        self._changing = Lock()
        self._closed = Flag()

    def read(self, query: Callable[[Session], Found], *, first: Sequence[Call] = ()) -> AgedRead[Found]:
        """Run `query` in a transaction of its own, perhaps twice. `first` are the calls that it
        runs first. Raises the primary's errors.
        """
        if self._replica is not None:
            read = self._from_replica(self._replica, query, first)
            if read is not None:
                return read
        return _from_primary(self._primary, query, first)

    def close(self) -> None:
        self._closed.set()
        if self._replica is not None:
            self._replica.dispose()

    def _from_replica(
        self, replica: Database, query: Callable[[Session], Found], first: Sequence[Call]
    ) -> AgedRead[Found] | None:
        """Read from the replica. None if it is away, too far behind, or in the middle of catching
        up.
        """
        if not self._answers:
            metrics.REPLICA_FALLBACKS.labels("unavailable").inc()
            return None
        try:
            read = _if_fresh(replica, query, first, self._max_age_seconds)
        except SQLAlchemyError as error:
            log.warning("The read replica does not answer (%s): checks are read from the primary", type(error).__name__)
            metrics.REPLICA_FALLBACKS.labels("unavailable").inc()
            self._leave_alone(replica)
            return None
        if read is None:
            metrics.REPLICA_FALLBACKS.labels("stale").inc()
        return read

    def _leave_alone(self, replica: Database) -> None:
        with self._changing:
            if self._answers:
                self._answers = False
                Thread(target=self._await_answer, args=[replica], name="replica", daemon=True).start()

    def _await_answer(self, replica: Database) -> None:
        """In a thread of its own. Returns when the replica answers, or nobody asks any more."""
        while not self._closed.wait(RETRY_SECONDS):
            try:
                with replica.transaction() as session:
                    replica_age(session)
            except SQLAlchemyError:
                continue
            log.warning("The read replica answers again")
            self._answers = True
            return


@retried_on_stale_plan
def _from_primary(primary: Database, query: Callable[[Session], Found], first: Sequence[Call]) -> AgedRead[Found]:
    with primary.transaction(first=first) as session:
        return AgedRead(query(session))


@retried_on_stale_plan
def _if_fresh(
    replica: Database, query: Callable[[Session], Found], first: Sequence[Call], max_age_seconds: float
) -> AgedRead[Found] | None:
    """Read from the replica. None if it is more than `max_age_seconds` behind."""
    with replica.transaction(first=[REPLICA_AGE, *first]) as session:
        age = replica_age(session)
        return AgedRead(query(session), age) if age is not None and age <= max_age_seconds else None
