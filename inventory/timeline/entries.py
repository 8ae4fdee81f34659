"""The entries of a timeline: their kinds, and their order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, NamedTuple, TypeVar

from inventory.inbox.queries import StoredEvent


class EntryKind(StrEnum):
    """The kinds of entries. Of one moment, those of the first kinds come first: an event is heard
    before units move, and they move before that is announced.
    """

    EVENT = "event"
    MOVEMENT = "movement"
    OUTCOME = "outcome"
    REFUSED_CALL = "refused_call"

    @property
    def rank(self) -> int:
        return _RANKS[self]


KINDS = tuple(EntryKind)
_RANKS = {kind: rank for rank, kind in enumerate(KINDS)}


class Position(NamedTuple):
    """The place of an entry in its timeline: its time, the rank of its kind, and the id of its row.

    It does not change, so a page begins behind the last entry of the page before.
    """

    at: datetime
    rank: int
    id: int

    def id_after(self, kind: EntryKind) -> int | None:
        """Return the id that entries of this kind and this very time must exceed. None if they all
        come before.
        """
        if kind.rank == self.rank:
            return self.id
        return 0 if kind.rank > self.rank else None


class Effect(StrEnum):
    """The effect of an event on its order, as far as it is known now."""

    MOVED = "moved"
    """It moved units."""
    COUNTS = "counts"
    """It is the newest of its kind, so the order is as it says."""
    OLDER = "older"
    """A newer one of its kind counts in its place."""
    ENDED = "ended"
    """The order was cancelled for good, or was reserved after this failure."""
    WAITS = "waits"
    """It is not done yet."""
    UNUSABLE = "unusable"
    """It could not be used, or was given up."""
    REPLACED = "replaced"
    """It could not be used, and a corrected event has its place."""
    UNKNOWN = "unknown"
    """It is done, and its effect is not recorded."""


@dataclass(frozen=True, slots=True)
class HeardEvent:
    """An event about the order, its effect, and the reason in words."""

    event: StoredEvent
    effect: Effect
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome of the order. `decision` has its status and its reasons.

    `announced_at` and the place are None while it waits to be announced.
    """

    id: int
    event_id: str
    type: str
    sequence: int
    occurred_at: datetime
    announced_at: datetime | None
    partition: int | None
    record_offset: int | None
    decision: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredRefusal:
    """A refused call, or several that were the same."""

    id: int
    order_id: str | None
    skus: list[str]
    action: str
    code: str
    lines: list[dict[str, Any]]
    actor: str | None
    request_id: str | None
    calls: int
    first_at: datetime
    last_at: datetime


What_co = TypeVar("What_co", covariant=True)


@dataclass(frozen=True, slots=True)
class TimelineEntry(Generic[What_co]):
    """An entry, and its place."""

    position: Position
    what: What_co
