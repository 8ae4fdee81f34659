"""Topics on a real Kafka, and what a client may be told."""

from __future__ import annotations

import ctypes
import json
import re
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import confluent_kafka
import pytest
from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import AdminClient

from bridge.kafka import REFUSED, admin_config, consumer_config, producer_config
from bridge.topics import ensure_topics
from inventory.errors import InvalidSettings
from inventory.settings import Settings
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


@pytest.mark.parametrize(
    "name",
    [
        "enable.auto.offset.store",
        "enable.auto.commit",
        "auto.offset.reset",
        "partition.assignment.strategy",
        "group.id",
        "bootstrap.servers",
        "enable.idempotence",
        "acks",
        "message.timeout.ms",
        "isolation.level",
        "transactional.id",
        "group.instance.id",
        "delivery.report.only.error",
        "partitioner",
        "enable.partition.eof",
        "request.required.acks",
        "delivery.timeout.ms",
        "metadata.broker.list",
        "auto.commit.enable",
    ],
)
def test_what_the_guarantees_rest_on_cannot_be_set(name: str) -> None:
    settings = Settings(database_url="postgresql://localhost/x", kafka_config={name: "x"})
    for config in (consumer_config, producer_config, admin_config):
        with pytest.raises(InvalidSettings, match=name):
            config(settings)


def test_no_other_name_of_these_properties_can_be_set(tmp_path: Path) -> None:
    """The library itself tells which names it takes for which."""
    directory = Path(confluent_kafka.__file__).parent.parent / "confluent_kafka.libs"
    librdkafka, libc = ctypes.CDLL(str(next(directory.glob("librdkafka*")))), ctypes.CDLL(None)
    libc.fopen.restype = ctypes.c_void_p
    written = ctypes.c_void_p(libc.fopen(str(tmp_path / "properties").encode(), b"w"))
    librdkafka.rd_kafka_conf_properties_show(written)
    libc.fclose(written)
    told = re.findall(r"^(\S+) .*Alias for `(\S+?)`", (tmp_path / "properties").read_text(), re.MULTILINE)
    pairs = {*told, *((meant, name) for name, meant in told)}
    assert ("acks", "request.required.acks") in pairs
    for name, meant in pairs:
        if meant in REFUSED:
            settings = Settings(database_url="postgresql://localhost/x", kafka_config={name: "x"})
            with pytest.raises(InvalidSettings, match=f"must not set {name}: "):
                admin_config(settings)


def test_other_properties_reach_every_client() -> None:
    settings = Settings(
        database_url="postgresql://localhost/x",
        kafka_config={"security.protocol": "SASL_SSL", "sasl.password": "hush", "session.timeout.ms": "20000"},
    )
    for config in (consumer_config, producer_config, admin_config):
        assert config(settings)["security.protocol"] == "SASL_SSL"
    assert consumer_config(settings)["session.timeout.ms"] == "20000"
    assert "hush" not in repr(settings)


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
    assert len(asked) == 5
