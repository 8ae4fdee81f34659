"""The positions of a bridge in its partitions, and the choice where PostgreSQL and Kafka remember
different ones (ADR 0022).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from inventory.inbox.decoded import Origin, PartitionKey
from inventory.partitions.kept_offsets import Advance, ReadPosition
from inventory.partitions.set_aside import SetAsideRange, Word
from inventory.partitions.skipped_types import OTHERS, Skips, storable

MAX_SKIPPED = 200
"""Types of a partition that are told apart between two transactions."""


class Start(NamedTuple):
    """The place from which a partition is read.

    `set_back` tells that Kafka has the partition read further than PostgreSQL has. Only a database
    that was set back explains that: Kafka is told after PostgreSQL has committed.
    """

    topic_id: str
    offset: int
    set_back: bool
    counted: int = 0
    """Skipped messages before this offset are counted already: PostgreSQL had the partition read so
    far.
    """
    words: frozenset[Word] = frozenset()
    """An operator's words to read ranges of it again, from here or later on (ADR 0042)."""


def unread_from(*, topic_id: str, committed: int | None, kept: ReadPosition | None) -> int | None:
    """Return the first offset of this topic that was not read into this database. None if nobody
    has begun with the topic.

    If Kafka has a position and this database has none, the group has read into another one, and
    nothing is here.
    """
    match kept:
        case None:
            return None if committed is None else 0
        case ReadPosition(topic_id=known, next_offset=offset) if known in {None, topic_id}:
            return offset
        case _:
            return 0


def start(*, topic_id: str, committed: int | None, kept: ReadPosition | None) -> Start:
    """Return the start of a partition that Kafka has as `committed` and PostgreSQL as `kept`.

    It is the smaller of the two. It is the earliest offset if one of them does not know the
    partition, or knows another topic of that name.
    """
    if kept is None or committed is None or kept.topic_id not in {None, topic_id}:
        return Start(topic_id, 0, set_back=False)
    set_back = kept.topic_id is not None and committed > kept.next_offset
    return Start(topic_id, min(committed, kept.next_offset), set_back=set_back)


@dataclass(slots=True)
class _Position:
    topic_id: str
    kept: int
    """Offset in PostgreSQL. Everything before it was dealt with."""
    reached: int
    """Everything before it is dealt with. Beyond `kept` there were only messages to skip."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Skipped messages between the two, by type."""
    counted: int = 0
    """Messages before this offset are counted already, if they are read again."""
    words: frozenset[Word] = frozenset()
    """As in `Start`."""


class Positions:
    """The partitions that are read, and how far. Nothing may be taken from another partition."""

    def __init__(self) -> None:
        self._positions: dict[PartitionKey, _Position] = {}

    def __iter__(self) -> Iterator[PartitionKey]:
        return iter(self._positions)

    def __contains__(self, place: PartitionKey) -> bool:
        return place in self._positions

    def topic_id(self, place: PartitionKey) -> str | None:
        """Return the id of the topic that is read, None if it isn't."""
        position = self._positions.get(place)
        return None if position is None else position.topic_id

    def words(self, places: Iterable[PartitionKey]) -> dict[PartitionKey, frozenset[Word]]:
        """Return the operator's words that are heard where these partitions are read, none where
        they are read no more.
        """
        return {place: self._positions[place].words if place in self._positions else frozenset() for place in places}

    def unheard(self, left: Iterable[SetAsideRange]) -> set[PartitionKey]:
        """Return the partitions with a range to be read again, by an operator's word that came
        after their start.
        """
        return {
            one.overrun.place
            for one in left
            if one.word is not None
            and one.overrun.place in self._positions
            and one.word not in self._positions[one.overrun.place].words
        }

    def kept(self, place: PartitionKey) -> int:
        """Return the offset up to which PostgreSQL has a partition that is read."""
        return self._positions[place].kept

    def begin(self, starts: Mapping[PartitionKey, Start]) -> None:
        for place, at in starts.items():
            self._positions[place] = _Position(at.topic_id, at.offset, at.offset, counted=at.counted, words=at.words)

    def forget(self, places: Iterable[PartitionKey]) -> None:
        for place in places:
            self._positions.pop(place, None)

    def reach(self, dealt_with: Iterable[Origin]) -> None:
        """Take note that these messages, and all before them, are dealt with."""
        for place, offset in _following(dealt_with).items():
            if position := self._positions.get(place):
                position.reached = max(position.reached, offset)

    def reach_to(self, place: PartitionKey, offset: int) -> None:
        """Take note that all before `offset` is dealt with: messages, and transaction markers that
        the client steps over.
        """
        if position := self._positions.get(place):
            position.reached = max(position.reached, offset)

    def keep(self, advances: Iterable[Advance]) -> None:
        """Take note that PostgreSQL has kept these offsets."""
        for advance in advances:
            if position := self._positions.get(advance.place):
                position.kept = max(position.kept, advance.next_offset)
                position.reached = max(position.reached, advance.next_offset)
                position.skipped.clear()

    def advances(self, dealt_with: Iterable[Origin]) -> list[Advance]:
        """Return the offsets that PostgreSQL is to keep when these messages are stored."""
        following = _following(dealt_with)
        return [self._advance(place, offset) for place, offset in following.items() if place in self._positions]

    def skip(self, passed_over: Iterable[tuple[Origin, str]]) -> None:
        """Take note of the types of messages that were passed over without a transaction."""
        for at, type_ in passed_over:
            position = self._positions.get((at.topic, at.partition))
            if position is not None and at.offset >= max(position.kept, position.counted):
                _add(position.skipped, type_)

    def skips(self, advances: Iterable[Advance], passed_over: Iterable[tuple[Origin, str]] = ()) -> list[Skips]:
        """Return the skips that PostgreSQL is to count together with these advances: noted ones,
        and `passed_over`.
        """
        counts = {each.place: self._positions[each.place].skipped.copy() for each in advances}
        for at, type_ in passed_over:
            place = (at.topic, at.partition)
            position = self._positions[place] if place in counts else None
            if position is not None and at.offset >= max(position.kept, position.counted):
                _add(counts[place], type_)
        return [Skips(*place, type_, count) for place, types in counts.items() for type_, count in types.items()]

    def unkept(self) -> list[Advance]:
        """Return the offsets that PostgreSQL has not kept yet, of partitions with only skipped
        messages.
        """
        return [self._advance(place, at.reached) for place, at in self._positions.items() if at.reached > at.kept]

    def all(self) -> list[Advance]:
        """Return the offsets of all partitions, as PostgreSQL had them."""
        return [self._advance(place, at.kept) for place, at in self._positions.items()]

    def other_topics(self, ids: Mapping[str, str]) -> set[PartitionKey]:
        """Return the partitions whose topic was made again: it has another of these ids now."""
        return {place for place, at in self._positions.items() if ids.get(place[0], at.topic_id) != at.topic_id}

    def _advance(self, place: PartitionKey, offset: int) -> Advance:
        position = self._positions[place]
        return Advance(*place, position.topic_id, position.kept, max(offset, position.reached))


def _add(counts: Counter[str], type_: str) -> None:
    name = storable(type_)
    counts[name if name in counts or len(counts) < MAX_SKIPPED else OTHERS] += 1


def _following(dealt_with: Iterable[Origin]) -> dict[PartitionKey, int]:
    following: dict[PartitionKey, int] = {}
    for at in dealt_with:
        place = (at.topic, at.partition)
        following[place] = max(following.get(place, 0), at.offset + 1)
    return following
