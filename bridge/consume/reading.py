"""The positions of the assigned partitions: learned from Kafka and PostgreSQL, and told to them
(ADR 0022).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterable, Mapping, Sequence

from confluent_kafka import Consumer, KafkaException, TopicPartition
from sqlalchemy.exc import SQLAlchemyError

from bridge.consume.catalogue import Catalogue
from bridge.consume.offsets.lag import Lag
from bridge.consume.offsets.positions import Positions, Start
from bridge.consume.offsets.starts import Starts
from bridge.consume.partitions import Partitions
from bridge.consume.skipping import tell
from bridge.consume.suspects import MAX_BEGUN, Suspects
from bridge.process import one_line
from inventory.database.transactions import Database, now
from inventory.inbox.decoded import Origin, PartitionKey
from inventory.partitions import kept_offsets, pauses, set_aside, skipped_types
from inventory.partitions.kept_offsets import Advance
from inventory.partitions.pauses import Pause
from inventory.partitions.set_aside import SetAsideRange
from inventory.partitions.skipped_types import Sight

logger = logging.getLogger(__name__)

KEEP_SECONDS = 2.0
"""Time between two calls of `Reading.keep`, which look for an operator's word as well."""
TOPICS_SECONDS = 10.0
"""Time between looks for topics made again: the client would go on there at its old offset."""
ENDS_SECONDS = 5.0
"""Time between looks at the ends of partitions. Orders that wait for the catalogue need them."""
SETTLE_SECONDS = 1.0
"""Time between two tries to find the place to read on, while PostgreSQL or Kafka tells none."""


class Reading:
    """The partitions of one consumer, and how far it reads them. Used in the thread that polls."""

    def __init__(
        self,
        consumer: Consumer,
        database: Database,
        positions: Positions,
        starts: Starts,
        topics: Sequence[str],
        *,
        catalogue: str,
    ) -> None:
        self.partitions = Partitions(consumer, positions)
        self._consumer = consumer
        self._database = database
        self.suspects = Suspects()
        self._positions = positions
        self._starts = starts
        self._topics = topics
        self._catalogue = Catalogue(catalogue, positions)
        self.lag = Lag(positions, starts)
        self._keep_from = self._topics_from = self._ends_from = self._settle_from = 0.0

    def assigned(self, partitions: Sequence[TopicPartition], *, in_hand: bool) -> None:
        """Read these partitions as well. They wait for `settle` while PostgreSQL or Kafka is away,
        or while messages are `in_hand`: some may be of these partitions, from before they went to
        another bridge and came back.
        """
        starts: dict[PartitionKey, Start] = {}
        if not in_hand:
            try:
                found = self._starts.find([(each.topic, each.partition) for each in partitions], {})
                starts = self._unsuspected(found)
            except (SQLAlchemyError, KafkaException) as error:
                logger.warning("it is not known yet where to read on: %s", _one_line(error))
        self.partitions.assign(partitions, starts)
        self._settle_from = 0.0

    def look(self, unreadable: Collection[PartitionKey] = ()) -> None:
        """Find unknown places to read on, and look now and then if PostgreSQL and Kafka still have
        all that was read. Call it between two polls, with nothing in hand. In `unreadable`
        partitions the client can't read the next batch.
        """
        moment = time.monotonic()
        if unreadable:
            self.suspects.add(unreadable)
            self.partitions.unsettle(unreadable, suspect=False)
            self._settle_from = 0.0
        if self.partitions.out_of_range:
            self._leave_gaps()
        if self.partitions.unsettled and moment >= self._settle_from:
            self._settle_from = moment + SETTLE_SECONDS
            self._settle()
        if moment >= self._topics_from:
            self._topics_from = moment + TOPICS_SECONDS
            self._look_at_topics()
        if moment >= self._keep_from:
            self._keep_from = moment + KEEP_SECONDS
            self.partitions.follow()
            self.keep(hear=True)
        if moment >= self._ends_from:
            self._ends_from = moment + ENDS_SECONDS
            self._look_at_ends()

    def look_soon(self) -> None:
        """Look at PostgreSQL soon: it is away, and may come back as another server or set back."""
        self._keep_from = 0.0
        self.lag.tell()

    def set_back(self, places: Collection[PartitionKey]) -> None:
        """Read these partitions no further until the place to read on is known."""
        self.partitions.unsettle(places, suspect=True)
        self.partitions.read_on()
        self._settle_from = 0.0

    def out_of_range(self, places: Collection[PartitionKey]) -> None:
        """Note places where Kafka has nothing. `look` finds out why, with nothing in hand."""
        self.partitions.out_of_range.update(place for place in places if place in self._positions)

    def keep(self, *, hear: bool = False) -> bool:
        """Store the offsets of partitions with only skipped messages, and check all the others. If
        told to, `hear` an operator's word, in the same transaction.

        Returns False while PostgreSQL does not answer.
        """
        unkept = self._positions.unkept()
        seen: list[Sight] = []
        known: dict[PartitionKey, Pause] = {}
        left: list[SetAsideRange] = []
        try:
            with self._database.transaction() as session:
                differing = kept_offsets.check(session, self._positions.all())
                unkept = [each for each in unkept if each.place not in differing]
                if skips := self._positions.skips(unkept):
                    seen = skipped_types.count(session, skips, now=now(session))
                differing |= kept_offsets.keep(session, unkept)
                if hear:
                    known = pauses.pauses(session) if self.partitions.paused else {}
                    left = set_aside.left(session)
        except SQLAlchemyError as error:
            self.look_soon()
            logger.warning("the positions of the partitions can't be looked up in PostgreSQL: %s", one_line(error))
            return False
        tell(seen)
        self.kept([each for each in unkept if each.place not in differing])
        if differing:
            self.set_back(differing)
        if hear:
            self._hear_operator(known, left)
        return True

    def dealt_with(self, messages: Iterable[Origin], kept: Sequence[Advance]) -> None:
        """Note that these messages are stored or skipped, and the offsets that PostgreSQL kept."""
        self._positions.reach(messages)
        self.kept(kept)

    def kept(self, kept: Sequence[Advance]) -> None:
        """Tell Kafka, too, how far PostgreSQL has these partitions read, and never more."""
        self._positions.keep(kept)
        offsets = [TopicPartition(*each.place, each.next_offset) for each in kept]
        offsets = [each for each in offsets if self.partitions.is_mine(each)]
        if not offsets:
            return
        try:
            self._consumer.store_offsets(offsets=offsets)
        except KafkaException as error:
            # The next reader of these partitions gets the messages again, and the inbox knows them.
            logger.warning("offsets not stored, messages will be read again: %s", error)

    def _leave_gaps(self) -> None:
        """Keep all that was read of partitions out of range, so that their gaps are exact."""
        found = {place for place in self.partitions.out_of_range if place in self._positions}
        if not found:
            return
        self.partitions.follow()
        if self.keep():
            self.partitions.unsettle({place for place in found if place in self._positions}, suspect=False)
            self._settle_from = 0.0

    def _settle(self) -> None:
        try:
            found = self._starts.find(
                self.partitions.unsettled, self.partitions.suspected, self.partitions.out_of_range
            )
            starts = self._unsuspected(found)
        except (SQLAlchemyError, KafkaException) as error:
            logger.warning("it is not known yet where to read on: %s", _one_line(error))
        else:
            self.partitions.settle(starts)

    def _unsuspected(self, starts: Mapping[PartitionKey, Start]) -> dict[PartitionKey, Start]:
        """Return the starts to read from, once PostgreSQL counted them. Suspects are read alone."""
        begun = self._starts.count(self.suspects.uncounted(starts))
        self.suspects.add(
            [
                place
                for place, times in begun.items()
                if times > MAX_BEGUN and self._starts.is_more_than(place, starts[place].offset)
            ]
        )
        self.suspects.count(starts)
        suspected = self.suspects.among(starts)
        self.suspects.begin({place: at for place, at in suspected.items() if place not in self.partitions.paused})
        return {place: at for place, at in starts.items() if place not in suspected}

    def _look_at_topics(self) -> None:
        other = self._positions.other_topics(self._starts.topic_ids(self._topics))
        if other:
            logger.warning("the topic was made again, and is read from its earliest event on: %s", sorted(other))
            self.partitions.unsettle(other, suspect=False)

    def _look_at_ends(self) -> None:
        """Store how current the catalogue is, and learn the ends of all partitions."""
        places = self._catalogue.places()
        try:
            if not places:
                self.lag.ends()
                return
            with self._database.transaction() as session:
                moment = now(session)
                kept_offsets.mark_current(session, self._catalogue.reached())
            ends = self.lag.ends()
            self._catalogue.aim({place: ends[place] for place in places if place in ends}, moment)
        except (SQLAlchemyError, KafkaException) as error:
            logger.warning(
                "the ends of the partitions can't be looked up, or the catalogue can't be marked as read: %s",
                _one_line(error),
            )

    def _hear_operator(self, known: Mapping[PartitionKey, Pause], left: Sequence[SetAsideRange]) -> None:
        """Read on the partitions that an operator has let go on."""
        for place in self.partitions.paused - {place for place, pause in known.items() if pause.waits}:
            self.partitions.resume(place)
        if again := self._positions.unheard(left):
            logger.warning(
                "an operator gave the word: read again from the offset where events were set aside: %s", sorted(again)
            )
            self.partitions.unsettle(again, suspect=False)
            self._settle_from = 0.0


def _one_line(error: SQLAlchemyError | KafkaException) -> str:
    return one_line(error) if isinstance(error, SQLAlchemyError) else str(error)
