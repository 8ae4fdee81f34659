"""Have a worker mark liveness while it waits for the broker, however long that takes (ADR 0014)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from inventory.process.liveness import Liveness
from tasks import broker

logger = logging.getLogger(__name__)


def waits_openly(connection: Any, liveness: Liveness) -> Any:
    """Make this kombu connection mark liveness in each second that it waits for its broker. Returns
    the connection.

    A single attempt that hangs marks nothing. `socket_connect_timeout` bounds it.
    """
    ensure = connection.ensure_connection

    def ensure_connection(errback: Any, max_retries: int | None, callback: Callable[[], None] | None = None) -> Any:
        def waiting() -> None:
            liveness.mark()
            if callback is not None:
                callback()

        liveness.mark()
        return ensure(errback, max_retries, callback=waiting)

    connection.ensure_connection = ensure_connection
    connection.ensure = _trying_openly(connection.ensure, liveness)
    return connection


def closes_in_any_case(connection: Any) -> Any:
    """Make sure that no error while this kombu connection closes ends the worker. Returns the
    connection.

    Celery closes a lost connection after it has let go of parts of it. If a message in hand was not
    acknowledged yet, kombu then fails at a missing part (`AttributeError`).
    """
    close = connection.close

    def closing() -> None:
        try:
            close()
        except broker.ERRORS:
            raise  # Celery knows these
        except Exception:
            logger.warning("a lost connection to the broker could not be closed in order", exc_info=True)

    connection.close = closing
    return connection


def _trying_openly(ensure: Callable[..., Any], liveness: Liveness) -> Callable[..., Any]:
    """Mark liveness at each further try of an operation. A worker's heartbeat may meet the broker's
    end before the consumer does, and is tried until the broker is back.
    """

    def trying(subject: Any, operation: Any, errback: Callable[..., None] | None = None, **policy: Any) -> Any:
        def failed(error: Exception, seconds: float) -> None:
            liveness.mark()
            if errback is not None:
                errback(error, seconds)

        return ensure(subject, operation, errback=failed, **policy)

    return trying
