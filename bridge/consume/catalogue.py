"""The moment up to which the catalogue is read. Orders of unknown SKUs wait for it (ADR 0032)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bridge.consume.offsets.positions import Positions
from inventory.inbox.decoded import PartitionKey
from inventory.partitions.kept_offsets import End


class Catalogue:
    """The partitions of the catalogue that this bridge reads.

    A busy topic is never read to its end. So the end at some moment is kept until it is reached.
    Then all that Kafka had at that moment is stored.
    """

    def __init__(self, topic: str, positions: Positions) -> None:
        self.topic = topic
        self._positions = positions
        self._ends: dict[PartitionKey, End] = {}

    def places(self) -> list[PartitionKey]:
        """Return the partitions of the catalogue that are read."""
        return [place for place in self._positions if place[0] == self.topic]

    def reached(self) -> dict[PartitionKey, End]:
        """Take the ends that are reached. Ends of a topic that is read no more are forgotten."""
        aimed = {place: end for place, end in self._ends.items() if self._positions.topic_id(place) == end.topic_id}
        found = {place: end for place, end in aimed.items() if self._positions.kept(place) >= end.offset}
        self._ends = {place: end for place, end in aimed.items() if place not in found}
        return found

    def aim(self, ends: Mapping[PartitionKey, int], moment: datetime) -> None:
        """Keep these ends as aims, except for partitions that have one already. Kafka told them
        after `moment`.
        """
        for place, offset in ends.items():
            topic_id = self._positions.topic_id(place)
            if topic_id is not None:
                self._ends.setdefault(place, End(topic_id, offset, moment))
