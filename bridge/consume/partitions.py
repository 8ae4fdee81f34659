"""Pauses and resumes assigned partitions. There are three reasons to stop, and none undoes another.
All stop while PostgreSQL is away. One stops at a pause that an earlier version has stored, until an
operator gives the word (ADR 0012). One stops while the place to read on is not known (ADR 0022).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

from bridge import metrics
from bridge.consume.log_fields import of_place
from bridge.consume.offsets.positions import Positions, Start
from bridge.kafka import KafkaFailed
from inventory.inbox.decoded import Origin, PartitionKey
from inventory.partitions.pauses import Pause

logger = logging.getLogger(__name__)


class Partitions:
    """The partitions of one consumer. Used in the thread that polls it."""

    def __init__(self, consumer: Consumer, positions: Positions) -> None:
        self._consumer = consumer
        self._positions = positions
        self._paused: dict[PartitionKey, Origin] = {}
        self._unsettled: dict[PartitionKey, str | None] = {}
        self._left: dict[PartitionKey, int] = {}
        """Offsets of the client when it was sent elsewhere. It reports them until it reads a
        message at the new place.
        """
        self.out_of_range: set[PartitionKey] = set()
        """Partitions of which Kafka has nothing at the offset to read on."""

    @property
    def paused(self) -> set[PartitionKey]:
        """Return the partitions that wait for an operator's word."""
        return set(self._paused)

    @property
    def unsettled(self) -> set[PartitionKey]:
        """Return the partitions with no known place to read on."""
        return set(self._unsettled)

    @property
    def suspected(self) -> dict[PartitionKey, str]:
        """Return those of the unsettled partitions that were read until PostgreSQL turned out to
        know less, with the id that their topic had.
        """
        return {place: topic_id for place, topic_id in self._unsettled.items() if topic_id is not None}

    def takes(self, message: Origin) -> bool:
        """Return True if this message may be taken: its partition is read from a known place on,
        and not paused.
        """
        place = (message.topic, message.partition)
        return place in self._positions and place not in self._paused

    def assign(self, partitions: Iterable[TopicPartition], starts: Mapping[PartitionKey, Start]) -> None:
        """Read these partitions from their starts on. One without a start waits for `settle`."""
        # A seek that comes too early is overtaken by the place of the assignment. So that is the
        # true start, or the first offset, from which too much is read and nothing is missed.
        found = [TopicPartition(each.topic, each.partition, _offset(each, starts)) for each in partitions]
        self._consumer.incremental_assign(found)
        self._positions.begin({place: at for place, at in starts.items() if place in set(map(_place, found))})
        # The client keeps a partition paused that was paused when it was last given up, for an
        # operator or for PostgreSQL.
        self._consumer.resume(found)
        waiting = [each for each in found if _place(each) not in starts]
        self._unsettled |= dict.fromkeys(map(_place, waiting))
        self._hold(waiting)
        self._leave(found)

    def unsettle(self, places: Iterable[PartitionKey], *, suspect: bool) -> None:
        """Take nothing more from these partitions until `settle`. With `suspect`, PostgreSQL has
        turned out to know less of them than it did. Their pauses are forgotten: where they are read
        on, a pause is found again if it still stands.
        """
        mine = {_place(each) for each in self._consumer.assignment()}
        found = [place for place in places if place in mine]
        for place in found:
            self._unsettled[place] = self._positions.topic_id(place) if suspect else None
            self._paused.pop(place, None)
        self._positions.forget(places)
        self._hold([TopicPartition(*place) for place in found])

    def settle(self, starts: Mapping[PartitionKey, Start]) -> set[PartitionKey]:
        """Read on from these starts. Returns the partitions that the client could not seek yet.
        They stay unsettled.
        """
        failed = set()
        for place, at in starts.items():
            try:
                self._go_to(TopicPartition(*place, at.offset))
                if self._unsettled.get(place) is not None:
                    # The client has stored the offset that it had read before. It must not be
                    # committed after all.
                    self._consumer.store_offsets(offsets=[TopicPartition(*place, at.offset)])
            except KafkaException as error:
                logger.warning("%s/%d can't be read from offset %d yet: %s", *place, at.offset, error)
                failed.add(place)
                continue
            self._unsettled.pop(place, None)
            self.out_of_range.discard(place)
            self._positions.begin({place: at})
            if place not in self._paused:
                self._consumer.resume([TopicPartition(*place)])
        self._leave([TopicPartition(*place) for place in starts])
        self._count()
        return failed

    def follow(self) -> None:
        """Take note how far the client has read. It also reads past markers of transactions, and no
        message tells of those.

        Call it with nothing in hand. Otherwise messages count as dealt with that are not.
        """
        read = [TopicPartition(*place) for place in self._positions if place not in self._paused]
        for each in self._consumer.position(read) if read else ():
            if each.error is None and each.offset >= 0 and each.offset != self._left.get(_place(each)):
                self._positions.reach_to(_place(each), each.offset)

    def is_mine(self, partition: TopicPartition) -> bool:
        return any(_place(each) == _place(partition) for each in self._consumer.assignment())

    def wait(self) -> None:
        """Let nothing more arrive, for a while."""
        self._consumer.pause(self._unpaused())

    def read_on(self) -> None:
        """End the wait. Partitions that need an operator's word stay as they are."""
        self._consumer.resume(self._unpaused())

    def pause(self, at: Origin, pause: Pause) -> None:
        """Read this partition no further than before `at` until `resume`. Does nothing if it went
        to another bridge meanwhile.
        """
        partition = TopicPartition(at.topic, at.partition)
        if not self.is_mine(partition):
            return
        self._paused[at.topic, at.partition] = at
        self._consumer.pause([partition])
        metrics.PAUSED_PARTITIONS.set(len(self._paused))
        excess = pause.excess
        logger.error(
            "PAUSED %s/%d at offset %d: %d of its last %d events can't be used, for %s. It is read on when the producer (or "
            "our configuration) is mended and somebody says: inventory events resume %s %d",
            *(at.topic, at.partition, at.offset, excess.dead, excess.among, excess.reasons, at.topic, at.partition),
            extra=of_place(at),
        )

    def resume(self, place: PartitionKey) -> None:
        """Read on from the place of the pause. Raises `KafkaFailed` if the client can't go back
        there.
        """
        at = self._paused.pop(place)
        metrics.PAUSED_PARTITIONS.set(len(self._paused))
        if place in self._unsettled:
            return  # `settle` finds out where it goes on
        try:
            self._consumer.seek(TopicPartition(at.topic, at.partition, at.offset))
        except KafkaException as error:
            raise KafkaFailed(f"can't go back to offset {at.offset} of {at.topic}/{at.partition}: {error}") from error
        self._leave([TopicPartition(*place)])
        self._consumer.resume([TopicPartition(*place)])
        logger.warning("%s/%d goes on from offset %d: an operator gave the word", *at, extra=of_place(at))

    def forget(self, partitions: Iterable[TopicPartition]) -> None:
        """Forget partitions that are another bridge's now. If they come back, this bridge's word
        does not pause them.
        """
        places = list(map(_place, partitions))
        for place in places:
            self._paused.pop(place, None)
            self._unsettled.pop(place, None)
            self.out_of_range.discard(place)
        self._positions.forget(places)
        self._count()

    def _go_to(self, at: TopicPartition) -> None:
        try:
            self._consumer.seek(at)
        except KafkaException as error:
            if error.args[0].code() != KafkaError._STATE:  # noqa: SLF001 - public, in spite of its name
                raise
            # Kafka had nothing at the offset, so the client reads the partition no more until it is
            # assigned anew.
            self._consumer.incremental_unassign([at])
            self._consumer.incremental_assign([at])
            if _place(at) in self._paused:
                self._consumer.pause([at])

    def _leave(self, partitions: list[TopicPartition]) -> None:
        for each in self._consumer.position(partitions):
            self._left[_place(each)] = each.offset

    def _hold(self, partitions: list[TopicPartition]) -> None:
        if partitions:
            self._consumer.pause(partitions)
        self._count()

    def _count(self) -> None:
        metrics.PAUSED_PARTITIONS.set(len(self._paused))
        metrics.UNSETTLED_PARTITIONS.set(len(self._unsettled))

    def _unpaused(self) -> list[TopicPartition]:
        stopped = self._paused.keys() | self._unsettled.keys()
        return [each for each in self._consumer.assignment() if _place(each) not in stopped]


def _offset(partition: TopicPartition, starts: Mapping[PartitionKey, Start]) -> int:
    at = starts.get(_place(partition))
    return 0 if at is None else at.offset


def _place(partition: TopicPartition) -> PartitionKey:
    return partition.topic, partition.partition
