"""One portion of messages: decoded, stored in one transaction, then acknowledged to Kafka, then
sent to Celery.

In that order nothing is lost. An error leaves the offsets where they were, so the messages are read
again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Event as Flag

from confluent_kafka import Consumer
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bridge import metrics
from bridge.consume.dead_letter_cap import DeadLetterCap
from bridge.consume.gathering import POLL_SECONDS, Gathering
from bridge.consume.intake import Intake, IntakeResult, SetBack
from bridge.consume.log_fields import of_place
from bridge.consume.offsets.positions import Positions
from bridge.consume.reading import Reading
from bridge.consume.sending import Dispatch, Sending
from bridge.consume.suspects import DeadlyMessage
from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import Decoded, undecodable, unstorable
from bridge.decode.decoder import Decoder
from bridge.process import one_line
from bridge.traces.polls import poll_spans
from inventory.database.failures import Kind, kind
from inventory.database.transactions import Database
from inventory.inbox.decoded import Origin
from inventory.process.liveness import Liveness
from inventory.settings import Settings

logger = logging.getLogger(__name__)

FIRST_DELAY_SECONDS = 0.2
MAX_DELAY_SECONDS = 5.0


class GivenUp(Exception):
    """The bridge was told to stop while PostgreSQL does not take the messages in hand. Nothing is
    lost: their offsets are not stored.
    """


class Taking:
    """Takes portions of one consumer's messages. Used in the thread that polls it."""

    def __init__(
        self,
        settings: Settings,
        consumer: Consumer,
        database: Database,
        dispatch: Dispatch,
        *,
        cap: DeadLetterCap,
        positions: Positions,
        reading: Reading,
        gathering: Gathering,
        liveness: Liveness,
        stopping: Flag,
    ) -> None:
        self._consumer = consumer
        self._decoder = Decoder.of(settings)
        self._intake = Intake(database, cap, positions, retry_after=timedelta(seconds=settings.retry_seconds))
        self._reading = reading
        self._partitions = reading.partitions
        self._gathering = gathering
        self._sending = Sending(database, dispatch, gathering)
        self._liveness = liveness
        self._stopping = stopping
        self._spans_of = poll_spans(settings.consumer_group)

    def take(self, batch: Sequence[InboundMessage]) -> None:
        """Store `batch`, however long PostgreSQL is away. Raises `GivenUp` when the bridge is told
        to stop before that.
        """
        batch = [message for message in batch if self._partitions.takes(message.origin)]
        if not batch:
            return
        try:
            taken = self._persist(self._decode(batch))
        except SetBack as error:
            self._reading.set_back(error.places)
            self.take(batch)
            return
        except DBAPIError as error:
            if kind(error) is not Kind.DATA:
                raise
            # A value got past `decode` that PostgreSQL can't store: bury its message, and keep it
            # from the others.
            if len(batch) > 1:
                for message in batch:
                    self.take([message])
                return
            self._bury(batch[0], error)
            return
        self._finish(taken)

    def put_aside(self, found: DeadlyMessage) -> None:
        origin = Origin(*found.place, found.start.offset)
        if self._partitions.takes(origin):
            logger.error("PUT ASIDE %s/%d at offset %d: %s", *origin, found.detail, extra=of_place(origin))
            self._store([undecodable(origin, now=datetime.now(UTC), detail=found.detail)])

    def _bury(self, message: InboundMessage, error: DBAPIError) -> None:
        self._store([unstorable(message, now=datetime.now(UTC), detail=one_line(error))])

    def _store(self, decoded: Sequence[Decoded]) -> None:
        try:
            taken = self._persist(decoded)
        except SetBack as set_back:
            self._reading.set_back(set_back.places)
        else:
            self._finish(taken)

    def _finish(self, taken: IntakeResult) -> None:
        """Tell Kafka, then Celery, of messages that PostgreSQL has committed."""
        self._reading.dealt_with([each.origin for each in taken.messages], taken.kept)
        for at, pause in taken.withheld.values():
            self._partitions.pause(at, pause)
        self._liveness.mark()
        self._sending.send(taken.recorded)

    def _persist(self, decoded: Sequence[Decoded]) -> IntakeResult:
        """Store the messages. While PostgreSQL is away, wait for it with the partitions paused.

        Raises an error of `Kind.DATA` for a value that PostgreSQL will never take, `SetBack`, and
        `GivenUp` when told to stop.
        """
        delay = FIRST_DELAY_SECONDS
        spans = self._spans_of(decoded)
        while True:
            try:
                taken = self._intake.take(spans.messages)
            except SQLAlchemyError as error:
                if kind(error) is Kind.DATA:
                    raise
                metrics.RETRIES.inc()
                self._reading.look_soon()
                if self._stopping.is_set():
                    raise GivenUp(one_line(error)) from error
                logger.warning("%d messages wait, PostgreSQL does not take them: %s", len(decoded), one_line(error))
                self._wait(delay)
                delay = min(delay * 2, MAX_DELAY_SECONDS)
            else:
                self._partitions.read_on()
                spans.stored(taken.recorded)
                return taken

    def _wait(self, seconds: float) -> None:
        """Let `seconds` pass and poll, because a consumer that does not poll has to leave the
        group.

        Partitions that are assigned meanwhile are not paused yet. Their messages have their turn
        after those in hand: an offset may only be stored when everything before it is.
        """
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not self._stopping.is_set():
            self._partitions.wait()
            record = self._consumer.poll(min(left, POLL_SECONDS))
            self._liveness.mark()  # a new process could only wait as well
            self._gathering.put_aside(record)

    def _decode(self, batch: Sequence[InboundMessage]) -> list[Decoded]:
        decoded: list[Decoded] = []
        for message in batch:
            decoded.append(self._decoder.decode(message, now=datetime.now(UTC)))
            self._liveness.mark()  # each may have waited for the schema registry
        return decoded
