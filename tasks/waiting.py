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
    return connection
