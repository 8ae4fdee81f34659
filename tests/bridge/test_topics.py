"""Topics on a real Kafka."""

from __future__ import annotations

import json
from concurrent.futures import Future
from typing import Any

import pytest
from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import AdminClient

from bridge.__main__ import run
from bridge.kafka import admin_config
from bridge.topics import ensure_topics
from inventory.settings import Settings
from inventory.settings import settings as current
from tests.bridge.line import Kafka, Processes


def changed(settings: Settings, **changes: object) -> Settings:
    return settings.model_copy(update=changes)


def test_missing_topics_are_created_once(settings: Settings) -> None:
    fresh = changed(settings, topic_orders=f"{settings.topic_orders}-new", topic_partitions=2)
    assert ensure_topics(fresh) == [fresh.topic_orders]
    assert ensure_topics(fresh) == []
    metadata = AdminClient(admin_config(fresh)).list_topics(timeout=60)
    assert len(metadata.topics[fresh.topic_orders].partitions) == 2
    assert len(metadata.topics[settings.topic_events].partitions) == 3


def test_nobody_at_the_address_of_kafka_is_told_with_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/x")
    monkeypatch.setattr("bridge.topics.TIMEOUT_SECONDS", 1)
    monkeypatch.setattr("sys.argv", ["bridge", "topics"])
    monkeypatch.setattr("bridge.__main__.set_up", lambda *_: None)
    current.cache_clear()
    with pytest.raises(SystemExit) as ended:
        run()
    current.cache_clear()
    assert ended.value.code == 1
    assert caplog.messages == [
        "Kafka at 127.0.0.1:1 (KAFKA_BOOTSTRAP_SERVERS) failed: Failed to get metadata: Local: Broker transport failure"
    ]


def test_a_topic_that_keeps_events_longer_than_the_inbox_is_told(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    ensure_topics(settings)
    assert not caplog.messages
    ensure_topics(changed(settings, inbox_retention_days=5))
    assert len(caplog.messages) == 3
    assert f"{settings.topic_orders} keeps events for 7 days" in " ".join(caplog.messages)


def test_a_topic_that_takes_less_than_a_message_may_have_is_told(
    settings: Settings, kafka: Kafka, caplog: pytest.LogCaptureFixture
) -> None:
    for topic in (settings.topic_orders, settings.topic_events):
        kafka.limit(topic, 1_048_588)  # as every topic that is made without a word about it
    ensure_topics(settings)
    told = [message for message in caplog.messages if "Set max.message.bytes of the topic to 1114112" in message]
    assert [message.split()[1] for message in told] == [settings.topic_orders, settings.topic_events]


def test_the_command_says_what_it_did(settings: Settings, kafka: Kafka, processes: Processes) -> None:
    command = processes.bridge("topics", INVENTORY_TOPIC_EVENTS=f"{settings.topic_events}-new")
    assert command.wait() == 0
    assert command.said(f"{settings.topic_events}-new: created")
    assert command.said(f"{settings.topic_orders}: exists")


def test_wrong_settings_are_told_and_nothing_starts(processes: Processes) -> None:
    unsafe = json.dumps({"enable.auto.offset.store": "true"})
    for command, variables, words in (
        ("consume", {"INVENTORY_KAFKA_CONFIG": unsafe}, "enable.auto.offset.store"),
        ("relay", {"INVENTORY_KAFKA_CONFIG": json.dumps({"acks": "0"})}, "acks"),
        ("consume", {"INVENTORY_POLL_BATCH": "none"}, "INVENTORY_POLL_BATCH"),
    ):
        process = processes.bridge(command, **variables)
        assert process.wait() == 2
        assert process.said(words)
        assert not process.said("Traceback")


def test_a_topic_that_the_broker_cannot_describe_yet_is_asked_for_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when two processes create the topics at once."""
    unknown = KafkaException(KafkaError(KafkaError.UNKNOWN_TOPIC_OR_PART))
    asked: list[object] = []
    describe = AdminClient.describe_configs

    def not_yet(self: AdminClient, resources: Any, **options: Any) -> Any:
        asked.append(resources)
        if len(asked) > 1:
            return describe(self, resources, **options)
        refused: Future[Any] = Future()
        refused.set_exception(unknown)
        return dict.fromkeys(resources, refused)

    monkeypatch.setattr(AdminClient, "describe_configs", not_yet)
    assert ensure_topics(settings) == []
    assert len(asked) == 2
