"""gunicorn's threaded worker, but for how it says goodbye and how it says no."""

from __future__ import annotations

import socket
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import orjson
from gunicorn import util
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import TConn, ThreadWorker

from inventory.errors import InventoryError


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn publishes no types
    """Closes connections on its pool of threads, and refuses what is not proper HTTP with a problem document.

    gunicorn 27.0 closes in the loop that serves all the others, and waits there up to two seconds for the client to
    close its side: one slow client after a `Connection: close` or a malformed request stops everybody.
    """

    def handle(self, conn: TConn) -> Any:
        kept = super().handle(conn)
        if not kept:
            conn.close(graceful=True)
            conn.close = _closed_already
        return kept

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
