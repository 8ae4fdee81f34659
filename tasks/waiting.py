"""Waiting for the broker, for as long as it takes, in view of those who watch (ADR 0014)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from inventory.progress import Progress


def waits_openly(connection: Any, progress: Progress) -> Any:
    """Have each second that this kombu connection waits for its broker count as progress; returns the connection.

    Not to be stuck in one attempt, though: that is bounded by `socket_connect_timeout`, and marks nothing.
    """
    ensure = connection.ensure_connection

    def ensure_connection(errback: Any, max_retries: int | None, callback: Callable[[], None] | None = None) -> Any:
        def waiting() -> None:
            progress.made()
            if callback is not None:
                callback()

        progress.made()
        return ensure(errback, max_retries, callback=waiting)

    connection.ensure_connection = ensure_connection
    connection.ensure = _trying_openly(connection.ensure, progress)
    return connection


def _trying_openly(ensure: Callable[..., Any], progress: Progress) -> Callable[..., Any]:
    """Have each further try of an operation count as well: a worker's heartbeat may meet the broker's end before its consumer does,
    and is tried until the broker is back.
    """

    def trying(subject: Any, operation: Any, errback: Callable[..., None] | None = None, **policy: Any) -> Any:
        def failed(error: Exception, seconds: float) -> None:
            progress.made()
            if errback is not None:
                errback(error, seconds)

        return ensure(subject, operation, errback=failed, **policy)

    return trying
