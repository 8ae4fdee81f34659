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
    """Tells Prometheus; used in the thread that polls.

    Kafka is asked: what the client itself knows of an end is as old as its last fetch, and of a partition that waits it
    fetches nothing.
    """

    def __init__(self, positions: Positions, starts: Starts) -> None:
        self._positions = positions
        self._starts = starts
        self._told: set[PartitionKey] = set()
        self._waits_until = 0.0

    def ends(self) -> dict[PartitionKey, int]:
        """Return where the partitions that are read end, and tell how much of each PostgreSQL does not have.

        Raises `KafkaException`.
        """
        self._waits_until = time.monotonic() + SECONDS
        ends = self._starts.ends(set(self._positions))
        self.forget(self._told - ends.keys())
        for place, end in ends.items():
            topic, partition = place
            metrics.LAG.labels(topic, str(partition)).set(max(end - self._positions.kept(place), 0))
        self._told = set(ends)
        return ends

    def forget(self, places: Collection[PartitionKey]) -> None:
        """Tell of these no more: whoever reads them next does."""
        for topic, partition in self._told.intersection(places):
            metrics.LAG.remove(topic, str(partition))
        self._told.difference_update(places)

    def tell(self) -> None:
        """Tell it now and then while nothing else is looked at, because PostgreSQL is away."""
        if time.monotonic() < self._waits_until:
            return
        try:
            self.ends()
        except KafkaException as error:
            logger.warning("it is not known how far behind the partitions are: %s", error)
