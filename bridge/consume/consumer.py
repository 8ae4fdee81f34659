"""Kafka to inbox: poll, decode, one transaction, then the offsets, then the tasks. In that order nothing is lost."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Event as Flag
from threading import Thread

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bridge import metrics
from bridge.consume.dead_letter_cap import DeadLetterCap
from bridge.consume.gathering import POLL_SECONDS, Gathering
from bridge.consume.intake import Intake, SetBack, Taken
from bridge.consume.positions import Positions
from bridge.consume.reading import Reading
from bridge.consume.records import portions
from bridge.consume.sending import Dispatch, Sending
from bridge.consume.starts import Starts
from bridge.consume.suspects import PutAside, ReadAlone
from bridge.decode.authority import Authority, warn_of_open_topics
from bridge.decode.cloudevents import Message
from bridge.decode.decode import Decoded, decode, undecodable, unstorable
from bridge.decode.event_types import ignored_types
from bridge.decode.registry import SchemaRegistry
from bridge.kafka import consumer_config
from bridge.process import one_line
from inventory.database.failures import Kind, kind
from inventory.database.transactions import Database
from inventory.inbox.decoded import Origin
from inventory.inbox.insertion import RecordingResult
from inventory.process.liveness import Progress
from inventory.settings import Settings

logger = logging.getLogger(__name__)

FIRST_DELAY_SECONDS = 0.2
LONGEST_DELAY_SECONDS = 5.0
CLOSE_SECONDS = 5.0


class GivenUp(Exception):
    """Told to stop while PostgreSQL does not take what is in hand. Nothing is lost: its offsets are not stored."""


class Bridge:
    """Reads the topics until `stopping` is set. All happens in the thread that calls `run`, callbacks included."""

    def __init__(self, settings: Settings, *, database: Database, dispatch: Dispatch, stopping: Flag) -> None:
        self._consumer = Consumer(consumer_config(settings))
        self._topics = list(settings.topics_heard.values())
        self._retention = timedelta(days=settings.inbox_retention_days)
        url = settings.schema_registry_url
        self._registry = SchemaRegistry(url) if url else None
        self._ignored = ignored_types(settings.ignored_types)
        self._authority = Authority.of(settings)
        warn_of_open_topics(settings)
        self._cap = DeadLetterCap(most=settings.dead_letter_cap, window=settings.dead_letter_window)
        positions = Positions()
        self._positions = positions
        self._intake = Intake(database, self._cap, positions, retry_after=timedelta(seconds=settings.retry_seconds))
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
        self._sending = Sending(database, dispatch, self._gathering)
        self._stopping = stopping
        self._progress = Progress(settings.progress_file)

    def run(self) -> None:
        """Returns when `stopping` is set and what was in hand is finished. Raises `KafkaFailed` when the client is beyond use."""
        self._consumer.subscribe(self._topics, on_assign=self._assigned, on_revoke=self._revoked, on_lost=self._lost)
        logger.info("reading %s", ", ".join(self._topics))
        try:
            while not self._stopping.is_set():
                if not self._gathering.has_arrived:
                    self._gathering.in_hand = False
                    self._reading.look(self._gathering.unreadable())
                    self._take_alone()
                for portion in portions(self._gathering.poll()):
                    self._take(portion)
                    self._progress.made()
                self._progress.made()
            self._reading.keep()
        except GivenUp as error:
            logger.warning("stopping with messages in hand, which will be read again: %s", error)
        finally:
            self._reading.suspects.forget_all()
            self._close()
            metrics.ASSIGNED_PARTITIONS.set(0)

    def _take(self, batch: Sequence[Message]) -> None:
        """Store `batch`, however long PostgreSQL is away. Raises `GivenUp` when it is told to stop before that."""
        batch = [message for message in batch if self._partitions.takes(message.origin)]
        if not batch:
            return
        try:
            taken = self._persist(self._decode(batch))
        except SetBack as error:
            self._reading.set_back(error.places)
            self._take(batch)
            return
        except DBAPIError as error:
            if kind(error) is not Kind.DATA:
                raise
            # A value got past `decode` that PostgreSQL can't store: bury its message, and keep it from the others.
            if len(batch) > 1:
                for message in batch:
                    self._take([message])
                return
            self._bury(batch[0], error)
            return
        self._finish(taken)

    def _take_alone(self) -> None:
        """Take what was read of suspected partitions, which the consumer reads no further meanwhile."""
        for found in self._reading.suspects.look():
            if not self._partitions.is_mine(TopicPartition(*found.place)):
                continue
            self._gathering.in_hand = True
            self._positions.begin({found.place: found.start})
            if isinstance(found, ReadAlone):
                for portion in portions(found.messages):
                    self._take(portion)
            else:
                self._put_aside(found)
            self._positions.forget([found.place])

    def _put_aside(self, found: PutAside) -> None:
        origin = Origin(*found.place, found.start.offset)
        if self._partitions.takes(origin):
            logger.error("PUT ASIDE %s/%d at offset %d: %s", *origin, found.detail)
            self._store([undecodable(origin, now=datetime.now(UTC), detail=found.detail)])

    def _bury(self, message: Message, error: DBAPIError) -> None:
        self._store([unstorable(message, now=datetime.now(UTC), detail=one_line(error))])

    def _store(self, decoded: Sequence[Decoded]) -> None:
        try:
            taken = self._persist(decoded)
        except SetBack as set_back:
            self._reading.set_back(set_back.places)
        else:
            self._finish(taken)

    def _finish(self, taken: Taken) -> None:
        """PostgreSQL has committed it: tell Kafka, then Celery."""
        self._store_offsets(taken)
        for at, pause in taken.withheld.values():
            self._partitions.pause(at, pause)
        self._progress.made()
        self._send(taken.recorded)

    def _persist(self, decoded: Sequence[Decoded]) -> Taken:
        """Take in, and where PostgreSQL is away wait for it with the partitions paused.

        Raises an error of `Kind.DATA` for a value that PostgreSQL will never take, `SetBack`, and `GivenUp` when told
        to stop.
        """
        delay = FIRST_DELAY_SECONDS
        while True:
            try:
                taken = self._intake.take(decoded)
            except SQLAlchemyError as error:
                if kind(error) is Kind.DATA:
                    raise
                metrics.RETRIES.inc()
                self._reading.look_soon()
                if self._stopping.is_set():
                    raise GivenUp(one_line(error)) from error
                logger.warning("%d messages wait, PostgreSQL does not take them: %s", len(decoded), one_line(error))
                self._wait(delay)
                delay = min(delay * 2, LONGEST_DELAY_SECONDS)
            else:
                self._partitions.read_on()
                return taken

    def _wait(self, seconds: float) -> None:
        """Let `seconds` pass without leaving the group, which a consumer that does not poll would have to.

        Partitions that are assigned meanwhile are not paused yet. What arrives from them has its turn after what is in hand:
        an offset may only be stored when everything before it is.
        """
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not self._stopping.is_set():
            self._partitions.wait()
            record = self._consumer.poll(min(left, POLL_SECONDS))
            self._progress.made()  # a new process could only wait as well
            self._gathering.put_aside(record)

    def _decode(self, batch: Sequence[Message]) -> list[Decoded]:
        decoded: list[Decoded] = []
        for message in batch:
            decoded.append(
                decode(
                    message,
                    now=datetime.now(UTC),
                    retention=self._retention,
                    registry=self._registry,
                    ignored=self._ignored,
                    authority=self._authority,
                )
            )
            self._progress.made()  # each may have waited for the schema registry
        return decoded

    def _store_offsets(self, taken: Taken) -> None:
        self._reading.dealt_with([each.origin for each in taken.messages], taken.kept)

    def _send(self, recorded: RecordingResult) -> None:
        self._sending.send(recorded)

    def _close(self) -> None:
        """Commit what is stored and leave the group. Without Kafka the client would try that for a minute and more."""
        closing = Thread(target=self._consumer.close, name="close", daemon=True)
        closing.start()
        closing.join(CLOSE_SECONDS)
        if closing.is_alive():
            logger.warning("Kafka does not answer: leaving without it; what it does not know to be read is read again")

    def _assigned(self, _: Consumer, partitions: list[TopicPartition]) -> None:
        logger.info("assigned %s", _named(partitions))
        if partitions:
            self._reading.assigned(partitions, in_hand=self._gathering.in_hand)

    def _revoked(self, consumer: Consumer, partitions: list[TopicPartition]) -> None:
        """Whoever reads these partitions next starts where we stopped."""
        # Without waiting: the client has the answer before it hands the partitions over, and without Kafka there is none.
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
        """Whether these are paused, and what was counted of them, is for whoever reads them next to find out."""
        self._partitions.forget(partitions)
        places = [(each.topic, each.partition) for each in partitions]
        self._reading.suspects.forget(places)
        self._reading.lag.forget(places)
        for place in places:
            self._cap.forget(place)


def _named(partitions: Sequence[TopicPartition]) -> str:
    return ", ".join(f"{each.topic}/{each.partition}" for each in partitions) or "no partitions"
