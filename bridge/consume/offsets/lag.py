"""The lag of this bridge's partitions behind Kafka."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection

from confluent_kafka import KafkaException

from bridge import metrics
from bridge.consume.offsets.positions import Positions
from bridge.consume.offsets.starts import Starts
from inventory.inbox.decoded import PartitionKey

logger = logging.getLogger(__name__)

SECONDS = 5.0


class Lag:
    """Reports the lag to Prometheus. Used in the thread that polls.

    Kafka is asked for the ends, because the client knows an end only from its last fetch, and
    fetches nothing of a partition that waits.
    """

    def __init__(self, positions: Positions, starts: Starts) -> None:
        self._positions = positions
        self._starts = starts
        self._told: set[PartitionKey] = set()
        self._waits_until = 0.0

    def ends(self) -> dict[PartitionKey, int]:
        """Return the ends of the partitions that are read, and report how much of each PostgreSQL
        does not have.

        Raises `KafkaException`.
        """
        self._waits_until = time.monotonic() + SECONDS
        ends = self._starts.ends(set(self._positions))
        self.forget(self._told - ends.keys())
        for place, end in ends.items():
            topic, partition = place
            metrics.LAG.labels(topic, str(partition)).set(max(end - self._positions.kept(place), 0))
            metrics.END_OFFSET.labels(topic, str(partition)).set(end)
        self._told = set(ends)
        return ends

    def forget(self, places: Collection[PartitionKey]) -> None:
        """Report these partitions no more. Their next reader does."""
        for topic, partition in self._told.intersection(places):
            for told in (metrics.LAG, metrics.END_OFFSET):
                told.remove(topic, str(partition))
        self._told.difference_update(places)

    def tell(self) -> None:
        """Report the lag now and then while PostgreSQL is away and nothing else is looked at."""
        if time.monotonic() < self._waits_until:
            return
        try:
            self.ends()
        except KafkaException as error:
            logger.warning("the lag of the partitions is not known: %s", error)
