"""The relay's rest while there is nothing to publish: short pauses first, then sleep.

Whoever writes outcomes wakes a relay that sleeps. A trigger of the outbox sends the notification,
in the writer's own transaction, and only while a relay sleeps (migration 0028). Nothing depends on
it: a relay that sleeps looks at the outbox once a second all the same.
"""

from __future__ import annotations

import time
from select import POLLIN, poll
from threading import Event as Flag

from psycopg import Notify
from sqlalchemy import Connection, func, literal_column, select

from inventory.database.advisory_locks import RELAY_SLEEP_LOCK, table_key
from inventory.database.tables import OutboxEvent

FIRST_PAUSE_SECONDS = 0.02
MAX_PAUSE_SECONDS = 0.1
"""Pauses double up to this. Then the relay sleeps."""
LOOK_SECONDS = 1.0
"""A relay that nobody wakes looks at the outbox this often."""
STOP_SECONDS = 0.2
"""A relay that is told to stop leaves its sleep within this time."""

_OUTBOX = table_key(OutboxEvent.__table__)
_CHANNEL = select(func.concat("inventory_outbox_", literal_column("'outbox_event'::regclass::oid")))
_TRY = select(func.pg_try_advisory_lock(_OUTBOX, RELAY_SLEEP_LOCK))
_UNLOCK = select(func.pg_advisory_unlock(_OUTBOX, RELAY_SLEEP_LOCK))


class Rest:
    """The rest of a relay, on the connection that it leads with. That is a direct one, so
    notifications reach it. A sleep ends with the connection at the latest.
    """

    def __init__(self, connection: Connection, stopping: Flag) -> None:
        self._connection = connection
        self._stopping = stopping
        self._pause = FIRST_PAUSE_SECONDS
        self._asleep = self._notified = False
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.add_notify_handler(self._note)
        self._socket = driver.fileno()
        with connection.begin():
            connection.exec_driver_sql(f"LISTEN {connection.scalar(_CHANNEL)}")

    def go_on(self) -> None:
        """Rest a little: the outbox was empty. Look at it again after each call."""
        if self._asleep:
            self._sleep()
        elif self._pause < MAX_PAUSE_SECONDS or not self._fall_asleep():
            self._stopping.wait(self._pause)
            self._pause = min(self._pause * 2, MAX_PAUSE_SECONDS)

    def end(self) -> None:
        """Let writers go on without waking the relay: it is awake."""
        self._pause = FIRST_PAUSE_SECONDS
        if self._asleep:
            self._asleep = False
            with self._connection.begin():
                self._connection.execute(_UNLOCK)

    def _fall_asleep(self) -> bool:
        """Return True if all writers from now on wake the relay. Returns False while a transaction
        is under way that has written outcomes: it was told that nobody sleeps.
        """
        self._notified = False
        with self._connection.begin():
            self._asleep = bool(self._connection.scalar(_TRY))
        return self._asleep

    def _sleep(self) -> None:
        """Wait until somebody has written outcomes, the connection is lost, the relay is to stop,
        or `LOOK_SECONDS` are over.
        """
        until = time.monotonic() + LOOK_SECONDS
        looking = poll()  # not `select`, which knows no descriptor above 1,023
        looking.register(self._socket, POLLIN)
        while not (self._notified or self._stopping.is_set()):
            left = until - time.monotonic()
            if left <= 0 or looking.poll(1_000 * min(left, STOP_SECONDS)):
                break
        self._notified = False

    def _note(self, _: Notify) -> None:
        """Note a notification. One that comes with the answer to a statement is gone from the
        socket before `_sleep` looks at it.
        """
        self._notified = True
