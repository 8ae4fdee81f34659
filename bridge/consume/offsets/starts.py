"""Asks Kafka and PostgreSQL for the place where each partition is read on, and for messages that
were deleted before they were read (ADR 0022, ADR 0032).
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence

from confluent_kafka import Consumer, KafkaException, TopicCollection, TopicPartition
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # public, but not marked as exported
    OffsetSpec,
)
from sqlalchemy.orm import Session

from bridge import metrics
from bridge.administration import Administration
from bridge.consume.offsets.positions import Start, start, unread_from
from bridge.consume.offsets.read_again import deleted_meanwhile, from_there, read_again
from bridge.kafka import admin_config, answer_seconds
from inventory.database import lineage
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import Database, now
from inventory.inbox.decoded import PartitionKey
from inventory.partitions import gaps, kept_offsets, set_aside
from inventory.partitions.gaps import Gap
from inventory.partitions.kept_offsets import Advance, ReadPosition
from inventory.settings import Settings

logger = logging.getLogger(__name__)


class Starts:
    """Finds the starts of partitions. Used in the thread that polls the consumer."""

    def __init__(self, settings: Settings, consumer: Consumer, database: Database) -> None:
        self._admin = Administration(admin_config(settings))
        self._answer_seconds = answer_seconds(settings)
        self._consumer = consumer
        self._database = database

    def find(
        self,
        places: Collection[PartitionKey],
        suspected: Mapping[PartitionKey, str],
        out_of_range: Collection[PartitionKey] = (),
    ) -> dict[PartitionKey, Start]:
        """Return the starts of these partitions, and have PostgreSQL keep the ones that it did not
        know.

        `suspected` are partitions, with their topic's id, of which PostgreSQL turned out to know
        less than it did. `out_of_range` are partitions with nothing in Kafka at the offset that was
        asked for. A partition is left out if Kafka tells too little of it. Raises `KafkaException`,
        and errors of the database.
        """
        ids = self.topic_ids({topic for topic, _ in places})
        committed = self._committed([place for place in places if place[0] in ids])
        first = self._firsts([place for place in places if place[0] in ids])
        ends = self.ends([place for place in first if place in out_of_range])
        known = sorted(place for place in first if place not in out_of_range or place in ends)
        if not known:
            return {}
        with self._database.transaction() as session:
            kept = kept_offsets.kept(session, known)
            again = read_again(set_aside.left(session))
            starts = {
                place: _within(
                    from_there(
                        start(topic_id=ids[place[0]], committed=committed.get(place), kept=kept.get(place)),
                        again.get(place, ()),
                    ),
                    first[place],
                    ends.get(place),
                )._replace(counted=_counted(kept.get(place), ids[place[0]]))
                for place in known
            }
            kept_offsets.begin(session, [Advance(*place, at.topic_id, 0, at.offset) for place, at in starts.items()])
            missed = [
                Gap(*place, ids[place[0]], unread, first[place])
                for place in known
                if (unread := unread_from(topic_id=ids[place[0]], committed=committed.get(place), kept=kept.get(place)))
                is not None
                and unread < first[place]
            ]
            found = _pass_over(session, missed)
            found += gaps.record(session, deleted_meanwhile(again, ids, first), now=now(session))
            set_back = {
                place
                for place, at in starts.items()
                if at.set_back or (place in suspected and _knows_less(kept.get(place), suspected[place]))
            }
            if set_back:
                lineage.rise(session, why=f"it has {len(set_back)} partitions read less far than they were")
        self._tell_gaps(found)
        self._tell(set_back, starts, committed, kept)
        self._correct(starts, committed, {*set_back, *((gap.topic, gap.partition) for gap in missed)})
        return starts

    def topic_ids(self, topics: Collection[str]) -> dict[str, str]:
        """Return Kafka's ids of these topics, as far as it tells them."""
        answers = self._admin.ask(
            sorted(topics),
            lambda open_, seconds: self._admin.client.describe_topics(TopicCollection(open_), request_timeout=seconds),
            topics=topics,
            seconds=self._answer_seconds,
        )
        ids: dict[str, str] = {}
        for topic, answer in answers.items():
            if isinstance(answer, KafkaException):
                logger.warning("Kafka does not tell about %s: %s", topic, answer)
            else:
                ids[topic] = str(answer.topic_id)
        return ids

    @retried_on_stale_plan
    def count(self, places: Collection[PartitionKey]) -> dict[PartitionKey, int]:
        """Have PostgreSQL note that reading begins here. Returns the number of times that it has
        begun here without getting any further, by partition.
        """
        with self._database.transaction() as session:
            return kept_offsets.count_begun(session, places)

    def is_more_than(self, place: PartitionKey, offset: int) -> bool:
        """Return True if Kafka has anything from this offset on. Raises `KafkaException`."""
        found = self._consumer.get_watermark_offsets(TopicPartition(*place), timeout=self._answer_seconds)
        return found is None or found[1] > offset

    def ends(self, places: Collection[PartitionKey]) -> dict[PartitionKey, int]:
        """Return the present ends of these partitions, as far as Kafka tells them. Raises
        `KafkaException`.
        """
        return self._offsets(places, OffsetSpec.latest())  # type: ignore[no-untyped-call]

    def _firsts(self, places: Collection[PartitionKey]) -> dict[PartitionKey, int]:
        return self._offsets(places, OffsetSpec.earliest())  # type: ignore[no-untyped-call]

    def _committed(self, places: Collection[PartitionKey]) -> dict[PartitionKey, int]:
        if not places:
            return {}
        asked = [TopicPartition(*place) for place in places]
        found = self._consumer.committed(asked, timeout=self._answer_seconds)
        return {(each.topic, each.partition): each.offset for each in found if each.error is None and each.offset >= 0}

    def _offsets(self, places: Collection[PartitionKey], which: OffsetSpec) -> dict[PartitionKey, int]:
        """Return these partitions' earliest or latest offsets, as far as Kafka tells them."""
        answers = self._admin.ask(
            [TopicPartition(*place) for place in places],
            lambda open_, seconds: self._admin.client.list_offsets(
                dict.fromkeys(open_, which), request_timeout=seconds
            ),
            topics={topic for topic, _ in places},
            seconds=self._answer_seconds,
        )
        offsets: dict[PartitionKey, int] = {}
        for each, answer in answers.items():
            if isinstance(answer, KafkaException):
                logger.warning("Kafka does not tell where %s/%d begins or ends: %s", each.topic, each.partition, answer)
            else:
                offsets[each.topic, each.partition] = answer.offset
        return offsets

    def _tell_gaps(self, found: Sequence[Gap]) -> None:
        for gap in found:
            metrics.LOST_OFFSETS.inc(gap.offsets)
            logger.error(
                "Kafka deleted events of %s/%d before they were read: offsets %d to %d, at most %d events. Publish them again; "
                "`inventory events gaps` lists this",
                gap.topic,
                gap.partition,
                gap.first_offset,
                gap.next_offset - 1,
                gap.offsets,
            )

    def _tell(
        self,
        set_back: Collection[PartitionKey],
        starts: Mapping[PartitionKey, Start],
        committed: Mapping[PartitionKey, int],
        kept: Mapping[PartitionKey, ReadPosition],
    ) -> None:
        for place in sorted(set_back):
            metrics.SET_BACK.inc()
            logger.error(
                "PostgreSQL was set back: it has %s/%d read up to offset %s, Kafka up to %s. It is read again from %d on",
                *place,
                kept[place].next_offset if place in kept else "none",
                committed.get(place, "none"),
                starts[place].offset,
            )

    def _correct(
        self,
        starts: Mapping[PartitionKey, Start],
        committed: Mapping[PartitionKey, int],
        places: Collection[PartitionKey],
    ) -> None:
        """Correct Kafka's offsets too, so that the next reader does not notice the same again."""
        other = [
            TopicPartition(*place, starts[place].offset)
            for place in sorted(places)
            if starts[place].offset != committed.get(place, starts[place].offset)
        ]
        if other:
            self._consumer.commit(offsets=other, asynchronous=True)


def _within(at: Start, first: int, end: int | None) -> Start:
    """Return the start, moved to an offset that Kafka has. Behind the end, Kafka has lost messages
    that were read: all that it has is read again.
    """
    if end is not None and at.offset > end:
        logger.error(
            "Kafka lost events that were read: a partition of the topic with id %s was to be read on at offset %d, and ends at "
            "%d. It is read again from offset %d",
            *(at.topic_id, at.offset, end, first),
        )
        return at._replace(offset=first)
    return at._replace(offset=max(at.offset, first))


def _pass_over(session: Session, missed: Sequence[Gap]) -> list[Gap]:
    """Keep that these offsets were missed, and that reading goes on behind them. Returns the gaps
    that nobody knew of.
    """
    if not missed:
        return []
    kept_offsets.keep(
        session,
        [Advance(gap.topic, gap.partition, gap.topic_id, gap.first_offset, gap.next_offset) for gap in missed],
    )
    return gaps.record(session, missed, now=now(session))


def _counted(kept: ReadPosition | None, topic_id: str) -> int:
    """Return the offset up to which skipped messages were counted. They may be read again, because
    Kafka hears of them later.
    """
    return kept.next_offset if kept is not None and kept.topic_id == topic_id else 0


def _knows_less(kept: ReadPosition | None, topic_id: str) -> bool:
    """Return True if PostgreSQL was set back, and False if it was told of another topic of the
    name.
    """
    return kept is None or kept.topic_id == topic_id
