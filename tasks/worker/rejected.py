"""Reports of messages that are no task of ours: a line in the log and an event for Flower."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any
from uuid import uuid4

from tasks import broker

logger = logging.getLogger(__name__)

EVENT = "task-rejected"
"""Celery's own type. Flower shows such a task as REJECTED, in `flower_events_total` as well."""
MAX_SHOWN = 100
_TOLD = ("task", "id", "origin")


class Rejections:
    """The rejections of one worker. `dispatcher` returns the sender of its events, or None while
    there is none.
    """

    def __init__(self, dispatcher: Callable[[], Any] = lambda: None) -> None:
        self._dispatcher = dispatcher
        self._numbers = count(1)

    def tell(self, why: str, *, queue: object = None, about: str = "") -> None:
        """Report a dropped message and their number. Never raises for a broker that is away."""
        logger.error(
            "a message in the queue %s is not one of ours, and is dropped (%d since this worker started): %s%s",
            shown(queue) if isinstance(queue, str) else "(unknown)",
            next(self._numbers),
            why,
            f"; {about}" if about else "",
        )
        dispatcher = self._dispatcher()
        if dispatcher is None:
            return
        try:
            dispatcher.send(EVENT, uuid=uuid4().hex, name=f"(no task of ours: {why})", requeue=False)
        except broker.ERRORS as error:
            logger.warning("the broker takes no event about this message, so Flower does not count it: %s", error)


def shown(value: object) -> str:
    """Return a foreign value as short text, without characters that a terminal obeys."""
    if not isinstance(value, str):
        return type(value).__name__
    return ascii(value[:MAX_SHOWN]) + ("..." if len(value) > MAX_SHOWN else "")


def described(headers: object, body: object) -> str:
    """Return the sender of a message, as far as it is stated, and its size. The content is private,
    and is not shown.
    """
    told = [f"{len(body)} bytes"] if isinstance(body, bytes | str) else []
    if isinstance(headers, Mapping):
        told += [f"{name} {shown(headers[name])}" for name in _TOLD if headers.get(name) is not None]
    return ", ".join(told)
