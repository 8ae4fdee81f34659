"""Which of the assigned partitions are read on. There are two reasons to stop, and neither undoes the other: PostgreSQL is away,
for all of them, and too much is dead, for one of them until an operator gives the word (ADR 0012).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from confluent_kafka import Consumer, KafkaException, TopicPartition

from bridge import metrics
from bridge.kafka import KafkaFailed
from inventory.inbox import Origin
from inventory.pauses import Pause, Place

logger = logging.getLogger(__name__)


class Partitions:
    """The partitions of one consumer; used in the thread that polls it."""

    def __init__(self, consumer: Consumer) -> None:
        self._consumer = consumer
        self._paused: dict[Place, Origin] = {}

    @property
    def paused(self) -> set[Place]:
        """Those that wait for an operator's word."""
        return set(self._paused)

    def is_paused(self, message: Origin) -> bool:
        return (message.topic, message.partition) in self._paused

    def is_mine(self, partition: TopicPartition) -> bool:
        return any(_place(each) == _place(partition) for each in self._consumer.assignment())

    def wait(self) -> None:
        """Let nothing more arrive, for a while."""
        self._consumer.pause(self._unpaused())

    def read_on(self) -> None:
        """The wait is over; those that need an operator's word stay as they are."""
        self._consumer.resume(self._unpaused())

    def pause(self, at: Origin, pause: Pause) -> None:
        """Read this partition no further than before `at` until `resume`. Does nothing if it went to another bridge meanwhile."""
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
            at.topic,
            at.partition,
            at.offset,
            excess.dead,
            excess.among,
            excess.reasons,
            at.topic,
            at.partition,
        )

    def resume(self, place: Place) -> None:
        """Read on from where it was paused. Raises `KafkaFailed` if the client can't go back to there."""
        at = self._paused.pop(place)
        metrics.PAUSED_PARTITIONS.set(len(self._paused))
        try:
            self._consumer.seek(TopicPartition(at.topic, at.partition, at.offset))
        except KafkaException as error:
            raise KafkaFailed(f"can't go back to offset {at.offset} of {at.topic}/{at.partition}: {error}") from error
        self._consumer.resume([TopicPartition(*place)])
        logger.warning("%s/%d goes on from offset %d: an operator gave the word", at.topic, at.partition, at.offset)

    def forget(self, partitions: Iterable[TopicPartition]) -> None:
        """They are another bridge's now; if they come back they are not paused by this one's word."""
        paused = [each for each in partitions if self._paused.pop(_place(each), None) is not None]
        if paused:
            self._consumer.resume(paused)
            metrics.PAUSED_PARTITIONS.set(len(self._paused))

    def _unpaused(self) -> list[TopicPartition]:
        return [each for each in self._consumer.assignment() if _place(each) not in self._paused]


def _place(partition: TopicPartition) -> Place:
    return partition.topic, partition.partition
