"""The two ends of the line as the tests hold them: producers and consumers of Kafka, rows of
PostgreSQL, processes.
"""

from __future__ import annotations

import ctypes
import signal
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import confluent_kafka
import orjson
from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TopicPartition
from confluent_kafka import Message as KafkaMessage
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # public, but not marked as exported
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    NewTopic,
    OffsetSpec,
    ResourceType,
)
from sqlalchemy import text

from bridge.administration import Administration
from inventory.database.transactions import Database, now
from inventory.domain.announcing.announcements import Announcement
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.settings import Settings
from inventory.write_path.writing import Changes, write
from tests import preloaded
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.patience import MachineTime

SECONDS = 40
"""The limit of everything here: a bridge that was killed leaves its group after ten seconds."""


def eventually(condition: Callable[[], object], what: str) -> None:
    assert wait_until(lambda: bool(condition()), seconds=SECONDS), f"not within {SECONDS} s: {what}"


class Kafka:
    """Publishes as other services do, and reads as they do."""

    def __init__(self, settings: Settings) -> None:
        self._servers = settings.kafka_bootstrap_servers
        self._settings = settings
        self._read: dict[str, dict[int, int]] = {}

    @cached_property
    def _producer(self) -> Producer:
        return Producer({"bootstrap.servers": self._servers, "message.max.bytes": 8_000_000})

    @cached_property
    def _admin(self) -> Administration:
        return Administration({"bootstrap.servers": self._servers})

    @cached_property
    def _group(self) -> Consumer:
        """Asks on behalf of the bridges' group, and never joins it."""
        return Consumer({"bootstrap.servers": self._servers, "group.id": self._settings.consumer_group})

    def publish(self, topic: str, *values: object, partition: int = 0, headers: dict[str, bytes] | None = None) -> None:
        """Append `values`, as JSON unless they are bytes, and wait until Kafka has them."""
        failures: list[str] = []
        for value in values:
            self._producer.produce(
                topic,
                value if isinstance(value, bytes) or value is None else orjson.dumps(value),
                partition=partition,
                headers=dict(headers or {}),
                on_delivery=lambda error, _: failures.append(error.str()) if error else None,
            )
        assert self._producer.flush(SECONDS) == 0
        assert not failures, failures

    def publish_with_header_name(self, topic: str, name: bytes, value: object) -> None:
        """Through the C library: clients of other languages do not insist that the name of a header
        is UTF-8.
        """
        directory = Path(confluent_kafka.__file__).parent.parent / "confluent_kafka.libs"
        library = ctypes.CDLL(str(next(directory.glob("librdkafka*"))))
        library.rd_kafka_conf_new.restype = library.rd_kafka_new.restype = ctypes.c_void_p
        body, error = orjson.dumps(value), ctypes.create_string_buffer(512)
        configuration = ctypes.c_void_p(library.rd_kafka_conf_new())
        library.rd_kafka_conf_set(configuration, b"bootstrap.servers", self._servers.encode(), error, len(error))
        producer = ctypes.c_void_p(library.rd_kafka_new(0, configuration, error, len(error)))
        end, to_topic, partition, with_value, header = 0, 1, 3, 4, 9  # rd_kafka_vtype_t
        place = (to_topic, topic.encode(), partition, ctypes.c_int32(0))
        content = (with_value, body, ctypes.c_size_t(len(body)), header, name, b"value", ctypes.c_ssize_t(5))
        assert library.rd_kafka_producev(producer, *place, *content, end) == 0
        assert library.rd_kafka_flush(producer, SECONDS * 1_000) == 0
        library.rd_kafka_destroy(producer)

    def limit(self, topic: str, size: int) -> None:
        """Set the largest message that the topic takes, as an operator may."""
        entry = ConfigEntry("max.message.bytes", str(size), incremental_operation=AlterConfigOpType.SET)
        resource = ConfigResource(ResourceType.TOPIC, topic, incremental_configs=[entry])
        self._administer([resource], lambda client: client.incremental_alter_configs, topic)

        def applied() -> bool:
            asked = [ConfigResource(ResourceType.TOPIC, topic)]
            (described,) = self._administer(asked, lambda client: client.describe_configs, topic)
            return bool(described["max.message.bytes"].value == str(size))

        eventually(applied, "the broker has heard of the limit")

    def delete_before(self, topic: str, offset: int, *, partition: int = 0) -> None:
        """Have Kafka delete all before `offset`, as its retention does."""
        asked = [TopicPartition(topic, partition, offset)]
        (deleted,) = self._administer(asked, lambda client: client.delete_records, topic)
        assert deleted.low_watermark == offset

    def publish_in_transaction(self, topic: str, *values: object, abort: bool = False) -> None:
        """Append `values`, and behind them the marker that ends a transaction."""
        producer = Producer({"bootstrap.servers": self._servers, "transactional.id": topic})
        producer.init_transactions(SECONDS)
        producer.begin_transaction()
        for value in values:
            producer.produce(topic, orjson.dumps(value), partition=0)
        producer.flush(SECONDS)
        if abort:
            producer.abort_transaction(SECONDS)
        else:
            producer.commit_transaction(SECONDS)

    def make_again(self, topic: str) -> None:
        """Delete the topic, and make another one of its name."""
        self._administer([topic], lambda client: client.delete_topics, topic)
        eventually(lambda: self._made(topic), "the topic is made again")

    def _made(self, topic: str) -> bool:
        new = NewTopic(topic, self._settings.topic_partitions, 1)
        (future,) = self._admin.client.create_topics([new], request_timeout=SECONDS / 4).values()
        return future.exception() is None  # it is still being deleted

    def published(self, topic: str, *, first: Mapping[int, int] | None = None) -> list[KafkaMessage]:
        """Every record of the topic, partition by partition, from these offsets on."""
        consumer = Consumer({"bootstrap.servers": self._servers, "group.id": "tests", "enable.auto.commit": False})
        try:
            begin = first or {}
            numbers = range(self._settings.topic_partitions)
            places = [TopicPartition(topic, number, begin.get(number, 0)) for number in numbers]
            count = sum(consumer.get_watermark_offsets(place, timeout=60)[1] - place.offset for place in places)
            consumer.assign(places)
            found: list[KafkaMessage] = []
            waited = MachineTime()
            while len(found) < count and waited.passed() < SECONDS:
                found += consumer.consume(count - len(found), timeout=0.2)
        finally:
            consumer.close()
        assert all(record.error() is None for record in found)
        return sorted(found, key=lambda record: (record.partition() or 0, record.offset() or 0))

    def events(self, topic: str) -> list[dict[str, Any]]:
        return [orjson.loads(record.value() or b"") for record in self.published(topic)]

    def news(self, topic: str) -> list[dict[str, Any]]:
        """Return the events since it was asked for the last time."""
        read = self._read.setdefault(topic, {})
        records = self.published(topic, first=read)
        read.update({record.partition() or 0: (record.offset() or 0) + 1 for record in records})
        return [orjson.loads(record.value() or b"") for record in records]

    def committed(self, topic: str) -> dict[int, int]:
        """Up to where the bridges' group has read each partition."""
        return {place.partition: place.offset for place in self._group.committed(self._places(topic), timeout=60)}

    def read_to_the_end(self, *topics: str) -> bool:
        """Return True if the bridges' group has committed that it has read all of the topics."""
        places = [place for topic in topics for place in self._places(topic)]
        committed = self._group.committed(places, timeout=60)
        ends = {
            (place.topic, place.partition): end for place, end in zip(places, self._ends(places, topics), strict=True)
        }
        return {(place.topic, place.partition): max(place.offset, 0) for place in committed} == ends

    def wait_until_led(self, *topics: str) -> None:
        """Return when each partition has a leader that answers. A new one takes a moment."""
        self._ends([place for topic in topics for place in self._places(topic)], topics)

    def _ends(self, places: list[TopicPartition], topics: Sequence[str]) -> list[int]:
        latest = OffsetSpec.latest()  # type: ignore[no-untyped-call]
        found = self._administer(
            places,
            lambda client: lambda open_, **timeout: client.list_offsets(dict.fromkeys(open_, latest), **timeout),
            *topics,
        )
        return [end.offset for end in found]

    def _administer(
        self, asked: list[Any], question: Callable[[AdminClient], Callable[..., Mapping[Any, Any]]], *topics: str
    ) -> list[Any]:
        """Return the answers, in order. A topic that was made a moment ago may be unknown to who is
        asked.
        """
        answers = self._admin.ask(
            asked,
            lambda open_, seconds: question(self._admin.client)(open_, request_timeout=seconds),
            topics=topics,
            seconds=SECONDS,
            insist=True,
            passing=[KafkaError.UNKNOWN_TOPIC_OR_PART],
        )
        for answer in answers.values():
            if isinstance(answer, KafkaException):
                raise answer
        return [answers[each] for each in asked]

    def _places(self, topic: str) -> list[TopicPartition]:
        return [TopicPartition(topic, number) for number in range(self._settings.topic_partitions)]


class Inbox:
    """Return the events that the bridge has stored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self) -> list[dict[str, Any]]:
        """Every event heard, with its operation if it is pending and its reason if it is dead."""
        statement = text(
            "SELECT e.*, p.operation, p.attempts, d.reason, d.detail, d.raw, d.record_key, d.headers FROM inbox_event e "
            "LEFT JOIN inbox_pending p USING (id) LEFT JOIN dead_letter d USING (id) ORDER BY e.id"
        )
        with self._database.transaction() as session:
            return [dict(row._mapping) for row in session.execute(statement)]

    def ids(self) -> list[str]:
        with self._database.transaction() as session:
            return sorted(session.scalars(text("SELECT event_id FROM inbox_event")))

    def count(self) -> int:
        with self._database.transaction() as session:
            return int(session.execute(text("SELECT count(*) FROM inbox_event")).scalar_one())

    def wait_until_more_than(self, count: int) -> None:
        eventually(lambda: self.count() > count, f"more than {count} events in the inbox")


class Outbox:
    """Outcomes that wait for the relay."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, keys: Sequence[str], *, rounds: int = 1, filler: str = "") -> None:
        """One outcome for each key in each round. Its `sequence` is the number of the round."""
        for sequence in range(1, rounds + 1):
            payload = {"n": sequence, "lines": [filler]}
            with self._database.transaction() as session:
                moment = now(session)
                outcomes = [Announcement(OutcomeType.STOCK_RESERVED, key, sequence, payload, moment) for key in keys]
                write(session, Changes(announcements=outcomes), now=moment)

    def count(self) -> int:
        with self._database.transaction() as session:
            count: int = session.execute(text("SELECT count(*) FROM outbox_event")).scalar_one()
            return count

    def wait_until_fewer_than(self, count: int) -> None:
        eventually(lambda: self.count() < count, f"fewer than {count} outcomes in the outbox")

    def event_ids(self) -> set[str]:
        with self._database.transaction() as session:
            return {str(row.event_id) for row in session.execute(text("SELECT event_id FROM outbox_event"))}


class Process:
    """`python -m bridge …`, or another `command`."""

    def __init__(self, command: Sequence[str], *, log: Path, environment: Mapping[str, str]) -> None:
        self.log = log
        self._process = preloaded.start(command, log=log, environment=environment)

    @property
    def pid(self) -> int:
        return self._process.pid

    def said(self, words: str) -> bool:
        return words in self.log.read_text()

    def wait_until_said(self, words: str) -> None:
        eventually(lambda: self.said(words) or self._process.poll() is not None, f"{words!r} in {self.log.name}")
        assert self.said(words), self.log.read_text()

    def terminate(self) -> int:
        """SIGTERM. Returns the exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self.wait()

    def kill(self) -> None:
        self._process.kill()
        self.wait()

    def suspend(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def wait(self) -> int:
        """Return the exit status, when it has ended."""
        assert wait_until(lambda: not self.runs(), seconds=SECONDS), f"still running; its log:\n{self.log.read_text()}"
        return self._process.wait()

    def runs(self) -> bool:
        return self._process.poll() is None


class Processes:
    """Starts processes with one environment, each with a log of its own."""

    def __init__(self, directory: Path, environment: Mapping[str, str], *, python: str) -> None:
        self._directory = directory
        self._environment = environment
        self._python = python
        self._started: list[Process] = []

    def bridge(self, command: str, **variables: str) -> Process:
        return self._start(["-m", "bridge", command], variables)

    def patched(self, command: str, patch: str) -> Process:
        """`python -m bridge command` after the statements of `patch`: for faults at one exact
        place.
        """
        return self._start(["-c", f"{patch}\nfrom bridge.__main__ import run\nrun()", command], {})

    def _start(self, arguments: list[str], variables: dict[str, str]) -> Process:
        log = self._directory / f"{len(self._started)}.log"
        process = Process([self._python, *arguments], log=log, environment={**self._environment, **variables})
        self._started.append(process)
        return process

    def kill(self) -> None:
        for process in self._started:
            if process.runs():
                process.kill()
