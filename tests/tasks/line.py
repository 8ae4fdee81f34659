"""Fill the inbox and look at the stock, for the tests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import orjson
from sqlalchemy import func, select, text, update

from inventory.database.tables import DeadLetter, InboxEvent, InboxPending, Movement, Reservation, Stock
from inventory.database.transactions import Database, now
from inventory.errors import InventoryError
from inventory.inbox import dead_letters, retries
from inventory.inbox import store as inbox
from inventory.inbox.decoded import Origin, Usable
from inventory.inbox.events import EventType, Operation, heard_data, stored_data
from inventory.inbox.insertion import PendingEvent

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)

Work = dict[Operation, list[PendingEvent]]


@dataclass
class Line:
    """The line from a heard event to stock, seen from both ends. Events happen a second apart, in
    the order they are told.
    """

    database: Database
    _offsets: Iterator[int] = field(default_factory=count)

    def hears(self, type_: EventType, data: Mapping[str, Any], *, retry_after: float = 0) -> Work:
        """Store one event as the bridge does. Returns the events that it would send."""
        return self.hears_all([(type_, data)], retry_after=retry_after)

    def hears_all(self, events: Sequence[tuple[EventType, Mapping[str, Any]]], *, retry_after: float = 0) -> Work:
        heard = [self._heard(type_, data, next(self._offsets)) for type_, data in events]
        with self.database.transaction() as session:
            return inbox.record(session, heard, now=now(session), retry_after=timedelta(seconds=retry_after)).dispatch

    def product(self, sku: str, quantity: int) -> Work:
        return self.hears(EventType.PRODUCT_CREATED, {"product_id": sku, "quantity_on_hand": quantity})

    def order(self, order_id: str, sku: str, quantity: int = 1, **more: Any) -> Work:
        return self.hears(EventType.ORDER_CREATED, order(order_id, sku, quantity, **more))

    def _heard(self, type_: EventType, data: Mapping[str, Any], offset: int) -> Usable:
        parsed = heard_data(type_, dict(data))
        payload = stored_data(parsed)
        return Usable(
            source="tests",
            event_id=f"event-{offset}",
            digest=hashlib.sha256(orjson.dumps(payload)).digest(),
            occurred_at=NOON + timedelta(seconds=offset),
            origin=Origin("tests", 0, offset),
            type=type_,
            key=parsed.key,
            payload=payload,
            operation=type_.operation,
        )

    def stock(self, sku: str) -> tuple[int, int]:
        """On hand and reserved, over all locations."""
        totals = select(
            func.coalesce(func.sum(Stock.quantity_on_hand), 0), func.coalesce(func.sum(Stock.quantity_reserved), 0)
        ).where(Stock.sku == sku)
        with self.database.transaction() as session:
            on_hand, reserved = session.execute(totals).one()
            return int(on_hand), int(reserved)

    def status(self, order_id: str) -> str | None:
        with self.database.transaction() as session:
            return session.scalar(select(Reservation.status).where(Reservation.order_id == order_id))

    def statuses(self) -> dict[str, str]:
        with self.database.transaction() as session:
            return {
                row.order_id: row.status for row in session.execute(select(Reservation.order_id, Reservation.status))
            }

    def heard(self) -> int:
        """Count the events that are remembered."""
        with self.database.transaction() as session:
            return session.scalar(select(func.count()).select_from(InboxEvent)) or 0

    def old(self) -> dict[str, int]:
        """Count the rows older than a month (events), two (orders that are over), three
        (movements that others follow).
        """
        with self.database.transaction() as session:
            return dict(session.execute(text(_OLD)).mappings().one())

    def movements(self) -> int:
        with self.database.transaction() as session:
            return session.scalar(select(func.count()).select_from(Movement)) or 0

    def pending(self) -> dict[int, int]:
        """The attempts of each event that is not done."""
        with self.database.transaction() as session:
            return {row.id: row.attempts for row in session.execute(select(InboxPending.id, InboxPending.attempts))}

    def errors(self) -> dict[int, str | None]:
        with self.database.transaction() as session:
            return {row.id: row.last_error for row in session.execute(select(InboxPending.id, InboxPending.last_error))}

    def dead(self) -> dict[int, tuple[str, str]]:
        """Reason and detail of each dead letter."""
        with self.database.transaction() as session:
            rows = session.execute(select(DeadLetter.id, DeadLetter.reason, DeadLetter.detail)).all()
            return {row.id: (row.reason, row.detail) for row in rows}

    def next_sends(self) -> dict[int, tuple[int, datetime]]:
        """The attempts of each event that is not done, and until when it is left alone."""
        with self.database.transaction() as session:
            rows = session.execute(select(InboxPending.id, InboxPending.attempts, InboxPending.not_before))
            return {row.id: (row.attempts, row.not_before) for row in rows}

    def replay(self, id_: int) -> InventoryError | None:
        """Replay a dead letter as an operator does. Returns the refusal, if any."""
        with self.database.transaction() as session:
            return dead_letters.replay(session, [id_], now=now(session))[id_]

    def damage_hold(self, order_id: str) -> None:
        """Let the order claim to hold more than is reserved for all: its expiry can't be
        written.
        """
        with self.database.transaction() as session:
            row = session.get_one(Reservation, order_id)
            (line,) = row.lines
            (allocation,) = line["allocations"]
            row.lines = [{**line, "allocations": [{**allocation, "held": 1_000}]}]

    def begin(self) -> None:
        """A worker has begun with every pending event, all sent again, and died of it."""
        from tasks.stock import backoff

        with self.database.transaction() as session:
            for row in session.execute(select(InboxPending.id, InboxPending.attempts)).all():
                retries.begin(session, [row.id], row.attempts + 1, now=now(session), backoff=backoff())

    def make_due(self) -> None:
        """The back-off of every pending event is over."""
        with self.database.transaction() as session:
            session.execute(update(InboxPending).values(not_before=now(session)))

    def make_overdue(self, *, first: str = "") -> None:
        """The time of every hold is over. That of the order `first` longest."""
        with self.database.transaction() as session:
            for order_id, seconds in ((Reservation.order_id, 1), (first, 60)):
                over = now(session) - timedelta(seconds=seconds)
                session.execute(update(Reservation).where(Reservation.order_id == order_id).values(expires_at=over))

    def make_old(self, seconds: float) -> None:
        """Every pending event has been due for so long."""
        with self.database.transaction() as session:
            session.execute(update(InboxPending).values(not_before=now(session) - timedelta(seconds=seconds)))

    def ports_waiting_for_locks(self) -> list[int]:
        """The client ports of the workers' sessions that wait for a lock."""
        query = text(
            "SELECT client_port FROM pg_stat_activity"
            " WHERE application_name = 'inventory-worker' AND wait_event_type = 'Lock'"
        )
        with self.database.transaction() as session:
            return list(session.scalars(query))

    @contextmanager
    def locking(self, sku: str) -> Iterator[None]:
        """Keep everybody else from this SKU's stock for the length of the block."""
        with self.database.transaction() as session:
            session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            session.execute(select(Stock.sku).where(Stock.sku == sku).with_for_update())
            yield

    @contextmanager
    def holding(self, order_id: str) -> Iterator[None]:
        """Keep everybody else from this order's reservation for the length of the block."""
        with self.database.transaction() as session:
            session.execute(select(Reservation.order_id).where(Reservation.order_id == order_id).with_for_update())
            yield

    @contextmanager
    def writing_down_attempts(self) -> Iterator[Callable[[int], list[datetime]]]:
        """Gives a function that says of an event until when it was left alone as each of its
        attempts in the block began.

        PostgreSQL writes them down: a look now and then may miss one on a busy machine.
        """
        with self.database.transaction() as session:
            session.execute(text(_WRITE_DOWN_ATTEMPTS))

        def attempts(id_: int) -> list[datetime]:
            with self.database.transaction() as session:
                return list(session.scalars(text(_WRITTEN_DOWN), {"id": id_}))

        try:
            yield attempts
        finally:
            with self.database.transaction() as session:
                session.execute(text("DROP TRIGGER write_down_attempt ON inbox_pending; DROP TABLE attempt_begun"))

    @contextmanager
    def failing_for(self, order_id: str, change: str = "INSERT OR UPDATE") -> Iterator[None]:
        """For the length of the block, PostgreSQL refuses every such change of this order's
        reservation.
        """
        with self.database.transaction() as session:
            session.execute(text(_POISON))
            session.execute(
                text(
                    f"CREATE TRIGGER poison BEFORE {change} ON reservation FOR EACH ROW EXECUTE FUNCTION poison('{order_id}')"
                )
            )
        try:
            yield
        finally:
            with self.database.transaction() as session:
                session.execute(text("DROP TRIGGER poison ON reservation"))


_WRITE_DOWN_ATTEMPTS = """
CREATE TABLE attempt_begun (id bigint, attempt int, left_alone_until timestamptz, PRIMARY KEY (id, attempt));
CREATE OR REPLACE FUNCTION write_down_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO attempt_begun VALUES (NEW.id, NEW.attempts, NEW.not_before) ON CONFLICT DO NOTHING;
    RETURN NEW;
END $$;
CREATE TRIGGER write_down_attempt AFTER INSERT OR UPDATE ON inbox_pending
    FOR EACH ROW EXECUTE FUNCTION write_down_attempt()
"""
_WRITTEN_DOWN = "SELECT left_alone_until FROM attempt_begun WHERE id = :id ORDER BY attempt"
_POISON = """
CREATE OR REPLACE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    given reservation := coalesce(NEW, OLD);
BEGIN
    IF given.order_id = TG_ARGV[0] THEN
        RAISE EXCEPTION 'poisoned' USING DETAIL = format('customer data: %s', given.lines);
    END IF;
    RETURN given;
END $$
"""
_OLD = """
SELECT (SELECT count(*) FROM inbox_event WHERE received_at < now() - interval '32 days') AS events,
       (SELECT count(*) FROM reservation WHERE status <> 'pending' AND updated_at < now() - interval '62 days') AS orders,
       (SELECT count(*) FROM stock_movement m WHERE occurred_at < now() - interval '91 days' AND EXISTS (
           SELECT FROM stock_movement n WHERE n.sku = m.sku AND n.id > m.id AND n.occurred_at < now() - interval '91 days'
       )) AS movements
"""


def order(order_id: str, sku: str, quantity: int = 1, **more: Any) -> dict[str, Any]:
    """The data of an OrderCreated with one line."""
    return {"order_id": order_id, "items": [{"sku": sku, "quantity": quantity}], **more}


def ids(work: Work) -> list[int]:
    return [event.id for events in work.values() for event in events]
