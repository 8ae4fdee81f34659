"""The loop that owns every connection that no thread works on. Half a request costs no thread."""

from __future__ import annotations

import logging
import os
import select
import socket
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from api import metrics
from api.contract import errors
from api.refusal_log import REFUSAL_LOG
from api.server.answering import CONTINUE, refusal
from api.server.arriving import WholeRequest
from api.server.connection import Connection, ConnectionState, Deadlines
from api.server.crowd import Crowd
from api.server.door import Door
from api.server.threads import RequestThreads
from inventory.errors import InventoryError

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0  # from one look at the deadlines to the next
FAREWELL_SECONDS = 2.0  # after a SIGTERM, for more requests on open connections


class Front:
    """Reads requests, has threads answer them, closes late connections. `turn` until `is_done`."""

    def __init__(
        self,
        application: WSGIApplication,
        listeners: Sequence[socket.socket],
        *,
        deadlines: Deadlines,
        threads: int,
        crowd: Crowd,
    ) -> None:
        """Listen. No connection is accepted before the first turn."""
        self._deadlines = deadlines
        self._crowd = crowd
        self._given_back: deque[Callable[[], None]] = deque()
        self._threads = RequestThreads(application, threads, self._take_back)
        self._waker = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._looked_at = time.monotonic()
        self._stopping_since: float | None = None
        self._poll = select.epoll()
        self._poll.register(self._waker, select.EPOLLIN)
        self._door = Door(listeners, self._poll, welcome=self._welcome, make_room=self._make_room_for_a_descriptor)

    @property
    def answered(self) -> int:
        """Return the number of requests that were answered."""
        return self._threads.answered

    @property
    def is_done(self) -> bool:
        """Return True if the loop has stopped and every request was answered."""
        return self._stopping_since is not None and not len(self._crowd)

    def wake(self) -> None:
        """End a turn that waits. Any thread may call this, and a signal's handler."""
        with suppress(BlockingIOError):
            os.eventfd_write(self._waker, 1)

    def turn(self) -> None:
        """Handle all events. Waits for an event, at most until the next look at the deadlines."""
        for descriptor, _events in self._poll.poll(LOOK_SECONDS if self._stopping_since is None else 0.05):
            if descriptor == self._waker:
                os.eventfd_read(self._waker)
            elif self._door.is_knocked_at(descriptor):
                self._door.open(descriptor)
            elif (connection := self._crowd.at(descriptor)) is not None:
                self._go_on(connection)
        while self._given_back:
            self._crowd.take_back()
            self._given_back.popleft()()
        now = time.monotonic()
        if self._stopping_since is not None:
            self._say_farewell(now)
        if now - self._looked_at >= LOOK_SECONDS:
            self._looked_at = now
            REFUSAL_LOG.tell_numbers()
            for connection in self._crowd:
                if connection.is_late(now):
                    self._give_up(connection)

    def stop(self) -> None:
        """Accept the waiting callers, and nobody after. Open connections still get answers."""
        if self._stopping_since is not None:
            return
        self._stopping_since = time.monotonic()
        self._threads.stopping = True
        self._door.shut()

    def _welcome(self, connected: socket.socket) -> None:
        now = time.monotonic()
        connection = Connection(connected, self._deadlines, now)
        self._crowd.add(connection)
        self._poll.register(connection.socket, select.EPOLLIN)
        self._make_room(now, newest=connection)

    def _make_room(self, now: float, *, newest: Connection) -> None:
        while (one := self._crowd.who_gives_way(now, newest=newest)) is not None:
            self._give_up(one)
            if one.state is ConnectionState.LINGERING:
                self._drop(one)

    def _make_room_for_a_descriptor(self) -> None:
        """Close the connection that waits longest: the system has no descriptors left."""
        waiting = [one for one in self._crowd if one.state is not ConnectionState.WORKING]
        if waiting:
            self._drop(min(waiting, key=lambda one: one.since))

    # A failure below, on one connection, concerns its caller alone.

    def _go_on(self, connection: Connection) -> None:
        try:
            match connection.state:
                case ConnectionState.IDLE | ConnectionState.ARRIVING:
                    self._read(connection)
                case ConnectionState.SENDING:
                    if connection.send():
                        self._poll.modify(connection.socket, select.EPOLLIN)
                        self._after_an_answer(connection)
                case ConnectionState.LINGERING:
                    if not connection.throw_away():
                        self._drop(connection)
                case ConnectionState.WORKING | ConnectionState.CLOSED:
                    pass
        except OSError:
            self._drop(connection)
        except Exception:
            log.exception("a connection is dropped")  # of one caller. The loop serves all others
            self._drop(connection)

    def _read(self, connection: Connection) -> None:
        more = connection.receive()
        self._proceed(connection)
        if more or not connection.is_listening:
            return
        if connection.arriving.has_begun:
            self._refuse(connection, errors.BadRequest(reason="it ends before it is complete"))
        else:
            self._drop(connection)

    def _proceed(self, connection: Connection) -> None:
        """Have the next request answered, or wait for the rest of it. Raises `OSError`."""
        now = time.monotonic()
        arriving = connection.arriving
        told_to_go_on = arriving.awaits_body
        try:
            request = arriving.next_request()
        except InventoryError as error:
            self._refuse(connection, error)
            return
        if request is not None:
            self._work(connection, request, now)
            return
        connection.wait(ConnectionState.ARRIVING if arriving.has_begun else ConnectionState.IDLE, now)
        if arriving.waits_for_continue and not told_to_go_on:
            connection.send(CONTINUE)
        self._crowd.weigh(connection)
        self._make_room(now, newest=connection)

    def _work(self, connection: Connection, request: WholeRequest, now: float) -> None:
        if not (self._crowd.has_room_to_work or self._threads.is_probe(request)):
            self._refuse(connection, errors.Overloaded())
            return
        self._poll.unregister(connection.socket)
        self._crowd.send_to_work(connection, now)
        self._threads.answer(connection, request)

    def _take_back(self, connection: Connection, error: Exception | None) -> None:
        """Give a connection back to the loop. Its thread calls this, also after a failure."""
        self._given_back.append(lambda: self._taken_back(connection, error))
        self.wake()

    def _taken_back(self, connection: Connection, error: Exception | None) -> None:
        now = time.monotonic()
        if error is not None and not isinstance(error, InventoryError):
            self._crowd.remove(connection)  # its caller is gone
            return
        self._poll.register(connection.socket, select.EPOLLIN)
        if error is not None:
            self._refuse(connection, error)
        elif connection.is_sent:
            self._after_an_answer(connection)
        else:
            self._poll.modify(connection.socket, select.EPOLLOUT)
            connection.wait(ConnectionState.SENDING, now)
            self._crowd.weigh(connection)
            self._make_room(now, newest=connection)

    def _after_an_answer(self, connection: Connection) -> None:
        if connection.is_last:
            self._finish(connection)
            return
        try:
            self._proceed(connection)
        except OSError:
            self._drop(connection)

    def _finish(self, connection: Connection) -> None:
        connection.finish()
        connection.wait(ConnectionState.LINGERING, time.monotonic())
        self._crowd.weigh(connection)

    def _refuse(self, connection: Connection, error: InventoryError) -> None:
        """Send the last answer on a connection, to a request that the application never sees."""
        REFUSAL_LOG.tell(error.code, logging.INFO, "%s: %s: %s", connection.peers.caller[0], error.code, error)
        metrics.REFUSALS.labels(error.code).inc()
        try:
            connection.send(refusal(error))
        except OSError:
            self._drop(connection)
        else:
            connection.forget()
            self._finish(connection)

    def _drop(self, connection: Connection) -> None:
        self._poll.unregister(connection.socket)
        self._crowd.remove(connection)

    def _give_up(self, connection: Connection) -> None:
        """End a connection that takes too long, or stands in the way of others."""
        if connection.state is ConnectionState.ARRIVING:
            self._refuse(connection, errors.RequestTimeout())
        else:
            self._drop(connection)

    def _say_farewell(self, now: float) -> None:
        """Close idle connections, after some time for requests on their way."""
        since = self._stopping_since or now
        for connection in self._crowd:
            if now - since < FAREWELL_SECONDS or not connection.is_listening:
                continue
            self._go_on(connection)  # a request may have come at the last moment
            if connection.state is ConnectionState.ARRIVING:
                self._refuse(connection, errors.ShuttingDown())
            elif connection.state is ConnectionState.IDLE:
                self._finish(connection)
