"""Send inbox events to the workers. Unsent events stay in the inbox for `redispatch` to send later.

And the way back: through the broker, a worker that can't reach PostgreSQL reports the events that
it did not begin.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from inventory.inbox.events import Operation
from inventory.inbox.insertion import PendingEvent
from tasks import broker, stock_queue
from tasks.app import app
from tasks.jobs import UNCOUNT

logger = logging.getLogger(__name__)

ARGUMENTS_SHOWN = 20_000
"""Maximum number of characters of keys that a task shows in Flower. Five hundred UUIDs fit."""


ATTEMPT = "inventory_attempt"
UNCOUNT_WITHIN_SECONDS = 60.0
"""Seconds until the request to uncount expires. Counting needs PostgreSQL too: while PostgreSQL is
away for everybody, there is little to take back.
"""


class Chunk(NamedTuple):
    """The events that one task carries."""

    operation: Operation
    events: Sequence[PendingEvent]
    attempt: int = 0
    """The attempt that the worker counts when it begins. 0 for a first send: the sender counts."""


@dataclass(frozen=True, slots=True)
class Dispatched:
    """The number of tasks that were sent, the events that were not sent because the broker was away
    or its queue long, and the number of tasks that waited for workers before.
    """

    tasks: int
    unsent: Sequence[PendingEvent] = ()
    waiting: int = 0


def dispatch(work: Mapping[Operation, Sequence[PendingEvent]], *, chunk_size: int) -> Dispatched:
    """Send one task for every `chunk_size` events of an operation, unless the queue is long. See
    `send`.
    """
    events = [event for each in work.values() for event in each]
    if not events:
        return Dispatched(tasks=0)
    try:
        waiting = stock_queue.waiting_tasks()
    except broker.ERRORS as error:
        logger.warning("the broker does not answer, %d events are left to redispatch: %s", len(events), error)
        return Dispatched(tasks=0, unsent=events)
    if stock_queue.is_long(waiting):
        logger.warning("%d tasks wait for workers, %d events are left to redispatch", waiting, len(events))
        return Dispatched(tasks=0, unsent=events, waiting=waiting)
    return replace(send(chunks(work, chunk_size)), waiting=waiting)


def chunks(work: Mapping[Operation, Sequence[PendingEvent]], size: int) -> list[Chunk]:
    """Divide the events of each operation into chunks of at most `size`."""
    return [
        Chunk(operation, events[start : start + size])
        for operation, events in work.items()
        for start in range(0, len(events), size)
    ]


def send(chunks: Sequence[Chunk]) -> Dispatched:
    """Send one task for each chunk. Its events must be committed.

    Never raises for a broker that is away or full: the first send that fails ends the call. That
    takes no time when the connection is refused, and three socket timeouts (15 s) when a broker
    hangs.
    """
    for sent, chunk in enumerate(chunks):
        try:
            _send(chunk)
        except broker.ERRORS as error:
            unsent = [event for left in chunks[sent:] for event in left.events]
            logger.warning("the broker does not take tasks, %d events are left to redispatch: %s", len(unsent), error)
            return Dispatched(tasks=sent, unsent=unsent)
    return Dispatched(tasks=len(chunks))


def _send(chunk: Chunk) -> None:
    broker.send_task(
        app,
        chunk.operation.value,
        args=[[event.id for event in chunk.events]],
        # Flower searches this text. By default it would be a list of ids, cut off after a few.
        argsrepr=shown([event.key for event in chunk.events]),
        # A header, since arguments are ids alone. A worker of another version ignores it.
        headers={ATTEMPT: chunk.attempt} if chunk.attempt else None,
    )


def ask_to_uncount(inbox_ids: Sequence[int]) -> None:
    """Ask the worker of the sweeps to uncount the send of these events, because this process can't
    reach PostgreSQL.

    Never raises for a broker that is away: then the send stays counted.
    """
    try:
        broker.send_task(app, UNCOUNT.name, args=[list(inbox_ids)], expires=UNCOUNT_WITHIN_SECONDS)
    except broker.ERRORS as error:
        logger.warning("the broker is away too, %d events that were not begun stay counted: %s", len(inbox_ids), error)


def shown(keys: Sequence[str]) -> str:
    """Return the order and product ids of a task as text for Flower: each id once and whole. Ids
    beyond `ARGUMENTS_SHOWN` characters are only counted.
    """
    text, left = "", dict.fromkeys(keys)
    for count, key in enumerate(left):
        longer = f"{text} {key}" if text else key
        if len(longer) > ARGUMENTS_SHOWN:
            return f"{text} and {len(left) - count} more"
        text = longer
    return text
