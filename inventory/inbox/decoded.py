"""Decoded events: messages of a known type, usable or dead, as the bridge hands them over."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, NamedTuple, Self

from inventory.boundary.streams import Stream
from inventory.inbox.events import Operation
from inventory.inbox.namesakes import own_name, stream_of
from inventory.inbox.sent import NOTHING_SENT, MessageExtras

Identity = tuple[str, str]
"""Source and id of an event."""
PartitionKey = tuple[str, int]
"""A topic and the number of one of its partitions."""


class Origin(NamedTuple):
    """The place of a message in Kafka."""

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decoded:
    """The part that usable and dead events have in common."""

    source: str
    event_id: str
    digest: bytes
    occurred_at: datetime
    origin: Origin
    type: str | None = None
    key: str | None = None
    payload: dict[str, Any] | None = None
    traceparent: str | None = None
    received_at: datetime | None = None
    """The moment of its receipt (`receipts.receive`), or None for the transaction's time."""
    raw: bytes | None = None
    """The bytes of the message, if the event is dead or may yet become dead
    (`bridge.decode.new_keys`).
    """
    sent: MessageExtras = NOTHING_SENT
    """Key, headers and time of the message, under the same condition."""

    @property
    def identity(self) -> Identity:
        return self.source, self.event_id

    @property
    def stream(self) -> Stream | None:
        return stream_of(self.type)

    def under_own_name(self) -> Self:
        """Return the event under its stream's own name, if another stream has the plain one."""
        return replace(self, event_id=own_name(self.event_id, self.stream))


@dataclass(frozen=True, slots=True, kw_only=True)
class Usable(_Decoded):
    """An event that a worker can apply."""

    type: str
    key: str
    payload: dict[str, Any]
    operation: Operation

    @property
    def blamed(self) -> str:
        """Return the source that the event counts against if it yet becomes a dead letter."""
        return self.source

    def as_dead(self, reason: str, detail: str) -> Dead:
        """Return the dead letter that the event becomes if it is refused after all."""
        common = {each.name: getattr(self, each.name) for each in fields(_Decoded)}
        return Dead(**common, reason=reason, detail=detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead(_Decoded):
    """An event that cannot be used, with the reason and all that is known of it."""

    reason: str
    detail: str = ""
    claimed_source: str | None = None
    """The source that the message states. None if it states none that could be read."""

    @property
    def blamed(self) -> str:
        """Return the source that it counts against: the stated one, or else the topic."""
        return self.claimed_source or self.source


DecodedEvent = Usable | Dead
