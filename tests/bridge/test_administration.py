"""A Kafka whose only broker is fenced again and again: then it names no controller, and partitions
have no leader.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from uuid import uuid4

import pytest
from confluent_kafka import Consumer, KafkaError, KafkaException
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # public, but not marked as exported
    AdminClient,
    NewTopic,
)

from bridge.administration import Administration
from bridge.consume.offsets.starts import Starts
from bridge.kafka import MAX_ANSWER_SECONDS, consumer_config
from bridge.relay.size_limit import SizeLimit
from bridge.topics import ensure_topics
from inventory.database.transactions import Database
from inventory.settings import Settings
from tests.bridge.line import eventually
from tools.devstack.processes.patience import MachineTime
from tools.devstack.servers.kafka import Kafka


class FencedAgainAndAgain(Kafka):
    """It says that it lives every four seconds, and is believed for two."""

    def _properties(self) -> str:
        return f"{super()._properties()}broker.session.timeout.ms=2000\nbroker.heartbeat.interval.ms=4000\n"


class Broker:
    """Return True if the broker is fenced, as a client of its own sees it."""

    def __init__(self, server: Kafka) -> None:
        self.server = server
        self.client = self._client()

    def _client(self) -> AdminClient:
        return AdminClient({"bootstrap.servers": self.server.address, "log_level": 0})

    def is_fenced(self) -> bool:
        try:
            is_fenced = self.client.list_topics(timeout=2).controller_id < 0
        except KafkaException:
            is_fenced = True
        if is_fenced:
            self.client = self._client()  # one that was told of no broker may never connect again
        return is_fenced

    def wait_until_fenced(self) -> None:
        """Return at the beginning of such a time."""
        eventually(lambda: not self.is_fenced(), "the broker is fenced no more")
        eventually(self.is_fenced, "the broker is fenced")

    def topics(self) -> set[str]:
        return set(Administration({"bootstrap.servers": self.server.address}).metadata(seconds=60).topics)


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    server = FencedAgainAndAgain(tmp_path_factory.mktemp("fenced"))
    server.start()
    try:
        server.wait_ready()
        admin = Administration({"bootstrap.servers": server.address})
        admin.ask(
            ["there"],  # without any topic there would be an error in the place of an empty answer
            lambda open_, _: admin.client.create_topics([NewTopic(name, 3, 1) for name in open_]),
            topics=(),
            seconds=60,
            insist=True,
        )
        yield Broker(server)
    finally:
        server.stop()


@pytest.fixture
def settings(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Those of a bridge on that Kafka, of whose topics there is none."""
    name = uuid4().hex[:8]
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1/nothing")
    return Settings(
        kafka_bootstrap_servers=broker.server.address,
        topic_products=f"products-{name}",
        topic_orders=f"orders-{name}",
        topic_payments=f"payments-{name}",
        topic_events=f"events-{name}",
        topic_partitions=1,
    )


def test_topics_are_created_although_kafka_names_no_controller_just_then(settings: Settings, broker: Broker) -> None:
    broker.wait_until_fenced()
    topics = {settings.topic_products, settings.topic_orders, settings.topic_payments, settings.topic_events}
    assert set(ensure_topics(settings)) <= topics  # one that Kafka was too slow to tell of is told to exist
    assert topics <= broker.topics()


def test_the_limit_of_a_topic_is_learnt_although_kafka_names_no_controller_just_then(
    settings: Settings, broker: Broker
) -> None:
    limit = SizeLimit(settings.model_copy(update={"topic_events": "there"}))
    broker.wait_until_fenced()
    limit.ask()
    assert limit.most == 1_048_588  # Kafka's own default


@pytest.fixture
def starts(settings: Settings, database: Database) -> Iterator[Starts]:
    consumer = Consumer(consumer_config(settings))
    yield Starts(settings, consumer, database)
    consumer.close()


def test_a_bridge_finds_the_ends_of_partitions_that_have_another_leader_since(starts: Starts, broker: Broker) -> None:
    ends = {("there", number): 0 for number in range(3)}
    places = list(ends)

    def found_after_a_change() -> bool:
        """On a slow machine the next change may come before the answer."""
        eventually(lambda: starts.ends(places) == ends, "the ends")
        broker.wait_until_fenced()
        eventually(lambda: not broker.is_fenced(), "there are leaders again")
        return starts.ends(places) == ends

    eventually(found_after_a_change, "the ends are found at the first attempt")


def test_a_bridge_does_not_wait_for_a_controller(starts: Starts, broker: Broker) -> None:
    eventually(lambda: starts.topic_ids(["there"]) and starts.ends([("there", 0)]), "topic and end are known")
    broker.wait_until_fenced()
    waited = MachineTime()
    starts.ends([("there", 0)])
    starts.topic_ids(["there"])
    assert waited.passed() < MAX_ANSWER_SECONDS - 1  # it polls a consumer meanwhile


def test_who_has_no_right_is_told_at_once(broker: Broker) -> None:
    refused: Future[None] = Future()
    refused.set_exception(KafkaException(KafkaError(KafkaError.TOPIC_AUTHORIZATION_FAILED)))
    asked: list[list[str]] = []

    def question(open_: list[str], _: float) -> dict[str, Future[None]]:
        asked.append(open_)
        return dict.fromkeys(open_, refused)

    admin = Administration({"bootstrap.servers": broker.server.address})
    admin.ask(["there"], question, topics=["there"], seconds=60, insist=True)
    assert asked == [["there"]]


class Lost:
    """A client that was told that there are no brokers, and has forgotten where it began."""

    def list_topics(self, *_: object, **__: object) -> None:
        raise KafkaException(KafkaError(KafkaError._TRANSPORT))


def test_a_client_that_is_lost_is_asked_once(broker: Broker) -> None:
    admin = Administration({"bootstrap.servers": broker.server.address})
    admin.client = Lost()  # type: ignore[assignment]
    assert "there" in admin.metadata(seconds=60).topics
