"""The world around a running stack: publishes to Kafka, listens to outcomes, calls the API, and
looks into the database.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

import orjson
from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # its stubs leave out what its manual names
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    OffsetSpec,
)
from sqlalchemy import Row, create_engine, text

from bridge.administration import Administration
from inventory.database.transactions import Database, now
from inventory.upkeep.audit import audit
from tools.devstack.processes.children import wait_until
from tools.devstack.stack import Stack

Ends = dict[tuple[str, int], int]
"""The offset of the next message, by topic and partition."""
EVENTS = "inventory.events"
TOPICS = {"Product": "catalog.products", "Order": "orders", "Items": "orders", "Payment": "payments"}
_MARKERS: dict[str, tuple[str, dict[str, object]]] = {
    "catalog.products": ("ProductUpdated", {"product_id": "marker", "variants": []}),
    "orders": ("OrderCancelled", {"order_id": ""}),
    "payments": ("PaymentFailed", {"order_id": ""}),
}
"""A marker that a topic carries and nobody else sends."""
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
    token: str = ""
    """The token for the API, where it asks for one."""
    producer: Producer = field(init=False)

    def __post_init__(self) -> None:
        kafka: dict[str, str | int | float | bool] = {
            "bootstrap.servers": self.stack.endpoints.kafka_bootstrap_servers,
            "log_level": 0,
        }
        self.producer = Producer(kafka | {"linger.ms": 5})
        self._admin = Administration(kafka)
        self._partitions: dict[str, list[int]] = {}
        self._heard: Ends = {}
        """Up to where everything was settled."""
        self.engine = create_engine(self.stack.administration_url, pool_size=5)

    def publish(
        self,
        type_: str,
        data: object,
        *,
        time: str,
        id_: str | None = None,
        times: int = 1,
        source: str = "/shop",
        **attributes: str,
    ) -> str:
        """Send an event `times` times, with further attributes. Returns its id."""
        id_ = id_ or str(uuid4())
        body = {"specversion": "1.0", "id": id_, "source": source, "type": type_, "time": time, "data": data}
        body |= attributes
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
        """Wait until everything published so far, by anybody, is heard, done and announced.

        Each partition with something new gets a marker: when that is stored, all before it was
        heard. The offsets that the bridge has committed would say so a second later.
        """
        assert self.producer.flush(60) == 0
        new = {place: end for place, end in self.ends(*_MARKERS).items() if end > self._heard.get(place, 0)}
        markers = [self._mark(*place) for place in new]
        assert self.producer.flush(60) == 0

        def settled() -> bool:
            return self._stored(markers) == len(markers) and self.idle()

        wait_for(settled, "everything is done and announced", seconds)
        self._heard |= {place: end + 1 for place, end in new.items()}

    def _mark(self, topic: str, partition: int) -> str:
        id_ = str(uuid4())
        type_, data = _MARKERS[topic]
        if "order_id" in data:
            data = {"order_id": f"marker-{id_}"}
        body = {
            "specversion": "1.0",
            "id": id_,
            "source": "/shop",
            "type": type_,
            "time": at(0),
            "data": data,
        }
        headers: dict[str, str | bytes | None] = {"content-type": "application/cloudevents+json"}
        self.producer.produce(topic, orjson.dumps(body), partition=partition, headers=headers)
        return id_

    def _stored(self, event_ids: list[str]) -> int:
        found = self.rows("SELECT count(*) FROM inbox_event WHERE event_id = ANY(:ids)", ids=event_ids)
        return int(found[0][0])

    def ends(self, *topics: str) -> Ends:
        """Return the offset of the next message of each partition. A Kafka that has just come back
        is asked until it knows.
        """
        found: Ends = {}

        def known() -> bool:
            try:
                found.update(self._ends(topics))
            except KafkaException:
                return False
            return True

        wait_for(known, f"Kafka knows where {', '.join(topics)} end", 60)
        return found

    def _ends(self, topics: Sequence[str]) -> Ends:
        for topic in set(topics) - self._partitions.keys():
            self._partitions[topic] = list(self._admin.client.list_topics(topic, timeout=60).topics[topic].partitions)
        places = [TopicPartition(topic, number) for topic in topics for number in self._partitions[topic]]
        newest = OffsetSpec.latest()  # type: ignore[no-untyped-call]
        answers = self._admin.ask(
            places,
            lambda open_, seconds: self._admin.client.list_offsets(
                dict.fromkeys(open_, newest), request_timeout=seconds
            ),
            topics=topics,
            seconds=60,
            insist=True,
        )
        ends: Ends = {}
        for place, end in answers.items():
            if isinstance(end, KafkaException):
                raise end
            ends[place.topic, place.partition] = end.offset
        return ends

    def idle(self) -> bool:
        waiting = "SELECT EXISTS (SELECT FROM inbox_pending) OR EXISTS (SELECT FROM outbox_event)"
        return bool(not self.rows(waiting)[0][0])

    def rows(self, statement: str, **given: object) -> list[Row[Any]]:
        with self.engine.connect() as connection:
            return list(connection.execute(text(statement), given))

    def reservation(self, order_id: str) -> Row[Any]:
        return self.rows("SELECT * FROM reservation WHERE order_id = :id", id=order_id)[0]

    def stock(self, sku: str) -> Row[Any]:
        """Return the only row of the SKU. One that another test gave a location would have two."""
        (row,) = self.rows("SELECT * FROM product_inventory WHERE sku = :sku", sku=sku)
        return row

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        request = Request(f"{self.stack.endpoints.api_url}{path}", headers=headers, method=method)
        if self.token:
            request.add_header("authorization", f"Bearer {self.token}")
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
    def outcomes(self, since: Ends | None = None) -> Iterator[Callable[[], list[Outcome]]]:
        """Gives a function that reads all outcomes announced so far: from the beginning, or `since`
        those ends.
        """
        consumer = Consumer(
            {
                "bootstrap.servers": self.stack.endpoints.kafka_bootstrap_servers,
                "group.id": f"shop-{uuid4()}",
                "enable.auto.commit": False,
            }
        )
        following = {place: (since or {}).get(place, 0) for place in self.ends(EVENTS)}
        consumer.assign([TopicPartition(*place, offset) for place, offset in following.items()])
        found: list[Outcome] = []

        def read() -> list[Outcome]:
            ends = self.ends(EVENTS)
            while any(following[place] < end for place, end in ends.items()):
                record = consumer.poll(60)
                assert record is not None, f"read up to {following} of {ends}"
                assert record.error() is None, record.error()
                topic, partition, offset = record.topic(), record.partition(), record.offset()
                assert topic is not None
                assert partition is not None
                assert offset is not None
                following[topic, partition] = offset + 1
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
        admin = Administration(servers)
        larger = ConfigEntry("max.message.bytes", "5000000", incremental_operation=AlterConfigOpType.SET)
        topic = ConfigResource(ConfigResource.Type.TOPIC, TOPICS["Order"], incremental_configs=[larger])
        answers = admin.ask(
            [topic],
            lambda open_, seconds: admin.client.incremental_alter_configs(open_, request_timeout=seconds),
            topics=[topic.name],
            seconds=60,
            insist=True,
        )
        assert answers == {topic: None}
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
    """Wait until `condition` holds. Fails with `what` was waited for when `seconds` of the
    machine's time are over.
    """
    assert wait_until(condition, seconds=seconds, interval=0.1), f"after {seconds} s it was not so that {what}"
