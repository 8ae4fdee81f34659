"""The consumer: its loop, its partitions, and the joining and leaving of its group. `taking` does
the rest with the polled messages.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import Event as Flag
from threading import Thread

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

from bridge import metrics
from bridge.consume.dead_letter_cap import DeadLetterCap
from bridge.consume.gathering import Gathering
from bridge.consume.offsets.positions import Positions
from bridge.consume.offsets.starts import Starts
from bridge.consume.reading import Reading
from bridge.consume.records import portions
from bridge.consume.sending import Dispatch
from bridge.consume.suspects import HarmlessMessages
from bridge.consume.taking import GivenUp, Taking
from bridge.decode.authority import warn_of_open_topics
from bridge.kafka import consumer_config
from inventory.database.transactions import Database
from inventory.process.liveness import Liveness
from inventory.settings import Settings

logger = logging.getLogger(__name__)

CLOSE_SECONDS = 5.0


class Bridge:
    """Reads the topics until `stopping` is set. All happens in the thread that calls `run`,
    callbacks included.
    """

    def __init__(self, settings: Settings, *, database: Database, dispatch: Dispatch, stopping: Flag) -> None:
        self._consumer = Consumer(consumer_config(settings))
        self._topics = list(settings.topics_heard.values())
        warn_of_open_topics(settings)
        self._cap = DeadLetterCap(most=settings.dead_letter_cap, window=settings.dead_letter_window)
        positions = Positions()
        self._positions = positions
        self._reading = Reading(
            self._consumer,
            database,
            positions,
            Starts(settings, self._consumer, database),
            self._topics,
            catalogue=settings.topic_products,
        )
        self._gathering = Gathering(self._consumer, most=settings.poll_batch, out_of_range=self._reading.out_of_range)
        self._partitions = self._reading.partitions
        self._stopping = stopping
        self._liveness = Liveness(settings.progress_file)
        self._taking = Taking(
            settings,
            self._consumer,
            database,
            dispatch,
            cap=self._cap,
            positions=positions,
            reading=self._reading,
            gathering=self._gathering,
            liveness=self._liveness,
            stopping=stopping,
        )

    def run(self) -> None:
        """Read until `stopping` is set and the messages in hand are finished. Raises `KafkaFailed`
        when the client is beyond use.
        """
        self._consumer.subscribe(self._topics, on_assign=self._assigned, on_revoke=self._revoked, on_lost=self._lost)
        logger.info("reading %s", ", ".join(self._topics))
        try:
            while not self._stopping.is_set():
                if not self._gathering.has_arrived:
                    self._gathering.in_hand = False
                    self._reading.look(self._gathering.unreadable())
                    self._take_alone()
                for portion in portions(self._gathering.poll()):
                    self._taking.take(portion)
                    self._liveness.mark()
                self._liveness.mark()
            self._reading.keep()
        except GivenUp as error:
            logger.warning("stopping with messages in hand, which will be read again: %s", error)
        finally:
            self._reading.suspects.forget_all()
            self._close()
            metrics.ASSIGNED_PARTITIONS.set(0)

    def _take_alone(self) -> None:
        """Take the messages of suspected partitions that were read alone. The consumer does not
        read on there meanwhile.
        """
        for found in self._reading.suspects.look():
            if not self._partitions.is_mine(TopicPartition(*found.place)):
                continue
            self._gathering.in_hand = True
            self._positions.begin({found.place: found.start})
            if isinstance(found, HarmlessMessages):
                for portion in portions(found.messages):
                    self._taking.take(portion)
            else:
                self._taking.put_aside(found)
            self._positions.forget([found.place])

    def _close(self) -> None:
        """Commit the stored offsets and leave the group. Without Kafka the client would try that
        for a minute and more.
        """
        closing = Thread(target=self._consumer.close, name="close", daemon=True)
        closing.start()
        closing.join(CLOSE_SECONDS)
        if closing.is_alive():
            logger.warning(
                "Kafka does not answer: leaving without its answer. Messages with uncommitted offsets are read again"
            )

    def _assigned(self, _: Consumer, partitions: list[TopicPartition]) -> None:
        logger.info("assigned %s", _named(partitions))
        if partitions:
            self._reading.assigned(partitions, in_hand=self._gathering.in_hand)

    def _revoked(self, consumer: Consumer, partitions: list[TopicPartition]) -> None:
        """Commit, so that the next reader of these partitions starts where this bridge stopped."""
        # Without waiting: the client has the answer before it hands the partitions over, and
        # without Kafka there is none.
        logger.info("revoked %s", _named(partitions))
        self._give_up(partitions)
        try:
            consumer.commit(asynchronous=True)
        except KafkaException as error:
            if error.args[0].code() != KafkaError._NO_OFFSET:  # noqa: SLF001 - public, in spite of its name
                logger.warning("offsets not committed, messages will be read again: %s", error)

    def _lost(self, _: Consumer, partitions: list[TopicPartition]) -> None:
        logger.warning("lost %s to another bridge; what was not committed is read again there", _named(partitions))
        self._give_up(partitions)

    def _give_up(self, partitions: Sequence[TopicPartition]) -> None:
        """Forget all about these partitions. Their next reader finds it out anew."""
        self._partitions.forget(partitions)
        places = [(each.topic, each.partition) for each in partitions]
        self._reading.suspects.forget(places)
        self._reading.lag.forget(places)
        for place in places:
            self._cap.forget(place)


def _named(partitions: Sequence[TopicPartition]) -> str:
    return ", ".join(f"{each.topic}/{each.partition}" for each in partitions) or "no partitions"
