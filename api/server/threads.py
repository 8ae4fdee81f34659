"""The threads that answer requests. Their requests are whole, so no caller keeps them waiting."""

from __future__ import annotations

import logging
import select
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING
from uuid import uuid4

from api.contract import errors
from api.server.answering import answer, refusal
from api.server.arriving import WholeRequest
from api.server.connection import Connection
from inventory.errors import InventoryError
from inventory.logs.fields import Fields

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger(__name__)

PROBES = (b"/healthz", b"/readyz")
"""Paths with a thread of their own, so that they are answered while all other threads are busy."""
NEXT_REQUEST_MILLISECONDS = 5
"""The time that a thread waits for the next request on a connection it has answered (ADR 18)."""

GiveBack = Callable[[Connection, Exception | None], None]
"""Gives a connection back to the loop, with the error if there was one."""
_Work = tuple[Connection, WholeRequest]


class RequestThreads:
    """Some threads for all requests, and one for each of the probes.

    They are daemons, so that a request that hangs does not keep the process from ending.
    """

    def __init__(self, application: WSGIApplication, number: int, give_back: GiveBack) -> None:
        """Start the threads."""
        self.answered = 0
        self.stopping = False
        self._application = application
        self._give_back = give_back
        self._requests = _queue_of("request", number, self._serve)
        self._probes = {path: _queue_of(path.decode().strip("/"), 1, self._serve_one) for path in PROBES}

    def is_probe(self, request: WholeRequest) -> bool:
        """Return True if the request has a thread of its own."""
        return request.path in self._probes

    def answer(self, connection: Connection, request: WholeRequest) -> None:
        """Have a thread answer a request, and give the connection back some time after."""
        self._probes.get(request.path, self._requests).put((connection, request))

    def _serve(self, connection: Connection, request: WholeRequest) -> None:
        """Answer a request, and stay a moment for the next one on its connection."""
        following: WholeRequest | None = request
        try:
            while following is not None and self._answer(connection, following):
                following = self._following(connection)
        except (OSError, InventoryError) as error:
            self._give_back(connection, error)
        except Exception as error:
            log.exception("a connection is dropped")
            self._give_back(connection, error)
        else:
            self._give_back(connection, None)

    def _serve_one(self, connection: Connection, request: WholeRequest) -> None:
        try:
            self._answer(connection, request)
        except OSError as error:
            self._give_back(connection, error)
        else:
            self._give_back(connection, None)

    def _answer(self, connection: Connection, request: WholeRequest) -> bool:
        """Send the answer. Returns True if all of it is sent and another request may come. Raises
        `OSError`.
        """
        connection.is_last = self.stopping or not request.keeps_alive
        try:
            told = answer(self._application, request, connection.peers, last=connection.is_last)
        except Exception:
            identity = uuid4().hex
            log.exception("500 internal_error", extra=Fields(request_id=identity))
            connection.is_last = True
            told = refusal(errors.InternalError(request_id=identity))
        self.answered += 1
        connection.served += 1
        return connection.send(told) and not connection.is_last

    def _following(self, connection: Connection) -> WholeRequest | None:
        """Return the next request if it comes soon and no other request waits for a thread.

        Raises `OSError`, and the errors of `ArrivingRequests.next_request`.
        """
        arriving = connection.arriving
        if not arriving.has_begun:
            if self.stopping or not self._requests.empty():
                return None
            soon = select.poll()
            soon.register(connection.socket, select.POLLIN)
            if not soon.poll(NEXT_REQUEST_MILLISECONDS) or not connection.receive():
                return None
        elif not self._requests.empty():
            return None  # who sends many requests at once waits his turn like anybody else
        return arriving.next_request()


def _queue_of(name: str, number: int, work: Callable[[Connection, WholeRequest], None]) -> SimpleQueue[_Work]:
    """Start some threads, and return the queue that they work off."""
    queue: SimpleQueue[_Work] = SimpleQueue()

    def work_on() -> None:
        while True:
            connection, request = queue.get()
            work(connection, request)
            del connection, request

    for index in range(number):
        Thread(target=work_on, name=f"{name}-{index}", daemon=True).start()
    return queue
