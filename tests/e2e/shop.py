"""The world around a running stack: publishes to Kafka, listens to outcomes, calls the API, and looks into the database."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

import orjson
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # its stubs leave out what its manual names
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
)
from sqlalchemy import Row, create_engine, text

from devstack.processes import wait_until
from devstack.stack import Stack
from inventory.audit import audit
from inventory.database import Database, now

TOPICS = {"Product": "catalog.products", "Order": "orders", "Payment": "payments"}
BEGAN = datetime.now(UTC) - timedelta(minutes=10)


def at(seconds: float) -> str:
    """A moment of the shop's day, some time before this test."""
    return (BEGAN + timedelta(seconds=seconds)).isoformat()


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any


@dataclass(slots=True)
class Outcome:
    """One outcome as a consumer of ours gets it."""

    id: str
    type: str
    sequence: str
    data: dict[str, Any]


@dataclass
class Shop:
    stack: Stack
    producer: Producer = field(init=False)

    def __post_init__(self) -> None:
        self.producer = Producer(
            {"bootstrap.servers": self.stack.endpoints.kafka_bootstrap_servers, "linger.ms": 5, "log_level": 0}
        )
        self.engine = create_engine(self.stack.endpoints.database_url, pool_size=5)

    def publish(self, type_: str, data: object, *, time: str, id_: str | None = None, times: int = 1) -> str:
        """Send an event `times` times; returns its id."""
        id_ = id_ or str(uuid4())
        body = {"specversion": "1.0", "id": id_, "source": "/shop", "type": type_, "time": time, "data": data}
        for _ in range(times):
            self.send(type_, orjson.dumps(body), key=str(data.get("order_id")) if isinstance(data, dict) else None)
        return id_

    def send(self, type_: str, value: bytes, *, key: str | None = None) -> None:
        topic = next(topic for prefix, topic in TOPICS.items() if type_.startswith(prefix))
        self.producer.produce(topic, value, key, headers={"content-type": "application/cloudevents+json"})
        self.producer.poll(0)

    def supply(self, sku: str, quantity: int, *, seconds: float = 0) -> None:
        self.publish("ProductCreated", {"product_id": sku, "quantity_on_hand": quantity}, time=at(seconds))
        self.settle()

    def settle(self, seconds: float = 60) -> None:
        """Wait until everything published so far is heard, done and announced."""
        assert self.producer.flush(60) == 0
        marker = self.publish("OrderCancelled", {"order_id": f"marker-{uuid4()}"}, time=at(0))
        self.producer.flush(60)
        wait_for(lambda: self._heard_all(marker) and self.idle(), "everything is done and announced", seconds)

    def _heard_all(self, marker: str) -> bool:
        """Whether the bridge has stored the marker, and its group has no message left to read."""
        if not self.rows("SELECT 1 FROM inbox_event WHERE event_id = :id", id=marker):
            return False
        reader = Consumer({"bootstrap.servers": self.stack.endpoints.kafka_bootstrap_servers, "group.id": "inventory"})
        try:
            topics = reader.list_topics(timeout=60).topics
            places = [TopicPartition(name, number) for name in TOPICS.values() for number in topics[name].partitions]
            committed = {(p.topic, p.partition): p.offset for p in reader.committed(places, timeout=60)}
            for place in places:
                _, high = reader.get_watermark_offsets(place, timeout=60)
                if high > max(committed[place.topic, place.partition], 0):
                    return False
            return True
        finally:
            reader.close()

    def idle(self) -> bool:
        waiting = "SELECT (SELECT count(*) FROM inbox_pending) + (SELECT count(*) FROM outbox_event)"
        return bool(self.rows(waiting)[0][0] == 0)

    def rows(self, statement: str, **given: object) -> list[Row[Any]]:
        with self.engine.connect() as connection:
            return list(connection.execute(text(statement), given))

    def reservation(self, order_id: str) -> Row[Any]:
        return self.rows("SELECT * FROM reservation WHERE order_id = :id", id=order_id)[0]

    def stock(self, sku: str) -> Row[Any]:
        return self.rows("SELECT * FROM product_inventory WHERE sku = :sku", sku=sku)[0]

    def call(self, method: str, path: str, body: object = None) -> Answer:
        request = Request(f"{self.stack.endpoints.api_url}{path}", method=method)
        if body is not None:
            request.add_header("content-type", "application/json")
            request.data = body if isinstance(body, bytes) else orjson.dumps(body)
        try:
            with urlopen(request, timeout=60) as response:
                return Answer(response.status, orjson.loads(response.read()))
        except HTTPError as error:
            with error:
                return Answer(error.code, orjson.loads(error.read()))

    def flower(self, path: str, *, login: str | None = None) -> Answer:
        request = Request(f"{self.stack.endpoints.flower_url}{path}")
        if login is not None:
            request.add_header("authorization", f"Basic {base64.b64encode(login.encode()).decode()}")
        try:
            with urlopen(request, timeout=60) as response:
                return Answer(response.status, orjson.loads(response.read()))
        except HTTPError as error:
            with error:
                return Answer(error.code, None)

    @contextmanager
    def outcomes(self) -> Iterator[Callable[[], list[Outcome]]]:
        """Gives a function that reads all outcomes announced so far, from the beginning."""
        consumer = Consumer(
            {
                "bootstrap.servers": self.stack.endpoints.kafka_bootstrap_servers,
                "group.id": f"shop-{uuid4()}",
                "auto.offset.reset": "earliest",
            }
        )
        consumer.subscribe(["inventory.events"])
        found: list[Outcome] = []

        def read() -> list[Outcome]:
            for record in consumer.consume(5_000, timeout=0.5):
                assert record.error() is None, record.error()
                body = orjson.loads(record.value() or b"")
                found.append(Outcome(body["id"], body["type"], body["sequence"], body["data"]))
            return found

        try:
            yield read
        finally:
            consumer.close()

    def large_message_producer(self) -> Producer:
        """A producer whose owner has allowed it, and the topic, more than we take."""
        servers: dict[str, str | int | float | bool] = {
            "bootstrap.servers": self.stack.endpoints.kafka_bootstrap_servers
        }
        admin = AdminClient(servers)
        larger = ConfigEntry("max.message.bytes", "5000000", incremental_operation=AlterConfigOpType.SET)
        topic = ConfigResource(ConfigResource.Type.TOPIC, TOPICS["Order"], incremental_configs=[larger])
        for altered in admin.incremental_alter_configs([topic]).values():
            altered.result(10)
        return Producer(servers | {"message.max.bytes": "5000000"})

    def bridge_metrics(self) -> str:
        with urlopen(self.stack.endpoints.bridge_metrics_url, timeout=60) as response:
            return str(response.read().decode())

    def assert_adds_up(self) -> None:
        """The audit finds nothing, and nothing died that was not meant to."""
        database = Database(self.stack.endpoints.database_url, pool_size=1, name="tests-audit")
        with database.snapshot() as session:
            report = audit(session, now=now(session))
        database.dispose()
        assert not report.discrepancies


def wait_for(condition: Callable[[], bool], what: str, seconds: float) -> None:
    """Wait until `condition` holds; fails with `what` was waited for when `seconds` of the machine's time are over."""
    assert wait_until(condition, seconds=seconds, interval=0.1), f"after {seconds} s it was not so that {what}"
