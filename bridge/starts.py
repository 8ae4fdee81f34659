"""Asking Kafka and PostgreSQL where partitions are to be read on (ADR 0022)."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping

from confluent_kafka import Consumer, KafkaException, TopicCollection, TopicPartition
from confluent_kafka.admin import AdminClient

from bridge import metrics
from bridge.kafka import admin_config
from bridge.positions import Start, start
from inventory import kept_offsets, lineage
from inventory.database import Database
from inventory.kept_offsets import Advance, Kept
from inventory.pauses import Place
from inventory.settings import Settings

logger = logging.getLogger(__name__)

ANSWER_SECONDS = 5.0
"""How long Kafka may take to answer."""


class Starts:
    """Finds where partitions are read on; used in the thread that polls the consumer."""

    def __init__(self, settings: Settings, consumer: Consumer, database: Database) -> None:
        self._admin = AdminClient(admin_config(settings))
        self._consumer = consumer
        self._database = database

    def find(self, places: Collection[Place], suspected: Mapping[Place, str]) -> dict[Place, Start]:
        """Return where these partitions are read on, and have PostgreSQL keep it where it did not know.

        `suspected` are those, with their topic's id, of which PostgreSQL turned out to know less than it did. A partition whose
        topic Kafka does not know is left out. Raises `KafkaException`, and what the database raises.
        """
        ids = self.topic_ids({topic for topic, _ in places})
        known = sorted(place for place in places if place[0] in ids)
        if not known:
            return {}
        committed = self._committed(known)
        with self._database.transaction() as session:
            kept = kept_offsets.kept(session, known)
            starts = {
                place: start(topic_id=ids[place[0]], committed=committed.get(place), kept=kept.get(place))._replace(
                    counted=_counted(kept.get(place), ids[place[0]])
                )
                for place in known
            }
            kept_offsets.begin(session, [Advance(*place, at.topic_id, 0, at.offset) for place, at in starts.items()])
            set_back = {
                place
                for place, at in starts.items()
                if at.set_back or (place in suspected and _knows_less(kept.get(place), suspected[place]))
            }
            if set_back:
                lineage.rise(session, why=f"it has {len(set_back)} partitions read less far than they were")
        self._tell(set_back, starts, committed, kept)
        return starts

    def topic_ids(self, topics: Collection[str]) -> dict[str, str]:
        """Return Kafka's ids of these topics, without those that it does not tell."""
        asked = self._admin.describe_topics(TopicCollection(sorted(topics)), request_timeout=ANSWER_SECONDS)
        ids: dict[str, str] = {}
        for topic, future in asked.items():
            try:
                ids[topic] = str(future.result().topic_id)
            except KafkaException as error:
                logger.warning("Kafka does not tell about %s: %s", topic, error)
        return ids

    def count(self, places: Collection[Place]) -> dict[Place, int]:
        """Have PostgreSQL note that reading begins here, and return how often it has without getting any further."""
        with self._database.transaction() as session:
            return kept_offsets.count_begun(session, places)

    def is_more_than(self, place: Place, offset: int) -> bool:
        """Whether Kafka has anything from this offset on. Raises `KafkaException`."""
        found = self._consumer.get_watermark_offsets(TopicPartition(*place), timeout=ANSWER_SECONDS)
        return found is None or found[1] > offset

    def _committed(self, places: Collection[Place]) -> dict[Place, int]:
        asked = [TopicPartition(*place) for place in places]
        found = self._consumer.committed(asked, timeout=ANSWER_SECONDS)
        return {(each.topic, each.partition): each.offset for each in found if each.error is None and each.offset >= 0}

    def _tell(
        self,
        set_back: Collection[Place],
        starts: Mapping[Place, Start],
        committed: Mapping[Place, int],
        kept: Mapping[Place, Kept],
    ) -> None:
        """Tell the operator, and Kafka, so that what was noticed once is not noticed again by whoever reads next."""
        for place in sorted(set_back):
            metrics.SET_BACK.inc()
            logger.error(
                "PostgreSQL was set back: it has %s/%d read up to offset %s, Kafka up to %s. It is read again from %d on",
                *place,
                kept[place].next_offset if place in kept else "none",
                committed.get(place, "none"),
                starts[place].offset,
            )
        lower = [
            TopicPartition(*place, starts[place].offset)
            for place in set_back
            if starts[place].offset < committed.get(place, 0)
        ]
        if lower:
            self._consumer.commit(offsets=lower, asynchronous=True)


def _counted(kept: Kept | None, topic_id: str) -> int:
    """Return up to where messages that are passed over were counted: they may be read again, Kafka hears of them later."""
    return kept.next_offset if kept is not None and kept.topic_id == topic_id else 0


def _knows_less(kept: Kept | None, topic_id: str) -> bool:
    """Whether PostgreSQL was set back, rather than told of another topic of the name."""
    return kept is None or kept.topic_id == topic_id
