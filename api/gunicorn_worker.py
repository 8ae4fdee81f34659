"""gunicorn's threaded worker, but for how it says goodbye and how it says no."""

from __future__ import annotations

import select
import socket
from contextlib import nullcontext, suppress
from http import HTTPStatus
from typing import Any

import orjson
from gunicorn import util
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import TConn, ThreadWorker

from api.connection_socket import ConnectionSocket
from inventory.errors import InventoryError

NEXT_REQUEST_MILLISECONDS = 5
"""For so long a thread stays with a connection whose request it has answered."""


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn publishes no types
    """Waits a moment for the next request where the last one was answered, closes connections on its pool of threads, and
    refuses what is not proper HTTP with a problem document.

    gunicorn hands each request of a connection from its loop to a thread and back. Most clients that send many requests send
    the next one at once, and to wake two threads costs as much as a third of answering it.

    gunicorn 27.0 closes in the loop that serves all the others, and waits there up to two seconds for the client to
    close its side: one slow client after a `Connection: close` or a malformed request stops everybody.
    """

    def handle(self, conn: TConn) -> Any:
        if not self.cfg.is_ssl and not isinstance(conn.sock, ConnectionSocket):
            conn.sock = ConnectionSocket(conn.sock)
        kept = super().handle(conn)
        while kept is True and self._has_more(conn):
            kept = super().handle(conn)
        if not kept:
            conn.close(graceful=True)
            conn.close = _closed_already
        return kept

    def handle_request(self, req: Any, conn: TConn) -> Any:
        with conn.sock.gathering() if isinstance(conn.sock, ConnectionSocket) else nullcontext():
            return super().handle_request(req, conn)

    def _has_more(self, conn: TConn) -> bool:
        """Whether the next request on this connection is there soon, and no other one waits for a thread."""
        if conn.parser.unreader.buf.getvalue():
            return False  # read ahead: the loop looks after that
        soon = select.poll()
        soon.register(conn.sock, select.POLLIN)
        return self.alive and self.tpool._work_queue.empty() and bool(soon.poll(NEXT_REQUEST_MILLISECONDS))  # noqa: SLF001

    def handle_error(self, _request: Any, client: socket.socket, address: Any, error: Exception) -> None:
        """Answer an error that the application can't: it never saw the request, or its answer could not be sent."""
        # Not at the top: gunicorn's master imports this module, and prometheus_client must not be imported before the fork.
        from api.catalogue import status_of  # noqa: PLC0415
        from api.problems import MEDIA_TYPE, document  # noqa: PLC0415

        problem = _problem(error)
        status = status_of(problem) or HTTPStatus.INTERNAL_SERVER_ERROR
        self.log.warning("%s: %d %s (%s)", address, status, problem.code, type(error).__name__)
        body = orjson.dumps(document(status, problem))
        head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nConnection: close\r\nContent-Type: {MEDIA_TYPE}\r\n"
        with suppress(OSError):  # the client may be gone
            util.write_nonblock(client, f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)


def _problem(error: Exception) -> InventoryError:
    from api import errors  # noqa: PLC0415 - see above

    match error:
        case LimitRequestLine():
            return errors.UriTooLong()
        case LimitRequestHeaders():
            return errors.HeadersTooLarge()
        case ParseException():
            return errors.BadRequest(reason=str(error))
    return errors.BadRequest(reason="it could not be read")


def _closed_already(*, graceful: bool = False) -> None:
    """What the loop then finds to do."""
