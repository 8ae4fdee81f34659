"""Sending inbox events to the workers. What can't be sent stays in the inbox, and `redispatch` sends it later."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from inventory.events import Operation
from inventory.inbox import Sendable
from tasks.app import app

logger = logging.getLogger(__name__)

BROKER_ERRORS = (KombuError, RedisError, OSError)
"""What is raised when the broker is away, full or still starting."""
ARGUMENTS_SHOWN = 8_000
"""The most characters of keys that a task shows in Flower: two hundred UUIDs fit."""


@dataclass(frozen=True, slots=True)
class Dispatched:
    """How many tasks were sent, and how many events were not, because the broker was away."""

    tasks: int
    unsent: int


def dispatch(work: Mapping[Operation, Sequence[Sendable]], *, chunk_size: int) -> Dispatched:
    """Send one task for every `chunk_size` events of an operation. The events must be committed.

    Never raises for a broker that is away or full: the first send that fails ends the call. That takes no time when the
    connection is refused, and three socket timeouts (15 s) when a broker hangs.
    """
    chunks = list(_chunks(work, chunk_size))
    for sent, (operation, chunk) in enumerate(chunks):
        try:
            _send(operation, chunk)
        except BROKER_ERRORS as error:
            unsent = sum(len(left) for _, left in chunks[sent:])
            logger.warning("the broker does not take tasks, %d events are left to redispatch: %s", unsent, error)
            return Dispatched(tasks=sent, unsent=unsent)
    return Dispatched(tasks=len(chunks), unsent=0)


def _send(operation: Operation, events: Sequence[Sendable]) -> None:
    app.send_task(
        operation.value,
        args=[[event.id for event in events]],
        # Flower searches this text: by default it would be a list of ids, cut off after a few.
        argsrepr=shown([event.key for event in events]),
        ignore_result=True,
    )


def shown(keys: Sequence[str]) -> str:
    """The order and product ids of a task as Flower shows them: each once, whole ones only, within a bound."""
    text, left = "", dict.fromkeys(keys)
    for count, key in enumerate(left):
        longer = f"{text} {key}" if text else key
        if len(longer) > ARGUMENTS_SHOWN:
            return f"{text} and {len(left) - count} more"
        text = longer
    return text


def _chunks(work: Mapping[Operation, Sequence[Sendable]], size: int) -> Iterator[tuple[Operation, Sequence[Sendable]]]:
    for operation, events in work.items():
        for start in range(0, len(events), size):
            yield operation, events[start : start + size]
