"""Outbox to Kafka: one active relay, lowest ids first. A row is removed when Kafka has it."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from threading import Event as Flag

from confluent_kafka import KafkaError, KafkaException, Producer
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bridge import metrics
from bridge.kafka import KafkaFailed, producer_config
from bridge.process import one_line
from bridge.relay import publish_log
from bridge.relay.announcement import encode, headers
from bridge.relay.delivery import Delivery, DeliveryFailed
from bridge.relay.leadership import leading, still_leads
from bridge.relay.look_back import newest_outcomes
from bridge.relay.rest import Rest
from bridge.relay.size_limit import SizeLimit
from bridge.traces.outcomes import outcome_spans
from inventory.database import lineage
from inventory.outbox import store as outbox
from inventory.outbox.store import OutboxRow
from inventory.process.liveness import Liveness
from inventory.settings import Settings

logger = logging.getLogger(__name__)

RESTART_SECONDS = 1.0
POLL_SECONDS = 0.2
CHECK_SECONDS = 1.0
"""During a wait for Kafka the lock is checked this often."""
STOP_SECONDS = 5.0
"""Time that a stopping relay waits for outcomes in flight. Unacknowledged ones are sent again."""
TOO_LARGE = KafkaError(KafkaError.MSG_SIZE_TOO_LARGE).str()
HOLD_SECONDS = 30.0
"""The topic's limit is asked for again after this time, while outcomes exceed even that."""


class Relay:
    """Publishes while it leads, stands by while another does, until `stopping` is set."""

    def __init__(self, settings: Settings, *, stopping: Flag) -> None:
        self._settings = settings
        self._config = producer_config(settings)
        self._database_url = settings.database_url
        self._topic = settings.topic_events
        self._patience = settings.stuck_seconds
        self._liveness = Liveness(settings.progress_file)
        self._stopping = stopping
        self._limit = SizeLimit(settings)
        self._spans = outcome_spans(settings.topic_events, headers)
        self._held: set[str] = set()
        self._known = lineage.Known(0, 0)

    def run(self) -> None:
        """Publish until `stopping` is set and the outcomes in flight are settled. PostgreSQL and
        Kafka may come and go.
        """
        while not self._stopping.is_set():
            try:
                with leading(
                    self._database_url, stopping=self._stopping, liveness=self._liveness, silent_seconds=self._patience
                ) as connection:
                    if connection is not None:
                        self._publish(connection)
            except SQLAlchemyError as error:
                logger.warning("PostgreSQL is away, and with it the right to publish: %s", one_line(error))
            except (DeliveryFailed, KafkaException, KafkaFailed) as error:
                # A refusal ends an idempotent producer, and any of these errors may tell of it.
                if TOO_LARGE in str(error):
                    self._limit.refused()
                logger.error("publishing starts again at the lowest id: %s", error)  # noqa: TRY400 - the message says it all
            else:
                continue
            metrics.RELAY_FAILURES.inc()
            self._liveness.mark()  # to have found out that a server is away
            self._stopping.wait(RESTART_SECONDS)

    def _publish(self, connection: Connection) -> None:
        ask_at = self._learn_limit()
        self._live_on(connection)
        self._look_back(connection)
        rest = Rest(connection, self._stopping)
        with self._producer() as producer:
            while not self._stopping.is_set():
                if self._held and time.monotonic() >= ask_at:
                    ask_at = self._learn_limit()
                if self._publish_batch(connection, producer):
                    rest.end()
                else:
                    producer.poll(0)  # serves log lines and errors while nothing is published
                    rest.go_on()
                self._liveness.mark()

    def _learn_limit(self) -> float:
        """Ask for the topic's limit and release held keys. Returns the time to ask again."""
        self._limit.ask()
        self._held.clear()
        return time.monotonic() + HOLD_SECONDS

    def _look_back(self, connection: Connection) -> None:
        """Make sure that PostgreSQL knows its announced outcomes, before any more are announced.

        A server set back would number other outcomes like lost ones, and consumers drop lower
        numbers. So each term looks back: no connection and no lock outlives a restore or failover.
        """
        announced = newest_outcomes(self._settings, alive=partial(self._live_on, connection))
        self._liveness.mark()
        with Session(connection) as session, session.begin():
            unknown = lineage.unknown(session, announced)
            if unknown:
                why = (
                    f"{self._topic} has {len(unknown)} outcomes that it does not know, the last of them {max(unknown)}"
                )
                lineage.rise(session, why=why, above=max(one.epoch for one in unknown))

    def _live_on(self, connection: Connection) -> None:
        """Mark liveness between two waits, and keep the lock: a silent connection loses it."""
        self._liveness.mark()
        still_leads(connection)

    @contextmanager
    def _producer(self) -> Iterator[Producer]:
        """Yield a producer for this term alone. Nothing queued goes out after its end."""
        # A broker refuses a batch that is larger than one record of its topic may be.
        producer = Producer(self._config | {"batch.size": min(int(self._config["batch.size"]), self._limit.most)})
        metrics.RELAY_ACTIVE.set(1)
        logger.info("publishing to %s", self._topic)
        try:
            yield producer
        finally:
            metrics.RELAY_ACTIVE.set(0)
            producer.purge()

    def _publish_batch(self, connection: Connection, producer: Producer) -> int:
        """Publish the lowest ids. Returns their number. Raises `DeliveryFailed` at a refusal."""
        # Two short transactions, none during the wait: that would keep vacuum from the tables.
        with Session(connection) as session, session.begin():
            rows = outbox.fetch(session, self._settings.relay_batch, beside=self._held)
            # After the rows, so that none of them is newer than the epoch that it is announced in.
            epoch = self._epoch(session) if rows else 0
        metrics.OLDEST_SECONDS.set((datetime.now(UTC) - rows[0].occurred_at).total_seconds() if rows else 0)
        if not rows:
            return 0
        delivery = self._deliver(connection, producer, rows, epoch)
        settled = self._remove(connection, delivery, epoch)
        metrics.count_published([row.type for row in settled])
        self._spans.published(settled)
        publish_log.tell(settled, delivery.places)
        if delivery.failures:
            raise DeliveryFailed(delivery.failures[0].str())
        return len(delivery.rows)

    def _epoch(self, session: Session) -> int:
        """Return the epoch to announce in. It rises if PostgreSQL knows less than it was told.

        A restore into a living database ends no connection, so no new term begins and looks back.
        """
        known = lineage.known(session)
        if known < self._known:
            why = f"what this relay has announced is not known any more, {known} instead of {self._known}"
            known = known._replace(epoch=lineage.rise(session, why=why, above=self._known.epoch))
        self._known = known
        return known.epoch

    def _remove(self, connection: Connection, delivery: Delivery, epoch: int) -> list[OutboxRow]:
        """Remove and return rows announced in this epoch. Missing ones were set back meanwhile."""
        settled, remembers = delivery.settled(), self._settings.outcome_retention_days > 0
        with Session(connection) as session, session.begin():
            missing = len(settled) - outbox.remove(session, settled, delivery.acknowledged if remembers else {})
            if missing:
                lineage.rise(session, why=f"it has lost {missing} outcomes that were being published", above=epoch)
        if settled:
            self._known = self._known._replace(published_id=max(self._known.published_id, *(row.id for row in settled)))
        return settled

    def _deliver(self, connection: Connection, producer: Producer, rows: Sequence[OutboxRow], epoch: int) -> Delivery:
        """Send `rows`, or as many as the client queues. Waits until each is acknowledged, one is
        refused or overdue, or a stop waited long enough. Raises `DeliveryFailed` for a row that is
        never queued.
        """
        delivery = Delivery()
        for row in rows:
            key = row.key.encode()
            value = self._value(row, epoch, self._limit.value_bytes(key)) if row.key not in self._held else None
            if value is None:
                continue
            note = partial(delivery.note, row.id)
            try:
                producer.produce(self._topic, value, key, headers=self._spans.headers(row), on_delivery=note)
            except BufferError as error:
                # Large outcomes or an operator's settings may fill the client's queue sooner.
                if not delivery.rows:
                    raise DeliveryFailed(f"outcome {row.id} does not fit into the client's empty queue") from error
                break
            delivery.rows.append(row)
        self._wait(connection, producer, delivery)
        return delivery

    def _value(self, row: OutboxRow, epoch: int, most: int) -> bytes | None:
        """Return the value that Kafka gets. None if it is too large even without its lists. Then
        its key is held back, so that its later outcomes stay behind it, and all other keys go on.
        """
        value, shortened = encode(row, epoch, most)
        if len(value) > most:
            self._held.add(row.key)
            logger.error(
                "outcome %d, %s of %a, is too large for %s even without its lists: it and those behind it of that key wait "
                "until the topic's max.message.bytes is more than %d",
                *(row.id, row.type, row.key, self._topic, self._limit.most),
                extra=publish_log.of_outcome(row),
            )
            return None
        if shortened:
            metrics.SHORTENED.inc()
            told = "outcome %d, %s of %a, is too large for Kafka: it goes without its lists"
            logger.error(told, row.id, row.type, row.key, extra=publish_log.of_outcome(row))
        return value

    def _wait(self, connection: Connection, producer: Producer, delivery: Delivery) -> None:
        checked, stop_by = time.monotonic(), math.inf
        heard, acknowledged = checked, 0
        while not delivery.ended:
            # Not `flush`: it calls back even after it raised a fatal error. Python forbids that.
            producer.poll(POLL_SECONDS)
            self._liveness.mark()
            moment = time.monotonic()
            if len(delivery.acknowledged) > acknowledged:
                heard, acknowledged = moment, len(delivery.acknowledged)
            if moment - heard >= self._patience:
                delivery.give_up(f"nothing more was acknowledged for {self._patience:.0f} s")
                return
            if moment - checked >= CHECK_SECONDS:
                still_leads(connection)
                checked = moment
            if self._stopping.is_set():
                stop_by = min(stop_by, moment + STOP_SECONDS)
            if moment >= stop_by:
                logger.warning("stopping before Kafka has acknowledged everything; the rest is sent again")
                return
