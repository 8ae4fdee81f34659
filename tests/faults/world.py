"""The world around the line while a process dies: a shelf, producers of events, and clients that
insist on an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from threading import Event
from typing import Any, NamedTuple

import orjson
from sqlalchemy import text

from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import decode
from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, Line, Reserve
from inventory.inbox import store as inbox
from inventory.inbox.decoded import Origin, Usable
from inventory.settings import Settings
from inventory.write_path.apply import HoldTimes, apply
from tests.api.shop import Caller, put_on_shelf
from tests.bridge.line import Kafka
from tests.faults.load import SLEEPERS, Call, Load

PAUSE_SECONDS = 0.05
"""Before a call that got no answer is sent again."""


class Answered(NamedTuple):
    """The answer to a call in the end, and how often it was sent until then."""

    call: Call
    status: int
    times: int

    @property
    def is_replay(self) -> bool:
        """Return True if the call took effect before the answered one: for calls that make
        something, with a first answer of 201.
        """
        makes = self.call.path == "/v1/reservations" or self.call.path.endswith("/adjustments")
        return self.times > 1 and makes and self.status == 200


@dataclass
class World:
    """Plays a load. Its clients send each call unchanged, under the same key, until it is
    answered.
    """

    database: Database
    settings: Settings
    kafka: Kafka = field(init=False)
    _closing: Event = field(default_factory=Event)
    _clients: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        self.kafka = Kafka(self.settings)
        self._clients = ThreadPoolExecutor(32, thread_name_prefix="client")

    def close(self) -> None:
        self._closing.set()
        self._clients.shutdown()

    def begin(self, load: Load) -> None:
        """The state before: stock on the shelf, overdue holds, and events whose tasks were lost."""
        put_on_shelf(self.database, load.shelf())
        cause = Cause(actor="tests")
        with self.database.transaction() as session:
            holds = [
                Reserve(load.order_id(order.name), (Line(load.sku(order.sku), order.quantity),), cause)
                for order in SLEEPERS
            ]
            apply(session, holds, now=now(session), holds=HoldTimes())
            session.execute(
                text(
                    "UPDATE reservation SET expires_at = now() - interval '1 second' WHERE starts_with(order_id, :name)"
                ),
                {"name": load.order_id("sleeper")},
            )
            silent = [self._heard(event) for _, event in load.silent_events()]
            inbox.record(session, silent, now=now(session), retry_after=timedelta(0))

    def publish(self, load: Load) -> None:
        self._publish(load, load.events())

    def publish_late(self, load: Load) -> None:
        self._publish(load, load.late_events())

    def _publish(self, load: Load, events: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        topics = {
            "products": self.settings.topic_products,
            "orders": self.settings.topic_orders,
            "payments": self.settings.topic_payments,
        }
        for topic, event in events:
            self.kafka.publish(topics[topic], event, partition=load.partition(topic, event))

    def call(self, load: Load) -> list[Future[list[Answered]]]:
        """Begin all conversations at once."""
        return [self._clients.submit(self._converse, calls) for calls in load.conversations()]

    def _converse(self, calls: Sequence[Call]) -> list[Answered]:
        return [self._until_answered(call) for call in calls]

    def _until_answered(self, call: Call) -> Answered:
        caller = Caller(self.settings.api_port)
        times = 0
        while not self._closing.wait(PAUSE_SECONDS if times else 0):
            times += 1
            try:
                answer = caller.call("POST", call.path, orjson.dumps(call.body), {"Idempotency-Key": call.key})
            except (OSError, HTTPException):
                continue
            if answer.status != 503:
                return Answered(call, answer.status, times)
        raise TimeoutError(f"no answer to {call}")

    @staticmethod
    def _heard(event: object) -> Usable:
        headers = (("content-type", b"application/cloudevents+json"),)
        message = InboundMessage(Origin("lost", 0, 0), orjson.dumps(event), headers)
        heard = decode(message, now=datetime.now(UTC), retention=timedelta(days=1))
        assert isinstance(heard, Usable)
        return heard
