"""gunicorn's threaded worker, but for how it says goodbye."""

from __future__ import annotations

from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn publishes no types
    """Closes connections on its pool of threads.

    gunicorn 27.0 does it in the loop that serves all the others, and waits there up to two seconds for the client to
    close its side: one slow client after a `Connection: close` or a malformed request stops everybody.
    """

    def handle(self, conn: TConn) -> Any:
        kept = super().handle(conn)
        if not kept:
            conn.close(graceful=True)
            conn.close = _closed_already
        return kept


def _closed_already(*, graceful: bool = False) -> None:
    """What the loop then finds to do."""
