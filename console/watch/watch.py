"""The thread that watches."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread

import urllib3

from console.reading.minutes import MINUTE, Minute, minute
from console.watch.history import EVERY_SECONDS, MINUTES, LastHour
from console.watch.targets import WAIT_SECONDS, Look, look
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import Database, now
from inventory.upkeep.backlog import Backlog, backlog

log = logging.getLogger(__name__)

SETTLED = timedelta(seconds=5)
"""A minute is counted so long after its end: its last transactions have committed then."""
_SIDE_BY_SIDE = 8


class Watch:
    """Looks at every process and each minute, and keeps an hour of it."""

    def __init__(self, database: Database, targets: Sequence[str], token: str) -> None:
        self.history = LastHour()
        self.targets = targets
        self._database = database
        self._token = token
        self._http = urllib3.PoolManager(
            num_pools=len(targets) + 1, maxsize=1, retries=False, timeout=urllib3.Timeout(total=WAIT_SECONDS)
        )
        self._stopping = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Watch from now on. Call it after any fork."""
        self._thread = Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Watch no more."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(2 * WAIT_SECONDS)
        self._http.clear()
        self._database.dispose()

    def look(self) -> None:
        """Look once at everything. Raises the errors of the database."""
        self._take(self._looks())

    def _take(self, looks: list[Look]) -> None:
        at, waiting = self._waiting()
        self.history.add(at, waiting, looks)
        self._count_minutes(at)

    def _run(self) -> None:
        while not self._stopping.is_set():
            looks = self._looks()
            try:
                self._take(looks)
            except Exception as error:  # noqa: BLE001 - the next look may see more
                log.warning("The watch saw nothing of PostgreSQL: %s", type(error).__name__)
                self.history.see(looks)
            self._stopping.wait(EVERY_SECONDS)

    def _looks(self) -> list[Look]:
        """Look at all processes side by side, so that one that hangs keeps up none."""
        if not self.targets:
            return []
        with ThreadPoolExecutor(_SIDE_BY_SIDE, thread_name_prefix="watch") as threads:
            return list(threads.map(partial(_look, self._http, self._token), self.targets))

    @retried_on_stale_plan
    def _waiting(self) -> tuple[datetime, Backlog]:
        with self._database.transaction() as session:
            moment = now(session)
            return moment, backlog(session, now=moment)

    def _count_minutes(self, at: datetime) -> None:
        """Count the minutes that are over and not counted yet, each in a transaction of its own."""
        last = (at - SETTLED).replace(second=0, microsecond=0) - MINUTE
        counted = self.history.minutes
        first = last - (MINUTES - 1) * MINUTE
        began_at = max(first, counted[-1].began_at + MINUTE) if counted else first
        while began_at <= last and not self._stopping.is_set():
            counted.append(self._minute(began_at))
            began_at += MINUTE

    @retried_on_stale_plan
    def _minute(self, began_at: datetime) -> Minute:
        with self._database.transaction() as session:
            return minute(session, began_at)


def _look(http: urllib3.PoolManager, token: str, url: str) -> Look:
    return look(http, url, token)
