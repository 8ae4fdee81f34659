"""Sends stored events to Celery. Unsent ones wait for redispatch."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.exc import SQLAlchemyError

from bridge import metrics
from bridge.consume.gathering import Gathering
from bridge.process import one_line
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import Database
from inventory.inbox import retries
from inventory.inbox.events import Operation
from inventory.inbox.insertion import PendingEvent, RecordingResult

logger = logging.getLogger(__name__)

Dispatch = Callable[[Mapping[Operation, Sequence[PendingEvent]]], tuple[Sequence[PendingEvent], int]]
"""Sends events to Celery. Returns the unsent ones, and the number of tasks that waited for workers
before. Raises nothing when the broker is away.
"""
QUIET_SECONDS = 5.0
"""Time without any send after a failed one: an absent broker must not slow down every poll."""


class Sending:
    """Sends events, and sends none for a while after a failure."""

    def __init__(self, database: Database, dispatch: Dispatch, gathering: Gathering) -> None:
        self._database = database
        self._dispatch = dispatch
        self._gathering = gathering
        self._dispatch_from = 0.0

    def send(self, recorded: RecordingResult) -> None:
        if not recorded.dispatch:
            return
        if time.monotonic() < self._dispatch_from:
            unsent: Sequence[PendingEvent] = [event for events in recorded.dispatch.values() for event in events]
        else:
            unsent, waiting = self._dispatch(recorded.dispatch)
            self._gathering.gather_longer(waiting=waiting)
            if unsent:
                self._dispatch_from = time.monotonic() + QUIET_SECONDS
        if unsent:
            metrics.UNSENT.inc(len(unsent))
            self._uncount(unsent)

    def _uncount(self, unsent: Sequence[PendingEvent]) -> None:
        """Take back the attempt of unsent events. Redispatch sends them as for the first time."""
        try:
            self._take_back(unsent)
        except SQLAlchemyError as error:
            logger.warning("%d events that were not sent stay counted as sent once: %s", len(unsent), one_line(error))

    @retried_on_stale_plan
    def _take_back(self, unsent: Sequence[PendingEvent]) -> None:
        with self._database.transaction() as session:
            retries.uncount(session, [event.id for event in unsent])
